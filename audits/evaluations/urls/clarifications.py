"""Addresses of clarifications: the buyer's below the workspace, the vendor's behind a link."""

from django.urls import URLPattern, path

from audits.evaluations.views import clarifications as ours
from audits.evaluations.views.clarified import link
from audits.evaluations.views.clarified import page as theirs

CANDIDATE = "w/<slug:workspace>/candidates/<uuid:candidate>"
ONE = "w/<slug:workspace>/clarifications/<uuid:clarification>"
LINK = "clarifications/<uuid:clarification>"

urlpatterns: list[URLPattern] = [
    path(f"{CANDIDATE}/clarifications/", ours.clarification_list, name="clarification-list"),
    path(f"{CANDIDATE}/clarifications/new/", ours.clarification_new, name="clarification-new"),
    path(f"{ONE}/", ours.clarification, name="clarification"),
    path(f"{ONE}/remind", ours.clarification_remind, name="clarification-remind"),
    path(f"{ONE}/revoke", ours.clarification_revoke, name="clarification-revoke"),
    path(f"{ONE}/extend", ours.clarification_extend, name="clarification-extend"),
    path(f"{ONE}/renew", ours.clarification_renew, name="clarification-renew"),
    path("w/<slug:workspace>/clarified/<uuid:item>/take", ours.clarification_take, name="clarification-take"),
    path("clarifications/link/<str:token>/", link.clarification_link, name="clarification-link"),
    path(f"{LINK}/", theirs.clarified, name="clarified"),
    path(f"{LINK}/save", theirs.clarified_save, name="clarified-save"),
    path(f"{LINK}/send", theirs.clarified_send, name="clarified-send"),
    path(f"{LINK}/items/<uuid:item>/draft", theirs.clarified_draft, name="clarified-draft"),
    path(f"{LINK}/again", theirs.clarified_again, name="clarified-again"),
    path(f"{LINK}/leave", theirs.clarified_leave, name="clarified-leave"),
]
