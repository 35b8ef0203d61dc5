"""Who may see or change a candidate, asked in the query that fetches it."""

from typing import ClassVar
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from audits.evaluations.admission import refuse_excluded
from audits.evaluations.models import Candidate
from audits.evaluations.views.found import admitted
from audits.http import MemberRequest
from audits.kit.refusals import Refusal
from audits.people.access import admit, enter


class SomebodyElse(Refusal):
    """The page belongs to one person, the session by now to another (401)."""

    status: ClassVar[int] = 401
    title: ClassVar[str] = "Signed in as somebody else"


def same_person(request: MemberRequest) -> None:
    """Edits kept on a device are never saved under the name of who signed in there later (T10)."""
    person = request.headers.get("X-Person")
    if person and person != str(request.user.pk):
        raise SomebodyElse(_("Somebody else has signed in on this browser. Nothing was saved."))


def seen_candidate(request: MemberRequest, workspace: str, key: UUID) -> Candidate:
    """The candidate with vendor, evaluation and workspace, if the caller may be here: one query."""
    same_person(request)
    rows = Candidate.objects.seen_by(request.user.pk, workspace).declared_by(request.user.pk)
    rows = rows.select_related("evaluation", "vendor", "workspace")
    candidate = rows.filter(pk=key).first()
    admit(request, candidate.role if candidate else None)
    if candidate is None:
        raise Http404
    enter(request, candidate.workspace, candidate.role)
    return admitted(request, candidate)


def current_change(request: MemberRequest, workspace: str, key: UUID) -> int:
    """How often the candidate was written to, if the caller may see it: one narrow query."""
    same_person(request)
    rows = Candidate.objects.seen_by(request.user.pk, workspace).declared_by(request.user.pk)
    candidate = rows.only("change").filter(pk=key).first()
    admit(request, candidate.role if candidate else None)
    if candidate is None:
        raise Http404
    refuse_excluded(candidate)
    return candidate.change
