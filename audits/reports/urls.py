"""Addresses of reports."""

from django.urls import path

from audits.reports.views import changes, evaluations, printouts, signing, verify

AT = "w/<slug:workspace>"
urlpatterns = [
    path(f"{AT}/signatures/<uuid:signature>/file", signing.signature_file, name="signature-file"),
    path("signatures/<uuid:signature>/file", signing.signing_file, name="signing-file"),
    path("verify/", verify.verify, name="verify"),
    path(
        f"{AT}/evaluations/<uuid:evaluation>/reports/",
        evaluations.report_request,
        name="report-request",
    ),
    path(
        f"{AT}/evaluations/<uuid:evaluation>/comparison.xlsx",
        evaluations.comparison_xlsx,
        name="comparison-xlsx",
    ),
    path(f"{AT}/evaluations/<uuid:evaluation>/score-changes.csv", changes.changes_csv, name="changes-csv"),
    path(f"{AT}/evaluations/<uuid:evaluation>/score-changes.xlsx", changes.changes_xlsx, name="changes-xlsx"),
    path(f"{AT}/reports/<uuid:report>/", evaluations.report_progress, name="report-progress"),
    path(f"{AT}/reports/<uuid:report>/file", evaluations.report_file, name="report-file"),
    path(f"{AT}/runs/<uuid:run>/print/", printouts.run_print, name="run-print"),
    path(f"{AT}/incidents/<uuid:incident>/print/", printouts.incident_print, name="incident-print"),
    path(f"{AT}/checklists/<slug:slug>/print/", printouts.checklist_print, name="checklist-print"),
    path(f"{AT}/printouts/<uuid:printout>/", printouts.printout_progress, name="printout"),
    path(f"{AT}/printouts/<uuid:printout>/file", printouts.printout_file, name="printout-file"),
]
