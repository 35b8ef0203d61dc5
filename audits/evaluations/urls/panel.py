"""Addresses of the panel: declarations, presence, proposals."""

from django.urls import path

from audits.evaluations.views import declarations, meeting

CANDIDATE = "w/<slug:workspace>/candidates/<uuid:candidate>"
ONE = "w/<slug:workspace>/evaluations/<uuid:evaluation>"

urlpatterns = [
    path(f"{ONE}/declaration/", declarations.declaration_own, name="declaration"),
    path(f"{ONE}/declarations/", declarations.declaration_list, name="declaration-list"),
    path(f"{CANDIDATE}/reveal/", meeting.candidate_reveal, name="candidate-reveal"),
    path(f"{CANDIDATE}/meeting/", meeting.meeting, name="meeting"),
    path(f"{CANDIDATE}/meeting/<slug:dimension>/", meeting.meeting_agree, name="meeting-agree"),
    path(
        "w/<slug:workspace>/declarations/<uuid:declaration>/ruling/",
        declarations.declaration_rule,
        name="declaration-rule",
    ),
]
