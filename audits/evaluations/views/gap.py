"""One gap: for whoever reads evaluations, and for the person who sees to it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audits.evaluations.actions import gaps as actions
from audits.evaluations.comparison.lacking import gap_view
from audits.evaluations.forms.gaps import CloseForm, FollowForm, GapForm, ReopenGapForm
from audits.evaluations.gaps import commitment_of
from audits.evaluations.models import Gap
from audits.evaluations.views.found import candidate_of, crumbs_of, to_page
from audits.evaluations.views.gaps import dimension_choices
from audits.evaluations.views.gaps_shown import follows, look
from audits.http import MemberRequest
from audits.journal.models import Event
from audits.journal.words import Line, lines
from audits.kit.forms import Form, posted
from audits.people import roles
from audits.people.access import member
from audits.people.owners import owner_choices, with_present

LATEST_EVENTS = 50
PARTS = ("workspace", "owner", "created_by", "closed_by", "candidate__evaluation", "candidate__vendor")


@member(roles.EVERYONE)
@require_GET
def gap_page(request: MemberRequest, gap: UUID) -> HttpResponse:
    found = gap_of(request, gap)
    evaluation = found.candidate.evaluation
    view = gap_view(found, evaluation.catalog)
    ruling, tone, icon = look(view)
    context = {
        "gap": found,
        "view": view,
        "ruling": {"title": ruling, "tone": tone, "icon": icon},
        "follows": follows(view),
        "dimension": evaluation.document.dimension(view.dimension).title,
        "commitment": commitment_of(found.pk),
        "is_mine": is_mine(request, found),
        "lines": journal_of(found),
        **around(request, found),
    }
    return render(request, "evaluations/gap.html", context)


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def gap_edit(request: MemberRequest, gap: UUID) -> HttpResponse:
    """Leads write all of it, its owner what they do about it."""
    found = mine(request, gap)
    form = edit_form(request, found)
    if form.carries_out(
        lambda: actions.edit_gap(
            actor=request.actor, gap=found, values=form.values, version=form.cleaned_data["seen"]
        )
    ):
        messages.success(request, _("Saved."))
        return to_page(request, "gap", gap)
    return gap_form(request, form, found, _("Edit %(code)s"), _("Save"))


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def gap_close(request: MemberRequest, gap: UUID) -> HttpResponse:
    found = mine(request, gap)
    form = CloseForm(posted(request), initial={"seen": found.version})
    if form.carries_out(
        lambda: actions.close_gap(
            actor=request.actor,
            gap=found,
            how=form.cleaned_data["closing"],
            version=form.cleaned_data["seen"],
        )
    ):
        messages.success(request, _("Closed. It stays in the register."))
        return to_page(request, "gap", gap)
    return gap_form(request, form, found, _("Close %(code)s"), _("Close the gap"))


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def gap_reopen(request: MemberRequest, gap: UUID) -> HttpResponse:
    found = gap_of(request, gap)
    form = ReopenGapForm(posted(request))
    if form.carries_out(
        lambda: actions.reopen_gap(actor=request.actor, gap=found, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, _("Open again."))
        return to_page(request, "gap", gap)
    return gap_form(request, form, found, _("Open %(code)s again"), _("Open it again"))


def gap_of(request: MemberRequest, key: UUID) -> Gap:
    """The gap, for its owner and for whoever may see into the evaluation; to others it does not exist."""
    rows = Gap.objects.for_workspace(request.actor.workspace_id).select_related(*PARTS)
    found = get_object_or_404(rows, pk=key)
    if request.actor.can(roles.READS_EVALUATIONS):
        candidate_of(request, found.candidate_id)
    elif found.owner_id != request.actor.user_id:
        raise Http404
    return found


def is_mine(request: MemberRequest, gap: Gap) -> bool:
    is_own = gap.owner_id == request.actor.user_id and request.actor.can(roles.WRITES_OWN)
    return request.actor.can(roles.LEADS) or is_own


def mine(request: MemberRequest, key: UUID) -> Gap:
    found = gap_of(request, key)
    actions.let_owner(request.actor, found)
    return found


def edit_form(request: MemberRequest, gap: Gap) -> FollowForm:
    if not request.actor.can(roles.LEADS):
        return FollowForm(posted(request), gap=gap)
    return GapForm(
        posted(request),
        gap=gap,
        dimensions=dimension_choices(gap.candidate),
        owners=with_present(owner_choices(request.actor), gap.owner),
    )


def gap_form(request: MemberRequest, form: Form, gap: Gap, title: str, submit: str) -> HttpResponse:
    """A page with one form about the gap; Cancel leads back to it."""
    context = {"form": form, "title": title % {"code": gap.code}, "submit": submit, "intro": gap.title}
    here = reverse("gap", args=[request.actor.workspace_slug, gap.pk])
    around_it = around(request, gap)
    crumbs = [*around_it["crumbs"], (gap.code, here)]
    context |= {**around_it, "crumbs": crumbs, "back": here}
    return render(request, "components/form_page.html", context, status=form.answer_status)


def around(request: MemberRequest, gap: Gap) -> dict[str, list[tuple[str, str]] | str]:
    """The way back: the register, or for an owner who reads no evaluations their work."""
    if not request.actor.can(roles.READS_EVALUATIONS):
        work = reverse("my-work", args=[request.actor.workspace_slug])
        return {"crumbs": [(_("My work"), work)], "nav": "work"}
    register = reverse("candidate-gaps", args=[request.actor.workspace_slug, gap.candidate_id])
    crumbs = crumbs_of(request, gap.candidate.evaluation, gap.candidate)
    return {"crumbs": [*crumbs, (_("Gaps"), register)], "nav": "evaluations"}


def journal_of(gap: Gap) -> list[Line]:
    """What was written about it: events of the candidate under the gap's code."""
    events = Event.objects.for_workspace(gap.workspace_id).about(gap.candidate_id)
    own = events.filter(part=gap.code, kind__startswith="gap.")
    return lines(own.newest_first()[:LATEST_EVENTS])
