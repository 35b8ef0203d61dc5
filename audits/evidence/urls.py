"""Addresses of evidence files; the page of a piece of evidence belongs to the evaluations."""

from django.urls import path

from audits.evidence import views

urlpatterns = [
    path("w/<slug:workspace>/evidence/<uuid:evidence>/file", views.evidence_file, name="evidence-file"),
    path(
        "w/<slug:workspace>/evidence/<uuid:evidence>/thumbnail",
        views.evidence_thumbnail,
        name="evidence-thumbnail",
    ),
]
