"""Addresses of the library, runs, findings, incidents and schedules, one module each."""

from audits.checklists.urls import acceptance, findings, incidents, library, runs, schedules

urlpatterns = [
    *acceptance.urlpatterns,
    *library.urlpatterns,
    *runs.urlpatterns,
    *findings.urlpatterns,
    *incidents.urlpatterns,
    *schedules.urlpatterns,
]
