"""The dimensions and questions of a draft as rows: add, remove, move; and warnings that are taken out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from audits.frameworks import outline
from audits.frameworks.actions import parts
from audits.frameworks.forms.drafts import (
    ButtonForm,
    DimensionTitleForm,
    QuestionTextForm,
    SeenForm,
    pressed,
)
from audits.frameworks.models import DraftFramework
from audits.frameworks.outline import Document
from audits.frameworks.views.draft_shown import after
from audits.frameworks.views.found import draft_of, to_draft
from audits.http import MemberRequest
from audits.kit.forms import CreatingForm, posted
from audits.kit.refusals import Blocked, Conflict
from audits.people import roles
from audits.people.access import member


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def dimension_add(request: MemberRequest, draft: UUID) -> HttpResponse:
    found = draft_of(request, draft)
    form = DimensionTitleForm(posted(request), initial={"seen": found.version})
    if form.carries_out(
        lambda: parts.add_dimension(
            actor=request.actor, draft=found, title=form.cleaned_data["title"], key=form.key
        )
    ):
        slug = form.result["slug"]
        return redirect("framework-dimension-edit", request.actor.workspace_slug, draft, slug)
    intro = _("Worth 0 to 5 points. Its texts, levels and questions come next.")
    return row_form(request, form, found, _("New dimension"), intro=intro)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def question_add(request: MemberRequest, draft: UUID, dimension: str) -> HttpResponse:
    found = draft_of(request, draft)
    home = there(lambda: outline.dimension_in(found.document, dimension))
    form = QuestionTextForm(posted(request), initial={"seen": found.version})
    if form.carries_out(
        lambda: parts.add_question(
            actor=request.actor,
            draft=found,
            dimension=dimension,
            text=form.cleaned_data["text"],
            key=form.key,
        )
    ):
        slug = form.result["slug"]
        return redirect("framework-question-edit", request.actor.workspace_slug, draft, slug)
    return row_form(request, form, found, _("New question on %(title)s") % {"title": home["title"]})


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def dimension_remove(request: MemberRequest, draft: UUID, dimension: str) -> HttpResponse:
    """Asks first: the questions of the dimension go with it."""
    found = draft_of(request, draft)
    home = there(lambda: outline.dimension_in(found.document, dimension))
    form = SeenForm(posted(request), initial={"seen": found.version})
    if form.carries_out(
        lambda: parts.remove_dimension(
            actor=request.actor, draft=found, dimension=dimension, seen=form.cleaned_data["seen"]
        )
    ):
        return to_draft(request, draft)
    count = len(outline.parts(home, "questions"))
    words = ngettext("%(count)d question goes with it.", "%(count)d questions go with it.", count)
    title = _("Remove the dimension %(title)s?") % {"title": home["title"]}
    intro = words % {"count": count}
    return row_form(request, form, found, title, submit=_("Remove"), intro=intro)


def there(find: Callable[[], Document]) -> Document:
    """A part of the draft; 404 when it is not there."""
    try:
        return find()
    except Blocked as refusal:
        raise Http404 from refusal


def row_form(
    request: MemberRequest,
    form: CreatingForm,
    draft: DraftFramework,
    title: str,
    *,
    submit: str = "",
    intro: str = "",
) -> HttpResponse:
    back = reverse("framework-draft", args=[request.actor.workspace_slug, draft.pk])
    context = {"form": form, "title": title, "intro": intro, "submit": submit or _("Add"), "back": back}
    context |= {"crumbs": [(draft.title, back)], "nav": "frameworks"}
    return render(request, "components/form_page.html", context, status=form.answer_status)


def done(
    request: MemberRequest,
    draft: UUID,
    do: Callable[[DraftFramework, ButtonForm], Any],
    anchor: str,
) -> HttpResponse:
    """Carries out what a button of the draft's page asks for; a draft that is another by now is shown."""
    found, button = draft_of(request, draft), pressed(request.POST)
    refusal = None
    try:
        do(found, button)
    except (Blocked, Conflict) as refused:
        refusal = refused
    return after(request, found, refusal, anchor)


@member(roles.LEADS)
@require_POST
def dimension_move(request: MemberRequest, draft: UUID, dimension: str) -> HttpResponse:
    def do(found: DraftFramework, button: ButtonForm) -> None:
        seen = button.cleaned_data["seen"]
        parts.move_dimension(
            actor=request.actor, draft=found, dimension=dimension, step=button.step, seen=seen
        )

    return done(request, draft, do, dimension)


@member(roles.LEADS)
@require_POST
def question_move(request: MemberRequest, draft: UUID, question: str) -> HttpResponse:
    def do(found: DraftFramework, button: ButtonForm) -> None:
        seen = button.cleaned_data["seen"]
        parts.move_question(actor=request.actor, draft=found, question=question, step=button.step, seen=seen)

    return done(request, draft, do, question)


@member(roles.LEADS)
@require_POST
def question_remove(request: MemberRequest, draft: UUID, question: str) -> HttpResponse:
    def do(found: DraftFramework, button: ButtonForm) -> None:
        seen = button.cleaned_data["seen"]
        parts.remove_question(actor=request.actor, draft=found, question=question, seen=seen)

    return done(request, draft, do, "draft")


@member(roles.LEADS)
@require_POST
def warning_remove(request: MemberRequest, draft: UUID, warning: str) -> HttpResponse:
    def do(found: DraftFramework, button: ButtonForm) -> None:
        seen = button.cleaned_data["seen"]
        parts.remove_warning(actor=request.actor, draft=found, warning=warning, seen=seen)

    return done(request, draft, do, "warnings")
