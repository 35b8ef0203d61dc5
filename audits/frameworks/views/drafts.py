"""Pages of a workspace's own frameworks while they are written: begin, preview, publish, discard, a file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.frameworks.actions import drafts, files
from audits.frameworks.catalog import catalog
from audits.frameworks.comparing import Section, difference
from audits.frameworks.forms.drafts import ImportForm, SeenForm, TitleForm, pressed
from audits.frameworks.models import DraftFramework, FrameworkVersion
from audits.frameworks.proving import proved
from audits.frameworks.views.draft_shown import faults_of, shown
from audits.frameworks.views.found import draft_of, to_draft, version_of
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.kit.refusals import Blocked, Invalid, Refusal
from audits.people import roles
from audits.people.access import member
from audits.scoring.framework import Framework


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def framework_new(request: MemberRequest) -> HttpResponse:
    """A framework of which only the title is written."""
    form = TitleForm(posted(request))
    if form.carries_out(
        lambda: drafts.begin(actor=request.actor, title=form.cleaned_data["title"], key=form.key)
    ):
        return to_draft(request, form.result["id"])
    intro = _("Empty at first. Most begin with a copy: open a framework and choose “Copy”.")
    return begun(request, form, _("New framework"), intro)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def framework_copy(request: MemberRequest, version: int) -> HttpResponse:
    """A framework of one's own that begins as a version of another one."""
    found = version_of(request, version)
    form = TitleForm(posted(request))
    if form.carries_out(
        lambda: drafts.copy_framework(
            actor=request.actor, version=found, title=form.cleaned_data["title"], key=form.key
        )
    ):
        return to_draft(request, form.result["id"])
    intro = _("The copy is yours to change. “%(title)s” stays as it is, and the copy does not follow it.")
    return begun(request, form, _("Copy %(title)s") % {"title": found.title}, intro % {"title": found.title})


def begun(request: MemberRequest, form: TitleForm, title: str, intro: str) -> HttpResponse:
    back = reverse("framework-list", args=[request.actor.workspace_slug])
    context = {"form": form, "title": title, "intro": intro, "submit": _("Begin"), "back": back}
    context |= {"crumbs": [(_("Frameworks"), back)], "nav": "frameworks"}
    return render(request, "components/form_page.html", context, status=form.answer_status)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def framework_import(request: MemberRequest) -> HttpResponse:
    """A file as a draft or as a version; one with a fault is refused, with the place of each."""
    form = ImportForm(posted(request), request.FILES or None)
    if form.carries_out(
        lambda: files.import_framework(
            actor=request.actor,
            data=form.content,
            as_version=form.cleaned_data["becomes"] == "version",
            key=form.key,
        )
    ):
        return taken_in(request, form.result)
    context = {"form": form, "nav": "frameworks"}
    return render(request, "frameworks/import.html", context, status=form.answer_status)


def taken_in(request: MemberRequest, made: dict[str, str]) -> HttpResponse:
    if "id" in made:
        messages.success(request, _("Taken as a draft. Look it through, then publish it."))
        return to_draft(request, made["id"])
    is_known = "is_known" in made
    said = _("This very version is here already.") if is_known else _("Published as the file has it.")
    messages.success(request, said)
    return redirect("framework", request.actor.workspace_slug, made["version"])


@member(roles.LEADS)
@require_POST
def framework_edit(request: MemberRequest, version: int) -> HttpResponse:
    """To the draft of an own framework."""
    found = version_of(request, version)
    return to_draft(request, drafts.draft_for(actor=request.actor, version=found).pk)


@member(roles.LEADS)
@require_GET
def framework_draft(request: MemberRequest, draft: UUID) -> HttpResponse:
    return shown(request, draft_of(request, draft))


@member(roles.LEADS)
@require_GET
def framework_preview(request: MemberRequest, draft: UUID) -> HttpResponse:
    """The version that a draft would become, what it changes, and what keeps it from being published."""
    return previewed(request, draft_of(request, draft))


def previewed(request: MemberRequest, draft: DraftFramework, refusal: Refusal | None = None) -> HttpResponse:
    last = drafts.newest_of(draft)
    number = drafts.next_number(draft, last)
    framework, _faults = proved(draft.document, slug=draft.slug, version=number)
    context = {
        "draft": draft,
        "framework": framework,
        "number": number,
        "version": last,
        "faults": faults_of(request, draft, last),
        "hindrance": hindrance(draft, last),
        "refusal": None if isinstance(refusal, Invalid) else refusal,
        "form": SeenForm(initial={"seen": draft.version}),
        "sections": changed(framework, last or draft.copied_from),
        "against": last or draft.copied_from,
        "nav": "frameworks",
    }
    return render(request, "frameworks/preview.html", context, status=refusal.status if refusal else 200)


def hindrance(draft: DraftFramework, last: FrameworkVersion | None) -> str:
    """Why a whole draft is not published: there is nothing new, or the framework is archived."""
    try:
        drafts.require_new(draft, last)
    except Blocked as refusal:
        return refusal.detail
    return ""


def changed(framework: Framework | None, before: FrameworkVersion | None) -> list[Section] | None:
    """What a new version changes; of a first one, what it changes from where it was copied."""
    if framework is None or before is None:
        return None
    return difference(catalog(before.pk).framework, framework)


@member(roles.LEADS)
@require_POST
def framework_publish(request: MemberRequest, draft: UUID) -> HttpResponse:
    """The next version of the framework; what is wrong is said on the preview."""
    found, button = draft_of(request, draft), pressed(request.POST)
    try:
        made = drafts.publish_draft(
            actor=request.actor, draft=found, seen=button.cleaned_data["seen"], key=button.key
        )
    except Refusal as refusal:
        return previewed(request, draft_of(request, draft), refusal)
    said = _("Version %(number)d is published. New evaluations take it; those under way keep theirs.")
    messages.success(request, said % {"number": made["number"]})
    return redirect("framework", request.actor.workspace_slug, made["version"])


@member(roles.LEADS)
@require_POST
def framework_discard(request: MemberRequest, draft: UUID) -> HttpResponse:
    """Back to the newest version, or away."""
    found = draft_of(request, draft)
    drafts.discard(actor=request.actor, draft=found, seen=pressed(request.POST).cleaned_data["seen"])
    messages.success(request, _("Discarded."))
    if drafts.newest_of(found) is None:
        return redirect("framework-list", request.actor.workspace_slug)
    return to_draft(request, draft)
