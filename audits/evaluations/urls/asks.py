"""Addresses of what a result asks for, below one candidate."""

from django.urls import path

from audits.evaluations.views import cost

CANDIDATE = "w/<slug:workspace>/candidates/<uuid:candidate>"

urlpatterns = [
    path(f"{CANDIDATE}/cost", cost.candidate_cost, name="candidate-cost"),
]
