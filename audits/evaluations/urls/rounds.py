"""Addresses of rounds and the shortlist."""

from django.urls import path

from audits.evaluations.views import rounds

urlpatterns = [
    path("w/<slug:workspace>/evaluations/<uuid:evaluation>/rounds/end/", rounds.round_end, name="round-end"),
    path(
        "w/<slug:workspace>/candidates/<uuid:candidate>/take-back/",
        rounds.candidate_take_back,
        name="candidate-take-back",
    ),
]
