"""My work: what one person, or the whole team, has to do, and passing a check right there."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audits.checklists.actions.items import save_item
from audits.checklists.models import RunItem
from audits.checklists.models.run import UNDONE, ItemStatus
from audits.http import MemberRequest
from audits.inbox.closed import closed_lately
from audits.inbox.entries import Mark, work_page
from audits.inbox.people import names_of
from audits.inbox.rows import Row, row_of
from audits.inbox.sections import by_date, by_person
from audits.kit import clock
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.access import member
from audits.people.work import Work


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


def item_of(request: MemberRequest, key: UUID) -> RunItem:
    rows = RunItem.objects.for_workspace(request.actor.workspace_id).select_related("run")
    return get_object_or_404(rows, pk=key)


@member(roles.WRITES_OWN)
@require_POST
def work_pass(request: MemberRequest, item: UUID) -> HttpResponse:
    """One tap; the answer offers to take it back."""
    found = item_of(request, item)
    was = found.status
    save_item(actor=request.actor, item=found, values={"status": "pass"}, version=seen(request))
    if not request.htmx:
        back = reverse("my-work", args=[request.actor.workspace_slug], query={"passed": item, "was": was})
        return redirect(back)
    return render(request, "inbox/_passed.html", {"passed": Passed(item_of(request, item), was)})


@member(roles.WRITES_OWN)
@require_POST
def work_undo(request: MemberRequest, item: UUID) -> HttpResponse:
    """Puts a passed item back to what it was, unless somebody has saved it since."""
    found = item_of(request, item)
    values = {"status": was_before(request)}
    save_item(actor=request.actor, item=found, values=values, version=seen(request))
    if not request.htmx:
        return redirect("my-work", request.actor.workspace_slug)
    return render(request, "inbox/_restored.html", {"row": row_again(request, item)})


def seen(request: MemberRequest) -> int:
    """The version of the item that the page showed."""
    text = request.POST.get("version", "")
    if not text.isdecimal():
        raise Invalid({"version": [_("This page is out of date. Reload it.")]})
    return int(text)


def was_before(request: MemberRequest) -> str:
    status = request.POST.get("was", "")
    if status not in UNDONE:
        raise Invalid({"was": [_("This page is out of date. Reload it.")]})
    return status


def row_again(request: MemberRequest, item: UUID) -> Row:
    """The item's line as it stands now."""
    actor = request.actor
    rows = RunItem.objects.for_workspace(actor.workspace_id).filter(pk=item)
    return row_of(actor, Work(*rows.as_work(None, actor.today).get()), actor.today)
