"""Addresses of connectors."""

from django.urls import path

from audits.connectors.views import inventory, writing

CONNECTORS = "w/<slug:workspace>/connectors"
CONNECTOR = f"{CONNECTORS}/<uuid:connector>"
urlpatterns = [
    path(f"{CONNECTORS}/", inventory.connector_list, name="connector-list"),
    path(f"{CONNECTORS}/new/", writing.connector_new, name="connector-new"),
    path(f"{CONNECTOR}/", inventory.connector_page, name="connector"),
    path(f"{CONNECTOR}/edit/", writing.connector_edit, name="connector-edit"),
    path(f"{CONNECTOR}/review/", writing.connector_review, name="connector-review"),
    path(f"{CONNECTOR}/archive/", writing.connector_archive, {"archived": True}, name="connector-archive"),
    path(
        f"{CONNECTOR}/unarchive/", writing.connector_archive, {"archived": False}, name="connector-unarchive"
    ),
    path(f"{CONNECTOR}/approvals/new/", writing.approval_new, name="approval-new"),
    path("w/<slug:workspace>/approvals/<uuid:approval>/end/", writing.approval_end, name="approval-end"),
]
