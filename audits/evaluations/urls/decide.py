"""Addresses of the decision and the journal."""

from django.urls import path

from audits.evaluations.views import decide

urlpatterns = [
    path("w/<slug:workspace>/evaluations/<uuid:evaluation>/decide/", decide.decide_page, name="decide"),
    path(
        "w/<slug:workspace>/evaluations/<uuid:evaluation>/journal/",
        decide.evaluation_journal,
        name="evaluation-journal",
    ),
]
