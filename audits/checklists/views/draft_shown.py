"""What the pages of a draft show."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from audits.checklists.actions.own_lists import is_published, newest_of
from audits.checklists.document import Check, Group
from audits.checklists.marks import Mark, mark_of
from audits.checklists.models import ChecklistVersion, Draft
from audits.checklists.outline import Outline
from audits.checklists.wording import code_of
from audits.http import MemberRequest
from audits.journal.models import Event
from audits.journal.words import lines
from audits.kit.refusals import Conflict, Refusal

LATEST_EVENTS = 20


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A check in a draft, with whether it can go further up or down."""

    check: Check
    code: str
    mark: Mark
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class DraftGroup:
    """A heading of a draft with its checks."""

    group: Group
    rows: list[DraftRow]
    is_first: bool
    is_last: bool


def draft_of(request: MemberRequest, draft: UUID) -> Draft:
    rows = Draft.objects.filter(workspace_id=request.actor.workspace_id).select_related("saved_by")
    return get_object_or_404(rows, pk=draft)


def to_draft(request: MemberRequest, draft: UUID | str, anchor: str = "") -> HttpResponse:
    """To the page of the draft, at the part that was changed."""
    place = reverse("draft", args=[request.actor.workspace_slug, draft])
    return redirect(f"{place}#{anchor}" if anchor else place)


def groups_of(outline: Outline) -> list[DraftGroup]:
    slugs = [check.slug for check in outline.checks]
    last = len(outline.groups) - 1
    return [
        DraftGroup(group, rows_of(outline, group, slugs, place), place == 0, place == last)
        for place, group in enumerate(outline.groups)
    ]


def rows_of(outline: Outline, group: Group, slugs: list[str], place: int) -> list[DraftRow]:
    """The checks of a group; at its edge one goes on into the next group, if there is one."""
    checks = outline.checks_of(group.slug)
    end = len(outline.groups) - 1
    return [
        DraftRow(
            check=check,
            code=code_of(check.slug),
            mark=mark_of(check),
            is_first=place == 0 and check is checks[0],
            is_last=place == end and check is checks[-1],
        )
        for check in checks
    ]


def state_of(draft: Draft, version: ChecklistVersion | None) -> str:
    """New, changed since its version, or as published."""
    if version is None:
        return "new"
    return "published" if is_published(draft, version) else "changed"


def parts_of(draft: Draft) -> dict[str, object]:
    """What every fragment of the draft needs."""
    outline, version = Outline.stored(draft.document), newest_of(draft)
    return {
        "draft": draft,
        "outline": outline,
        "groups": groups_of(outline),
        "version": version,
        "state": state_of(draft, version),
        "nav": "checklists",
    }


def shown(request: MemberRequest, draft: Draft, refusal: Refusal | None = None) -> HttpResponse:
    """The draft as it now stands: its fragment for htmx, else its page; above it what was refused, if so."""
    context = {**parts_of(draft), "refusal": refusal}
    status = refusal.status if refusal else 200
    if request.htmx:
        return render(request, "checklists/_draft.html", context, status=status)
    source = ChecklistVersion.objects.usable_in(draft.workspace_id).filter(slug=draft.copied_from)
    context["source"] = source.order_by("-version").values_list("title", flat=True).first()
    events = Event.objects.for_workspace(request.actor.workspace_id).about(draft.pk).newest_first()
    return render(
        request, "checklists/draft.html", {**context, "lines": lines(events[:LATEST_EVENTS])}, status=status
    )


def after(request: MemberRequest, draft: Draft, refusal: Conflict | None, anchor: str) -> HttpResponse:
    """What a button of the draft's page answers: the draft anew, or without htmx its page."""
    fresh = draft_of(request, draft.pk)
    if refusal is not None or request.htmx:
        return shown(request, fresh, refusal)
    return to_draft(request, draft.pk, anchor)
