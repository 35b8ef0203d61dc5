"""The groups of a draft: add, edit, remove, move."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from audits.checklists.actions import own_parts
from audits.checklists.document import Group
from audits.checklists.forms.drafts import GroupForm, SeenForm, pressed
from audits.checklists.models import Draft
from audits.checklists.outline import Outline
from audits.checklists.views.draft_shown import after, draft_of, to_draft
from audits.http import MemberRequest
from audits.kit.forms import CreatingForm, posted
from audits.kit.refusals import Conflict
from audits.people import roles
from audits.people.access import member


def group_in(draft: Draft, group: str) -> Group:
    found = Outline.stored(draft.document).group(group)
    if found is None:
        raise Http404
    return found


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def group_add(request: MemberRequest, draft: UUID) -> HttpResponse:
    found = draft_of(request, draft)
    form = GroupForm(posted(request), initial={"seen": found.version})
    if form.carries_out(
        lambda: own_parts.add_group(
            actor=request.actor,
            draft=found,
            title=form.cleaned_data["title"],
            note=form.cleaned_data["note"],
            seen=form.cleaned_data["seen"],
            key=form.key,
        )
    ):
        return to_draft(request, draft)
    return group_form(request, form, found, _("New group"))


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def group_edit(request: MemberRequest, draft: UUID, group: str) -> HttpResponse:
    found = draft_of(request, draft)
    heading = group_in(found, group)
    form = GroupForm(posted(request), initial=GroupForm.of(heading, found))
    if form.carries_out(
        lambda: own_parts.edit_group(
            actor=request.actor,
            draft=found,
            group=group,
            title=form.cleaned_data["title"],
            note=form.cleaned_data["note"],
            seen=form.cleaned_data["seen"],
        )
    ):
        return to_draft(request, draft, f"group-{group}")
    return group_form(request, form, found, _("Group %(title)s") % {"title": heading.title})


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def group_remove(request: MemberRequest, draft: UUID, group: str) -> HttpResponse:
    """Asks first: the checks of the group go with it."""
    found = draft_of(request, draft)
    heading = group_in(found, group)
    form = SeenForm(posted(request), initial={"seen": found.version})
    if form.carries_out(
        lambda: own_parts.remove_group(
            actor=request.actor, draft=found, group=group, seen=form.cleaned_data["seen"]
        )
    ):
        return to_draft(request, draft)
    count = len(Outline.stored(found.document).checks_of(group))
    words = ngettext("%(count)d check goes with it.", "%(count)d checks go with it.", count)
    title = _("Remove the group %(title)s?") % {"title": heading.title}
    return group_form(request, form, found, title, submit=_("Remove"), intro=words % {"count": count})


@member(roles.LEADS)
@require_POST
def group_move(request: MemberRequest, draft: UUID, group: str) -> HttpResponse:
    found, button = draft_of(request, draft), pressed(request.POST)
    group_in(found, group)
    refusal = None
    try:
        own_parts.move_group(
            actor=request.actor,
            draft=found,
            group=group,
            step=button.step,
            seen=button.cleaned_data["seen"],
        )
    except Conflict as conflict:
        refusal = conflict
    return after(request, found, refusal, f"group-{group}")


def group_form(
    request: MemberRequest, form: CreatingForm, draft: Draft, title: str, submit: str = "", intro: str = ""
) -> HttpResponse:
    back = reverse("draft", args=[request.actor.workspace_slug, draft.pk])
    context = {"form": form, "title": title, "submit": submit or _("Save"), "intro": intro, "back": back}
    context |= {"crumbs": [(draft.title, back)], "nav": "checklists"}
    return render(request, "components/form_page.html", context, status=form.answer_status)
