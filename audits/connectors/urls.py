"""Addresses of connectors."""

from django.urls import path

from audits.connectors.views import imports, inventory, writing

CONNECTORS = "w/<slug:workspace>/connectors"
CONNECTOR = f"{CONNECTORS}/<uuid:connector>"
urlpatterns = [
    path(f"{CONNECTORS}/", inventory.connector_list, name="connector-list"),
    path(f"{CONNECTORS}/new/", writing.connector_new, name="connector-new"),
    path(f"{CONNECTORS}/import/", imports.connector_import, name="connector-import"),
    path(f"{CONNECTORS}/import/apply/", imports.connector_import_apply, name="connector-import-apply"),
    path(f"{CONNECTORS}/template.csv", imports.connector_template, name="connector-template"),
    path(f"{CONNECTORS}/export.csv", imports.connector_export, name="connector-export"),
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
