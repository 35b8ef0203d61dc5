"""Addresses of pieces of evidence."""

from django.urls import URLPattern, path

from audits.evaluations.views import exhibits

urlpatterns: list[URLPattern] = [
    path("w/<slug:workspace>/evidence/<uuid:evidence>", exhibits.evidence_page, name="evidence"),
    path("w/<slug:workspace>/evidence/<uuid:evidence>/file", exhibits.evidence_file, name="evidence-file"),
    path(
        "w/<slug:workspace>/evidence/<uuid:evidence>/thumbnail",
        exhibits.evidence_thumbnail,
        name="evidence-thumbnail",
    ),
    path(
        "w/<slug:workspace>/evidence/<uuid:evidence>/withdraw",
        exhibits.evidence_withdraw,
        name="evidence-withdraw",
    ),
]
