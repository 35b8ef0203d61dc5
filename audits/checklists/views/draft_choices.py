"""Taking checks into a draft: the library's, and those of the workspace's other checklists."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.checklists import library
from audits.checklists.actions.own_checks import add_checks
from audits.checklists.document import Check, Group
from audits.checklists.forms.drafts import ChooseForm
from audits.checklists.forms.library import WordsForm
from audits.checklists.models import Draft
from audits.checklists.outline import Outline
from audits.checklists.searching import found
from audits.checklists.views.draft_shown import draft_of, to_draft
from audits.checklists.views.shelf import entries, own_checks
from audits.checklists.wording import code_of
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member


@dataclass(frozen=True, slots=True)
class Choice:
    """A check that may be taken, under the heading that it has where it comes from."""

    key: str
    code: str
    check: Check
    heading: Group
    source: str
    is_in: bool
    is_ticked: bool


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def checks_add(request: MemberRequest, draft: UUID) -> HttpResponse:
    """Chooses many at once; searching keeps what is ticked."""
    row = draft_of(request, draft)
    outline = Outline.stored(row.document)
    offered = {choice.key: choice for choice in choices(request, outline)}
    form = ChooseForm(posted(request), outline=outline, offered=list(offered), seen=row.version)
    if form.carries_out(
        lambda: add_checks(
            actor=request.actor,
            draft=row,
            checks=[chosen(offered[key], outline, form) for key in form.cleaned_data["checks"]],
            seen=form.cleaned_data["seen"],
            key=form.key,
        )
    ):
        return to_draft(request, draft)
    return chooser(request, form, row, list(offered.values()))


def chooser(request: MemberRequest, form: ChooseForm, draft: Draft, offered: list[Choice]) -> HttpResponse:
    """What matches the words asked for, and what is ticked already."""
    words = WordsForm(request.GET).words
    matching = {check.slug for check in found([each.check for each in offered], words)}
    shown = [each for each in offered if each.check.slug in matching or each.is_ticked]
    context = {"form": form, "draft": draft, "groups": by_heading(shown), "words": words}
    template = "checklists/_choices.html" if request.htmx else "checklists/choose.html"
    return render(request, template, {**context, "nav": "checklists"}, status=form.answer_status)


def chosen(choice: Choice, outline: Outline, form: ChooseForm) -> tuple[Check, Group]:
    """The check with the group it is to stand in."""
    return choice.check, outline.group(form.cleaned_data["group"]) or choice.heading


def choices(request: MemberRequest, outline: Outline) -> Iterator[Choice]:
    """Own checks first: they are few, and nearer."""
    asked = request.POST if request.method == "POST" else request.GET
    ticked = set(asked.getlist("checks"))
    there = {check.slug for check in outline.checks}

    def choice(key: str, check: Check, heading: Group, source: str) -> Choice:
        is_in = check.slug in there
        return Choice(key, code_of(check.slug), check, heading, source, is_in, key in ticked and not is_in)

    for entry, check in own_checks(entries(request.actor.workspace_id)):
        heading = next(group for group in entry.checklist.groups if group.slug == check.group)
        yield choice(f"{entry.version.slug}:{check.slug}", check, heading, entry.version.title)
    for slug, check in library.checks().items():
        yield choice(slug, check, library.group_of(check.group), "")


def by_heading(shown: list[Choice]) -> dict[str, list[Choice]]:
    """Own ones together, the library's under their headings."""
    grouped: dict[str, list[Choice]] = {}
    for choice in shown:
        heading = _("Your own") if choice.source else choice.heading.title
        grouped.setdefault(heading, []).append(choice)
    return grouped
