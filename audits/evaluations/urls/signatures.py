"""Addresses of sign-offs: the lead's and the member's below the workspace, others' behind a link."""

from django.urls import URLPattern, path

from audits.evaluations.views import signatures as ours
from audits.evaluations.views.signing import link, page

EVALUATION = "w/<slug:workspace>/evaluations/<uuid:evaluation>/sign-offs"
ONE = "w/<slug:workspace>/signatures/<uuid:signature>"
LINK = "signatures/<uuid:signature>"

urlpatterns: list[URLPattern] = [
    path(f"{EVALUATION}/", ours.signature_list, name="signature-list"),
    path(f"{EVALUATION}/new/", ours.signature_new, name="signature-new"),
    path(f"{EVALUATION}/prepare", ours.signature_offer, name="signature-offer"),
    path(f"{ONE}/remind", ours.signature_remind, name="signature-remind"),
    path(f"{ONE}/revoke", ours.signature_revoke, name="signature-revoke"),
    path(f"{ONE}/reply/", ours.signature_reply, name="signature-reply"),
    path(f"{ONE}/", page.signature, name="signature"),
    path(f"{ONE}/sign", page.signature_sign, name="signature-sign"),
    path(f"{ONE}/challenge", page.signature_challenge, name="signature-challenge"),
    path("signatures/link/<str:token>/", link.signature_link, name="signature-link"),
    path(f"{LINK}/", page.by_link, name="signing"),
    path(f"{LINK}/sign", page.by_link_sign, name="signing-sign"),
    path(f"{LINK}/challenge", page.by_link_challenge, name="signing-challenge"),
    path(f"{LINK}/leave", page.by_link_leave, name="signing-leave"),
]
