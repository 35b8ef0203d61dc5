"""Addresses of accepting what was bought."""

from django.urls import path

from audits.checklists.views import acceptance

urlpatterns = [
    path(
        "w/<slug:workspace>/vendors/<uuid:vendor>/go-live/",
        acceptance.acceptance_start,
        name="acceptance-start",
    ),
]
