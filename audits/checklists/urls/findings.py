"""Addresses of findings and of the evidence on them."""

from django.urls import URLPattern, path

from audits.checklists.views import attachments, findings, findings_write

FINDINGS = "w/<slug:workspace>/findings"
FINDING = f"{FINDINGS}/<uuid:finding>"
ATTACHMENT = "w/<slug:workspace>/attachments/<uuid:attachment>"
urlpatterns: list[URLPattern] = [
    path(f"{FINDINGS}/", findings.finding_list, name="finding-list"),
    path(f"{FINDINGS}/new/", findings_write.finding_new, name="finding-new"),
    path(f"{FINDING}/", findings.finding_page, name="finding"),
    path(f"{FINDING}/edit/", findings_write.finding_edit, name="finding-edit"),
    path(f"{FINDING}/complete/", findings_write.finding_complete, name="finding-complete"),
    path(f"{FINDING}/drop/", findings_write.finding_drop, name="finding-drop"),
    path(f"{FINDING}/resolve/", findings_write.finding_resolve, name="finding-resolve"),
    path(f"{FINDING}/accept/", findings_write.finding_accept, name="finding-accept"),
    path(f"{FINDING}/reopen/", findings_write.finding_reopen, name="finding-reopen"),
    path(f"{FINDING}/ticket/", findings_write.finding_ticket, name="finding-ticket"),
    path(f"{FINDING}/evidence/", attachments.finding_attach, name="finding-attach"),
    path(f"{FINDING}/markdown/", findings.finding_markdown, name="finding-markdown"),
    path(f"{ATTACHMENT}/", attachments.attachment_page, name="attachment"),
    path(f"{ATTACHMENT}/withdraw/", attachments.attachment_withdraw, name="attachment-withdraw"),
    path(f"{ATTACHMENT}/file/", attachments.attachment_file, name="attachment-file"),
    path(f"{ATTACHMENT}/thumbnail/", attachments.attachment_thumbnail, name="attachment-thumbnail"),
]
