"""Addresses: compare."""

from django.urls import path

from audits.evaluations.views import compare

urlpatterns = [
    path("w/<slug:workspace>/evaluations/<uuid:evaluation>/compare", compare.compare, name="compare"),
    path(
        "w/<slug:workspace>/evaluations/<uuid:evaluation>/compare/<slug:dimension>",
        compare.compare_questions,
        name="compare-questions",
    ),
]
