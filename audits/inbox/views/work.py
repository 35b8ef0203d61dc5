"""My work: what one person, or the whole team, has to do."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audits.checklists.models import RunItem
from audits.checklists.models.run import ItemStatus
from audits.http import MemberRequest
from audits.inbox.closed import closed_lately
from audits.inbox.entries import Mark, work_page
from audits.inbox.people import names_of
from audits.inbox.rows import row_of
from audits.inbox.sections import by_date, by_person
from audits.kit import clock
from audits.people import roles
from audits.people.access import member


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose work is to be shown; what is not understood is as if not asked."""

    is_team: bool
    person: UUID | None
    after: Mark | None

    @classmethod
    def of(cls, request: MemberRequest) -> Self:
        """The team's is for those who lead it."""
        is_team = request.GET.get("who") == "team"
        if is_team:
            request.actor.require(roles.LEADS)
        person = key_of(request.GET.get("person", "")) if is_team else request.actor.user_id
        return cls(is_team, person, Mark.read(request.GET.get("after", "")))

    @property
    def query(self) -> str:
        """What the next page has to ask for as well."""
        if not self.is_team:
            return ""
        return f"who=team&person={self.person}" if self.person else "who=team"


def key_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@member(roles.EVERYONE)
@require_GET
def my_work(request: MemberRequest) -> HttpResponse:
    actor, asked = request.actor, Asked.of(request)
    page = work_page(actor.workspace_id, of=asked.person, today=actor.today, after=asked.after)
    rows = [row_of(actor, work, actor.today) for work in page.rows]
    names = names_of(actor.workspace_id) if asked.is_team else {}
    context = {
        "nav": "work",
        "asked": asked,
        "page": page,
        "rows": rows,
        "late": sum(row.is_late for row in rows),
        "sections": by_date(rows, actor.today) if asked.person else by_person(rows, names),
        "names": names,
        "today": actor.today,
        "closed": closed_lately(actor.workspace_id, asked.person, clock.now()),
        "passed": passed_before(request),
    }
    return render(request, "inbox/work.html", context)


@dataclass(frozen=True, slots=True)
class Passed:
    """An item that was just passed: enough to take it back."""

    item: RunItem
    was: str


def passed_before(request: MemberRequest) -> Passed | None:
    """Without scripts, the page that follows a pass offers to undo it."""
    key = key_of(request.GET.get("passed", ""))
    if key is None:
        return None
    rows = RunItem.objects.for_workspace(request.actor.workspace_id).light()
    item = rows.filter(pk=key, status=ItemStatus.PASS, saved_by=request.actor.user_id).first()
    return Passed(item, request.GET.get("was", "")) if item else None
