"""The places of a draft: each on its own page, which saves by itself while one writes."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.frameworks.actions.drafts import newest_of
from audits.frameworks.actions.parts import edit_part
from audits.frameworks.forms.parts import DimensionForm, HeadForm, PartForm
from audits.frameworks.forms.question import QuestionForm
from audits.frameworks.forms.rows import BandsForm, CrmsForm, FiguresForm, WeightingsForm
from audits.frameworks.models import DraftFramework
from audits.frameworks.spots import Kind, Spot
from audits.frameworks.views.draft_shown import faults_of
from audits.frameworks.views.found import draft_of, to_draft
from audits.frameworks.wording import code_of
from audits.http import MemberRequest
from audits.kit import clock
from audits.kit.forms import posted
from audits.kit.refusals import Blocked
from audits.people import roles
from audits.people.access import member

FORMS: dict[Kind, type[PartForm]] = {
    "head": HeadForm,
    "dimension": DimensionForm,
    "question": QuestionForm,
    "bands": BandsForm,
    "crms": CrmsForm,
    "figures": FiguresForm,
    "weightings": WeightingsForm,
}


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def framework_part(request: MemberRequest, draft: UUID, kind: Kind, slug: str = "") -> HttpResponse:
    """The form of one place; sent by htmx it answers only whether it is saved."""
    found, spot = draft_of(request, draft), Spot(kind, slug)
    form = form_of(request, found, spot)
    is_done = form.carries_out(
        lambda: edit_part(
            actor=request.actor, draft=found, spot=spot, content=form.content, seen=form.seen or None
        )
    )
    if is_done and not request.htmx:
        return to_draft(request, draft, slug or kind)
    context = shown(request, draft_of(request, draft) if is_done else found, spot, form)
    template = "_saved" if request.htmx and form.is_bound else "part"
    return render(request, f"frameworks/{template}.html", context, status=form.answer_status)


def form_of(request: MemberRequest, draft: DraftFramework, spot: Spot) -> PartForm:
    """The form of a place; one that is not in the draft is 404."""
    try:
        return FORMS[spot.kind](posted(request), document=draft.document, spot=spot)
    except Blocked as refusal:
        raise Http404 from refusal


def shown(request: MemberRequest, draft: DraftFramework, spot: Spot, form: PartForm) -> dict[str, Any]:
    """The context of the page and of what it answers while one writes."""
    faults = faults_of(request, draft, newest_of(draft))
    return {
        "draft": draft,
        "spot": spot,
        "form": form,
        "title": title_of(spot, draft),
        "faults": [told for told in faults if told.fault.spot == spot],
        "rest": sum(told.fault.spot != spot for told in faults),
        "saved_at": clock.now(),
        "back": reverse("framework-draft", args=[request.actor.workspace_slug, draft.pk]),
        "anchor": spot.slug or spot.kind,
        "nav": "frameworks",
    }


def title_of(spot: Spot, draft: DraftFramework) -> str:
    match spot.kind:
        case "dimension":
            return _("Dimension %(title)s") % {"title": spot.home(draft.document)["title"]}
        case "question":
            return _("Question %(code)s") % {"code": code_of(spot.slug)}
        case "head":
            return _("Heading of %(title)s") % {"title": draft.title}
        case "bands":
            return _("Bands")
        case "crms":
            return _("Required objects")
        case "figures":
            return _("Figures")
    return _("Weights on offer")
