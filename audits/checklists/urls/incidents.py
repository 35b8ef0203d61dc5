"""Addresses of incidents."""

from django.urls import URLPattern, path

from audits.checklists.views import incident_write, incidents

INCIDENTS = "w/<slug:workspace>/incidents"
INCIDENT = f"{INCIDENTS}/<uuid:incident>"
STEP = f"{INCIDENT}/steps/<slug:step>"
urlpatterns: list[URLPattern] = [
    path(f"{INCIDENTS}/", incidents.incident_list, name="incident-list"),
    path(f"{INCIDENTS}/new/", incidents.incident_new, name="incident-new"),
    path(f"{INCIDENT}/", incidents.incident_page, name="incident"),
    path(f"{INCIDENT}/edit/", incidents.incident_edit, name="incident-edit"),
    path(f"{INCIDENT}/close/", incidents.incident_close, name="incident-close"),
    path(f"{INCIDENT}/reopen/", incidents.incident_reopen, name="incident-reopen"),
    path(f"{INCIDENT}/markdown/", incidents.incident_markdown, name="incident-markdown"),
    path(f"{INCIDENT}/lines/", incident_write.incident_line, name="incident-line"),
    path(f"{INCIDENT}/evidence/", incident_write.incident_attach, name="incident-attach"),
    path(f"{INCIDENT}/paused/", incident_write.incident_pause, name="incident-pause"),
    path(f"{INCIDENT}/triage/", incident_write.incident_triage, name="incident-triage"),
    path(f"{STEP}/", incident_write.incident_step, name="incident-step"),
    path(f"{STEP}/done/", incident_write.incident_step_done, name="incident-step-done"),
]
