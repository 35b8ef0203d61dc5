"""All score changes of an evaluation, as files."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from audits.evaluations.views.found import evaluation_of
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member
from audits.reports.handing_out import XLSX, attachment
from audits.reports.score_changes import as_csv, as_xlsx, rows


@member(roles.READS_EVALUATIONS)
@require_GET
def changes_csv(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    content = as_csv(rows(found)).encode()
    return attachment(content, "text/csv; charset=utf-8", f"{found.code}-score-changes.csv")


@member(roles.READS_EVALUATIONS)
@require_GET
def changes_xlsx(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    return attachment(as_xlsx(rows(found)), XLSX, f"{found.code}-score-changes.xlsx")
