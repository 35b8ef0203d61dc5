"""Addresses of pieces of evidence."""

from django.urls import URLPattern, path

from audits.evaluations.views import exhibits

urlpatterns: list[URLPattern] = [
    path("w/<slug:workspace>/evidence/<uuid:evidence>", exhibits.evidence_page, name="evidence"),
    path(
        "w/<slug:workspace>/evidence/<uuid:evidence>/withdraw",
        exhibits.evidence_withdraw,
        name="evidence-withdraw",
    ),
]
