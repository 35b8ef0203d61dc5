"""Addresses of the decision and the journal."""

from django.urls import path

from audits.evaluations.views import conditions, decide, journal, revisions

ONE = "w/<slug:workspace>/evaluations/<uuid:evaluation>"

urlpatterns = [
    path(f"{ONE}/decide/", decide.decide_page, name="decide"),
    path(f"{ONE}/defer/", decide.evaluation_defer, name="evaluation-defer"),
    path("w/<slug:workspace>/conditions/<uuid:condition>/", conditions.condition, name="condition"),
    path(f"{ONE}/reopen/", decide.evaluation_reopen, name="evaluation-reopen"),
    path(f"{ONE}/revisions/", revisions.revisions, name="revisions"),
    path(f"{ONE}/journal/", journal.evaluation_journal, name="evaluation-journal"),
    path("w/<slug:workspace>/journal/", journal.workspace_journal, name="journal"),
]
