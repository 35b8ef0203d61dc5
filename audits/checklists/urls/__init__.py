"""Addresses of the library, of runs and between them, findings, incidents and schedules, one module each."""

from audits.checklists.urls import acceptance, between, findings, incidents, library, runs, schedules

urlpatterns = [
    *acceptance.urlpatterns,
    *library.urlpatterns,
    *runs.urlpatterns,
    *between.urlpatterns,
    *findings.urlpatterns,
    *incidents.urlpatterns,
    *schedules.urlpatterns,
]
