"""Addresses of evaluations, one module per part of the screen tree."""

from audits.evaluations.urls import (
    asks,
    clarifications,
    compare,
    decide,
    exhibits,
    letters,
    panel,
    preview,
    remarks,
    rounds,
    scorecards,
    scoring,
    setup,
    signatures,
)

urlpatterns = [
    *setup.urlpatterns,
    *scoring.urlpatterns,
    *compare.urlpatterns,
    *asks.urlpatterns,
    *decide.urlpatterns,
    *exhibits.urlpatterns,
    *panel.urlpatterns,
    *preview.urlpatterns,
    *clarifications.urlpatterns,
    *remarks.urlpatterns,
    *signatures.urlpatterns,
    *scorecards.urlpatterns,
    *rounds.urlpatterns,
    *letters.urlpatterns,
]
