"""Pages of a workspace's own checklists while they are written: begin, heading, preview, publish, discard."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.checklists.actions import own_lists, own_parts
from audits.checklists.catalog import checklist_of
from audits.checklists.comparing import difference
from audits.checklists.document import Checklist
from audits.checklists.forms.drafts import TITLE_LENGTH, HeadForm, SeenForm, TitleForm, pressed
from audits.checklists.models import Draft
from audits.checklists.views.draft_shown import draft_of, parts_of, shown, to_draft
from audits.checklists.views.found import version_of, versions_of
from audits.checklists.views.library_shown import Places, grouped_as_in
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.kit.refusals import Blocked, Invalid, Refusal
from audits.people import roles
from audits.people.access import member


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def checklist_new(request: MemberRequest) -> HttpResponse:
    """An empty checklist."""
    form = TitleForm(posted(request))
    if form.carries_out(
        lambda: own_lists.begin(actor=request.actor, title=form.cleaned_data["title"], key=form.key)
    ):
        return to_draft(request, form.result["id"])
    return begun(
        request, form, _("New checklist"), _("Empty at first: take checks from the library, or write some.")
    )


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def checklist_copy(request: MemberRequest, checklist: str, version: int) -> HttpResponse:
    """A checklist of one's own that begins as a version of another one."""
    found = version_of(request, checklist, version)
    form = TitleForm(posted(request), initial={"title": title_of_copy(found.title)})
    if form.carries_out(
        lambda: own_lists.copy_checklist(
            actor=request.actor, version=found, title=form.cleaned_data["title"], key=form.key
        )
    ):
        return to_draft(request, form.result["id"])
    intro = _("The copy is yours to change. “%(title)s” stays as it is, and the copy does not follow it.")
    return begun(request, form, _("Copy %(title)s") % {"title": found.title}, intro % {"title": found.title})


def title_of_copy(title: str) -> str:
    """What a copy is called unless somebody says otherwise; it still fits."""
    mark = _("%(title)s (copy)")
    return mark % {"title": title[: TITLE_LENGTH - len(mark % {"title": ""})]}


def begun(request: MemberRequest, form: TitleForm, title: str, intro: str) -> HttpResponse:
    back = reverse("checklist-list", args=[request.actor.workspace_slug])
    context = {"form": form, "title": title, "intro": intro, "submit": _("Begin"), "back": back}
    context |= {"crumbs": [(_("Checklists"), back)], "nav": "checklists"}
    return render(request, "components/form_page.html", context, status=form.answer_status)


@member(roles.LEADS)
@require_POST
def checklist_edit(request: MemberRequest, checklist: str) -> HttpResponse:
    """To the draft of an own checklist."""
    newest = versions_of(request, checklist)[0]
    return to_draft(request, own_lists.draft_for(actor=request.actor, version=newest).pk)


@member(roles.LEADS)
@require_POST
def checklist_archive(request: MemberRequest, checklist: str, archived: bool) -> HttpResponse:
    newest = versions_of(request, checklist)[0]
    own_lists.archive_checklist(actor=request.actor, version=newest, archived=archived)
    said = _("Archived. Runs that have it keep it.") if archived else _("Back in the list.")
    messages.success(request, said)
    return redirect("checklist", request.actor.workspace_slug, checklist)


@member(roles.LEADS)
@require_GET
def draft_page(request: MemberRequest, draft: UUID) -> HttpResponse:
    return shown(request, draft_of(request, draft))


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def draft_edit(request: MemberRequest, draft: UUID) -> HttpResponse:
    """Title, introduction and time-box."""
    found = draft_of(request, draft)
    form = HeadForm(posted(request), initial=HeadForm.of(found))
    if form.carries_out(
        lambda: own_parts.edit_head(
            actor=request.actor, draft=found, values=form.values, seen=form.cleaned_data["seen"]
        )
    ):
        return to_draft(request, draft)
    return part_form(request, form, found, _("Heading of %(title)s") % {"title": found.title})


def part_form(request: MemberRequest, form: HeadForm, draft: Draft, title: str) -> HttpResponse:
    back = reverse("draft", args=[request.actor.workspace_slug, draft.pk])
    context = {"form": form, "title": title, "submit": _("Save"), "back": back, "nav": "checklists"}
    context["crumbs"] = [(draft.title, back)]
    return render(request, "components/form_page.html", context, status=form.answer_status)


@member(roles.LEADS)
@require_GET
def draft_preview(request: MemberRequest, draft: UUID) -> HttpResponse:
    """The version that a draft would become, and what it changes."""
    return previewed(request, draft_of(request, draft))


def previewed(request: MemberRequest, draft: Draft, refusal: Refusal | None = None) -> HttpResponse:
    parts, last = parts_of(draft), own_lists.newest_of(draft)
    checklist, problems = proved(draft)
    context = {
        **parts,
        "checklist": checklist,
        "problems": problems,
        "refusal": refusal,
        "form": SeenForm(initial={"seen": draft.version}),
        "rows": grouped_as_in(Places(request.actor.workspace_slug), checklist) if checklist else [],
        "difference": difference(checklist_of(last.pk), checklist) if checklist and last else None,
    }
    return render(request, "checklists/preview.html", context, status=refusal.status if refusal else 200)


def proved(draft: Draft) -> tuple[Checklist | None, list[str]]:
    """The next version of a draft, or what keeps it from being one."""
    try:
        return own_lists.next_of(draft, own_lists.newest_of(draft)), []
    except Invalid as refusal:
        return None, [line for found in refusal.fields.values() for line in found]
    except Blocked as refusal:
        return None, [refusal.detail]


@member(roles.LEADS)
@require_POST
def draft_publish(request: MemberRequest, draft: UUID) -> HttpResponse:
    """The next version of the checklist; what is wrong is said on the preview."""
    found, button = draft_of(request, draft), pressed(request.POST)
    try:
        made = own_lists.publish_draft(
            actor=request.actor, draft=found, seen=button.cleaned_data["seen"], key=button.key
        )
    except Refusal as refusal:
        return previewed(request, draft_of(request, draft), refusal)
    said = _("Version %(number)d is published. New runs take it; runs under way keep theirs.")
    messages.success(request, said % {"number": made["version"]})
    return redirect("checklist", request.actor.workspace_slug, made["slug"])


@member(roles.LEADS)
@require_POST
def draft_discard(request: MemberRequest, draft: UUID) -> HttpResponse:
    """Back to the newest version, or away."""
    found = draft_of(request, draft)
    own_lists.discard(actor=request.actor, draft=found, seen=pressed(request.POST).cleaned_data["seen"])
    messages.success(request, _("Discarded."))
    if own_lists.newest_of(found) is None:
        return redirect("checklist-list", request.actor.workspace_slug)
    return to_draft(request, draft)
