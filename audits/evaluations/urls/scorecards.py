"""Addresses of taking a team's scorecard in."""

from django.urls import path

from audits.evaluations.urls.setup import EVALUATIONS
from audits.evaluations.views import scorecards

IMPORT = f"{EVALUATIONS}/import"

urlpatterns = [
    path(f"{IMPORT}/", scorecards.scorecard_import, name="scorecard-import"),
    path(f"{IMPORT}/columns/", scorecards.scorecard_columns, name="scorecard-columns"),
    path(f"{IMPORT}/apply/", scorecards.scorecard_apply, name="scorecard-apply"),
]
