"""The page of one piece of evidence: what it shows, where it belongs, its digest (R022)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from audits.evaluations.actions.exhibits import withdraw_exhibit
from audits.evaluations.forms.exhibits import WithdrawForm
from audits.evaluations.models import Clarification, ClarificationFile, Exhibit
from audits.evaluations.views.found import crumbs_of, evaluation_of, to_page
from audits.evidence.views import file_answer, file_of, thumbnail_answer, thumbnail_of
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member


def exhibit_of(request: MemberRequest, evidence: UUID) -> Exhibit:
    """The exhibit that shows this evidence, with everything its page names."""
    rows = Exhibit.objects.filter(workspace_id=request.actor.workspace_id).select_related(
        "evidence__uploaded_by",
        "evidence__withdrawn_by",
        "clarification_file__item__clarification",
        "candidate__evaluation",
        "candidate__vendor",
        "dimension",
        "question",
    )
    found = get_object_or_404(rows, evidence=evidence)
    evaluation_of(request, found.candidate.evaluation_id)
    return found


@member(roles.READS_EVALUATIONS)
@require_GET
def evidence_page(request: MemberRequest, evidence: UUID) -> HttpResponse:
    """The page, or for htmx the fragment alone, to be shown above another page."""
    return shown(request, exhibit_of(request, evidence), WithdrawForm())


@member(roles.ANSWERS)
@require_POST
def evidence_withdraw(request: MemberRequest, evidence: UUID) -> HttpResponse:
    exhibit = exhibit_of(request, evidence)
    form = WithdrawForm(posted(request))
    if form.carries_out(
        lambda: withdraw_exhibit(actor=request.actor, exhibit=exhibit, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, _("%(code)s is withdrawn.") % {"code": exhibit.code})
        return to_page(request, "evidence", evidence)
    return shown(request, exhibit_of(request, evidence), form)


@member(roles.READS_EVALUATIONS)
@require_safe
def evidence_file(request: MemberRequest, evidence: UUID) -> HttpResponseBase:
    """The stored file: pictures are shown, everything else is offered for saving."""
    see_into(request, evidence)
    return file_answer(request, file_of(request, evidence))


@member(roles.READS_EVALUATIONS)
@require_safe
def evidence_thumbnail(request: MemberRequest, evidence: UUID) -> HttpResponseBase:
    """The small copy of a picture."""
    see_into(request, evidence)
    return thumbnail_answer(request, thumbnail_of(request, evidence))


def see_into(request: MemberRequest, evidence: UUID) -> None:
    """Whoever may not see an evaluation's answers may not see the files on them."""
    exhibits = Exhibit.objects.filter(workspace_id=request.actor.workspace_id, evidence=evidence)
    if (place := exhibits.select_related("candidate").first()) is not None:
        evaluation_of(request, place.candidate.evaluation_id)
    elif ClarificationFile.objects.filter(evidence=evidence).exists():
        # A vendor's draft is the vendor's until it is sent.
        raise Http404


def shown(request: MemberRequest, exhibit: Exhibit, form: WithdrawForm) -> HttpResponse:
    template = "evaluations/_exhibit.html" if request.htmx else "evaluations/exhibit.html"
    context = {
        **place_of(exhibit),
        "exhibit": exhibit,
        "evidence": exhibit.evidence,
        "sent_with": sent_with(exhibit),
        "form": form,
        "may_withdraw": may_withdraw(request, exhibit),
        "crumbs": crumbs_of(request, exhibit.candidate.evaluation, exhibit.candidate),
        "nav": "evaluations",
    }
    return render(request, template, context, status=form.answer_status)


def place_of(exhibit: Exhibit) -> dict[str, Any]:
    """The dimension and question in the framework's words, and the moment of the demo."""
    document = exhibit.candidate.evaluation.document
    question = exhibit.question
    minute = None if exhibit.demo_second is None else exhibit.demo_second // 60 + 1
    return {
        "dimension": document.dimension(exhibit.dimension.slug),
        "question": document.question(question.slug) if question else None,
        "minute": minute,
    }


def sent_with(exhibit: Exhibit) -> Clarification | None:
    """The request with which the vendor itself sent it; None for what we took in."""
    file = getattr(exhibit, "clarification_file", None)
    return file.item.clarification if file else None


def may_withdraw(request: MemberRequest, exhibit: Exhibit) -> bool:
    is_standing = exhibit.evidence.withdrawn_at is None
    return is_standing and exhibit.candidate.is_open and request.actor.can(roles.ANSWERS)
