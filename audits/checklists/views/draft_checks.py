"""The checks of a draft: take some from the library, write one, change, remove, move."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audits.checklists.actions import own_checks
from audits.checklists.document import Check
from audits.checklists.forms.check import CheckForm
from audits.checklists.forms.drafts import pressed
from audits.checklists.models import Draft
from audits.checklists.outline import Outline
from audits.checklists.views.draft_shown import after, draft_of, to_draft
from audits.checklists.wording import code_of
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.kit.refusals import Conflict
from audits.people import roles
from audits.people.access import member


def check_of(draft: Draft, check: str) -> Check:
    found = Outline.stored(draft.document).check(check)
    if found is None:
        raise Http404
    return found


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def check_new(request: MemberRequest, draft: UUID) -> HttpResponse:
    """A check of one's own."""
    found = draft_of(request, draft)
    outline = Outline.stored(found.document)
    form = CheckForm(posted(request), outline=outline, seen=found.version)
    if form.carries_out(
        lambda: own_checks.write_check(
            actor=request.actor,
            draft=found,
            values=form.values,
            seen=form.cleaned_data["seen"],
            key=form.key,
        )
    ):
        return to_draft(request, draft, f"group-{form.cleaned_data['group']}")
    return check_form(request, form, found, _("New check"))


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def check_edit(request: MemberRequest, draft: UUID, check: str) -> HttpResponse:
    """Another wording of a check; a library's keeps its slug and says that it was changed."""
    found = draft_of(request, draft)
    before = check_of(found, check)
    form = CheckForm(
        posted(request), outline=Outline.stored(found.document), seen=found.version, check=before
    )
    if form.carries_out(
        lambda: own_checks.edit_check(
            actor=request.actor,
            draft=found,
            check=check,
            values=form.values,
            seen=form.cleaned_data["seen"],
        )
    ):
        return to_draft(request, draft, check)
    return check_form(request, form, found, _("Change %(code)s") % {"code": code_of(check)})


def check_form(request: MemberRequest, form: CheckForm, draft: Draft, title: str) -> HttpResponse:
    back = reverse("draft", args=[request.actor.workspace_slug, draft.pk])
    context = {"form": form, "title": title, "back": back, "draft": draft, "nav": "checklists"}
    return render(request, "checklists/check_form.html", context, status=form.answer_status)


@member(roles.LEADS)
@require_POST
def check_remove(request: MemberRequest, draft: UUID, check: str) -> HttpResponse:
    found, button = draft_of(request, draft), pressed(request.POST)
    group = check_of(found, check).group
    refusal = None
    try:
        own_checks.remove_check(
            actor=request.actor, draft=found, check=check, seen=button.cleaned_data["seen"]
        )
    except Conflict as conflict:
        refusal = conflict
    return after(request, found, refusal, f"group-{group}")


@member(roles.LEADS)
@require_POST
def check_move(request: MemberRequest, draft: UUID, check: str) -> HttpResponse:
    found, button = draft_of(request, draft), pressed(request.POST)
    check_of(found, check)
    refusal = None
    try:
        own_checks.move_check(
            actor=request.actor,
            draft=found,
            check=check,
            step=button.step,
            seen=button.cleaned_data["seen"],
        )
    except Conflict as conflict:
        refusal = conflict
    return after(request, found, refusal, check)
