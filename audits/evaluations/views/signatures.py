"""Sign-offs as the lead sees them: who is asked, who has signed, what was challenged."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.evaluations.actions import signatures as actions
from audits.evaluations.comparison.following import signatures_of
from audits.evaluations.comparison.snapshot import decision_of
from audits.evaluations.forms.setup import people_choices
from audits.evaluations.forms.signatures import AskForm, ReplyForm
from audits.evaluations.models import Decision, Evaluation, Signature
from audits.evaluations.offers import offered
from audits.evaluations.views.found import address, crumbs_of, evaluation_of, form_page, to_page
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member


@member(roles.READS_EVALUATIONS)
@require_GET
def signature_list(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    """The present decision's sign-offs, and those of the revisions before."""
    found = evaluation_of(request, evaluation)
    rows = found.decisions.defer("snapshot").select_related("candidate__vendor")
    rows = rows.prefetch_related("conditions").order_by("-revision")
    decisions = [(decision, signatures_of(decision)) for decision in rows]
    standing = next((one for one, _rows in decisions if one.reopened_at is None), None)
    context = {
        "evaluation": found,
        "decisions": decisions,
        "standing": standing,
        "offer": offered(standing) if standing else None,
        "crumbs": [
            *crumbs_of(request, found),
            (str(_("The decision")), address(request, "decide", evaluation)),
        ],
        "nav": "evaluations",
    }
    return render(request, "evaluations/signatures.html", context)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def signature_new(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    decision = standing_decision(found)
    actor = request.actor
    form = AskForm(posted(request), members=people_choices(actor), today=actor.today)
    if form.carries_out(
        lambda: actions.ask(actor=actor, decision=decision, values=form.values, key=form.key)
    ):
        messages.success(request, _("Asked. The mail is on its way, and the PDF is being made."))
        return to_page(request, "signature-list", evaluation)
    return form_page(
        request,
        form,
        title=_("Ask somebody to sign"),
        submit=_("Ask"),
        crumbs=signing_crumbs(request, found),
        intro=_(
            "They read the decision's PDF first, then sign that very file or challenge it with a reason."
        ),
    )


def signing_crumbs(request: MemberRequest, evaluation: Evaluation) -> list[tuple[str, str]]:
    whole = crumbs_of(request, evaluation)
    return [*whole, (str(_("Sign-offs")), address(request, "signature-list", evaluation.pk))]


def standing_decision(evaluation: Evaluation) -> Decision:
    """The decision that can be signed; there is none while the evaluation is open."""
    decision = None if evaluation.is_open else decision_of(evaluation)
    if decision is None:
        raise Http404
    decision.evaluation = evaluation
    return decision


def signature_of(request: MemberRequest, key: UUID) -> Signature:
    rows = Signature.objects.for_workspace(request.actor.workspace_id).with_parts()
    found = get_object_or_404(rows, pk=key)
    evaluation_of(request, found.decision.evaluation_id)
    return found


@member(roles.LEADS)
@require_POST
def signature_remind(request: MemberRequest, signature: UUID) -> HttpResponse:
    found = signature_of(request, signature)
    actions.remind(actor=request.actor, signature=found)
    messages.success(request, _("Mailed again to %(email)s.") % {"email": found.recipient.email})
    return to_page(request, "signature-list", found.decision.evaluation_id)


@member(roles.LEADS)
@require_POST
def signature_revoke(request: MemberRequest, signature: UUID) -> HttpResponse:
    found = signature_of(request, signature)
    actions.revoke(actor=request.actor, signature=found)
    messages.success(request, _("Taken back: %(name)s is not asked any more.") % {"name": found.name})
    return to_page(request, "signature-list", found.decision.evaluation_id)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def signature_reply(request: MemberRequest, signature: UUID) -> HttpResponse:
    found = signature_of(request, signature)
    form = ReplyForm(posted(request))
    if form.carries_out(lambda: replied(request, found, form)):
        messages.success(request, _("Answered. %(name)s gets it by mail.") % {"name": found.name})
        return to_page(request, "signature-list", found.decision.evaluation_id)
    title = _("Answer the challenge of %(name)s") % {"name": found.name}
    crumbs = signing_crumbs(request, found.decision.evaluation)
    return form_page(request, form, title=title, submit=_("Answer"), crumbs=crumbs, intro=found.reason)


def replied(request: MemberRequest, signature: Signature, form: ReplyForm) -> dict[str, Any]:
    words = form.cleaned_data["reply"]
    return actions.reply(actor=request.actor, signature=signature, words=words, key=form.key)


@member(roles.LEADS)
@require_POST
def signature_offer(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    """Has the PDF made that is to be signed, where that failed."""
    found = evaluation_of(request, evaluation)
    actions.prepare(actor=request.actor, decision=standing_decision(found))
    return to_page(request, "signature-list", evaluation)
