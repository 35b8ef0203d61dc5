"""Addresses of reports."""

from django.urls import path

from audits.reports import views

urlpatterns = [
    path(
        "w/<slug:workspace>/evaluations/<uuid:evaluation>/reports/",
        views.report_request,
        name="report-request",
    ),
    path(
        "w/<slug:workspace>/evaluations/<uuid:evaluation>/comparison.xlsx",
        views.comparison_xlsx,
        name="comparison-xlsx",
    ),
    path("w/<slug:workspace>/reports/<uuid:report>/", views.report_progress, name="report-progress"),
    path("w/<slug:workspace>/reports/<uuid:report>/file", views.report_file, name="report-file"),
]
