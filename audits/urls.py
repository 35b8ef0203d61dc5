"""One include per app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("audits.people.urls")),
    path("", include("audits.journal.urls")),
    path("", include("audits.vendors.urls")),
    path("", include("audits.frameworks.urls")),
    path("", include("audits.commitments.urls")),
    path("", include("audits.connectors.urls")),
    path("", include("audits.evaluations.urls")),
    path("", include("audits.checklists.urls")),
    path("", include("audits.notices.urls")),
    path("", include("audits.inbox.urls")),
    path("", include("audits.reports.urls")),
    path("", include("audits.operations.urls")),
    path("api/v1/", include("audits.api.urls")),
]
