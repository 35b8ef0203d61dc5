"""Rounds: ending one with a shortlist, and taking a vendor back onto it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.evaluations.actions import rounds as actions
from audits.evaluations.comparison.load import load_comparison
from audits.evaluations.forms.rounds import RoundForm
from audits.evaluations.forms.setup import ReasonForm
from audits.evaluations.models import Evaluation
from audits.evaluations.views.found import candidate_of, crumbs_of, evaluation_of, form_page, to_page
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def round_end(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    view = load_comparison(found, workspace=request.actor.workspace_name, whole=False)
    form = RoundForm(posted(request), view=view)
    if form.carries_out(lambda: ended(request, found, form)):
        messages.success(request, _("The round is over; the shortlist goes on."))
        return to_page(request, "evaluation", evaluation)
    title = _("End round %(number)d") % {"number": view.round}
    intro = _(
        "Who is left out stays listed with its points, its round and the reason. "
        "It can no longer lead or be chosen, and can be taken back."
    )
    crumbs = crumbs_of(request, found)
    return form_page(request, form, title=title, submit=_("End the round"), crumbs=crumbs, intro=intro)


def ended(request: MemberRequest, evaluation: Evaluation, form: RoundForm) -> object:
    return actions.end_round(
        actor=request.actor,
        evaluation=evaluation,
        left_out=form.left_out,
        seen=form.cleaned_data["seen"],
        key=form.key,
    )


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def candidate_take_back(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found = candidate_of(request, candidate)
    form = ReasonForm(posted(request))
    if form.carries_out(
        lambda: actions.take_back(actor=request.actor, candidate=found, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, _("%(vendor)s is on the shortlist again.") % {"vendor": found.vendor.name})
        return to_page(request, "evaluation", found.evaluation_id)
    title = _("Take %(vendor)s back onto the shortlist") % {"vendor": found.vendor.name}
    crumbs = crumbs_of(request, found.evaluation)
    return form_page(request, form, title=title, submit=_("Take back"), crumbs=crumbs)
