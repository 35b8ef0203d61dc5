"""Asking a vendor in writing: what to ask, what was sent, what came back."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.evaluations.actions import clarifications as actions
from audits.evaluations.clarifying import Standing, quoted, standing
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.comparison.replies import Said
from audits.evaluations.followups import Owed, follow_ups
from audits.evaluations.forms.clarifications import AskForm, DeadlineForm
from audits.evaluations.models import Answer, Candidate, Clarification, ClarificationItem
from audits.evaluations.views.found import address, candidate_of, crumbs_of, evaluation_of, to_page
from audits.http import MemberRequest
from audits.kit import clock
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member
from audits.vendors.models import Contact


def clarification_of(request: MemberRequest, key: UUID) -> Clarification:
    rows = Clarification.objects.for_workspace(request.actor.workspace_id).with_parts()
    found = get_object_or_404(rows, pk=key)
    evaluation_of(request, found.candidate.evaluation_id)
    return found


def standing_of(request: MemberRequest, row: Clarification) -> Standing:
    return standing(row, now=clock.now(), today=request.actor.today)


@member(roles.READS_EVALUATIONS)
@require_GET
def clarification_list(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found = candidate_of(request, candidate)
    rows = Clarification.objects.filter(candidate=found).with_parts().prefetch_related("items")
    context = {
        "candidate": found,
        "rows": [
            (row, standing_of(request, row), sum(bool(item.answered_at) for item in row.items.all()))
            for row in rows
        ],
        "can_ask": found.is_open and request.actor.can(roles.LEADS),
        "crumbs": crumbs_of(request, found.evaluation, found),
        "nav": "evaluations",
    }
    return render(request, "evaluations/clarifications.html", context)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def clarification_new(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found = candidate_of(request, candidate)
    owed = preselected(found)
    contacts = list(Contact.objects.filter(vendor=found.vendor_id).exclude(email=""))
    form = AskForm(
        posted(request),
        framework=found.evaluation.document,
        chosen=() if request.method == "POST" else owed,
        today=request.actor.today,
        initial={"email": contacts[0].email if contacts else ""},
    )
    if form.carries_out(
        lambda: actions.ask_vendor(actor=request.actor, candidate=found, values=form.values, key=form.key)
    ):
        messages.success(request, _("The questions are on their way to %(email)s.") % form.cleaned_data)
        return to_page(request, "clarification", form.result["id"])
    context = {
        "candidate": found,
        "form": form,
        "contacts": contacts,
        "waiting": waiting(found),
        "owed": owed,
        "crumbs": crumbs_of(request, found.evaluation, found),
        "back": address(request, "clarification-list", found.pk),
        "nav": "evaluations",
    }
    return render(request, "evaluations/clarification_new.html", context, status=form.answer_status)


def preselected(candidate: Candidate) -> set[str]:
    """What is owed after the demo, but what the vendor has said it does not do, or is asked already."""
    view = load_candidate(candidate, whole=False)
    rows = follow_ups(view, candidate.evaluation.document)
    owed = {row.question.slug for row in rows if row.owed is not Owed.UNSUPPORTED}
    return owed - set(waiting(candidate))


def waiting(candidate: Candidate) -> dict[str, str]:
    """Questions that the vendor has before it and has not answered, with the code of their request."""
    items = ClarificationItem.objects.filter(clarification__candidate=candidate, answered_at=None)
    items = items.filter(clarification__revoked_at=None, clarification__expires_at__gt=clock.now())
    return {
        item.question.slug: item.clarification.code
        for item in items.select_related("clarification", "question")
    }


@member(roles.READS_EVALUATIONS)
@require_GET
def clarification(request: MemberRequest, clarification: UUID) -> HttpResponse:
    row = clarification_of(request, clarification)
    return shown(request, row, DeadlineForm(initial={"due_on": row.due_on}))


def shown(request: MemberRequest, row: Clarification, form: DeadlineForm) -> HttpResponse:
    state = standing_of(request, row)
    asked = answers(row)
    context = {
        "row": row,
        "state": state,
        "answers": asked,
        "answered": sum(bool(each["item"].answered_at) for each in asked),
        "form": form,
        "is_alive": row.is_active(clock.now()),
        "can_lead_it": state.slug != "closed" and request.actor.can(roles.LEADS),
        "can_take": row.candidate.is_open and request.actor.can(roles.ANSWERS),
        "crumbs": [
            *crumbs_of(request, row.candidate.evaluation, row.candidate),
            (_("Clarifications"), address(request, "clarification-list", row.candidate_id)),
        ],
        "nav": "evaluations",
    }
    return render(request, "evaluations/clarification.html", context, status=form.answer_status)


def answers(row: Clarification) -> list[dict[str, Any]]:
    """Each question with the vendor's words as sent, our own note beside them, and the files."""
    items = row.items.select_related("question").prefetch_related("files__exhibit", "files__evidence")
    notes = dict(Answer.objects.filter(candidate=row.candidate_id).values_list("question_id", "note"))
    return [
        {
            "item": item,
            "earlier": [Said(one["text"], datetime.fromisoformat(one["at"])) for one in item.earlier],
            "note": notes.get(item.question_id, ""),
            "files": [file for file in item.files.all() if file.exhibit_id],
            "is_taken": bool(item.answer) and quoted(row, item) in notes.get(item.question_id, ""),
        }
        for item in items.defer("draft")
    ]


def done(request: MemberRequest, key: UUID, words: str) -> HttpResponse:
    messages.success(request, words)
    return to_page(request, "clarification", key)


@member(roles.LEADS)
@require_POST
def clarification_remind(request: MemberRequest, clarification: UUID) -> HttpResponse:
    row = clarification_of(request, clarification)
    actions.remind(actor=request.actor, clarification=row)
    return done(request, row.pk, _("%(email)s is reminded.") % {"email": row.recipient.email})


@member(roles.LEADS)
@require_POST
def clarification_revoke(request: MemberRequest, clarification: UUID) -> HttpResponse:
    row = clarification_of(request, clarification)
    actions.revoke(actor=request.actor, clarification=row)
    return done(request, row.pk, _("The link is taken back. What was sent by it stays."))


@member(roles.LEADS)
@require_POST
def clarification_extend(request: MemberRequest, clarification: UUID) -> HttpResponse:
    words = _("The deadline is moved, and %(email)s is told.")
    return with_deadline(request, clarification, actions.extend, words)


@member(roles.LEADS)
@require_POST
def clarification_renew(request: MemberRequest, clarification: UUID) -> HttpResponse:
    words = _("A new link is on its way to %(email)s. The one before does not work any more.")
    return with_deadline(request, clarification, actions.renew, words)


def with_deadline(request: MemberRequest, key: UUID, action: Callable[..., None], words: str) -> HttpResponse:
    row = clarification_of(request, key)
    form = DeadlineForm(request.POST)

    def do() -> None:
        due_on: date = form.cleaned_data["due_on"]
        action(actor=request.actor, clarification=row, due_on=due_on)

    if form.carries_out(do):
        return done(request, row.pk, words % {"email": row.recipient.email})
    return shown(request, clarification_of(request, key), form)


@member(roles.ANSWERS)
@require_POST
def clarification_take(request: MemberRequest, item: UUID) -> HttpResponse:
    """One tap: the vendor's words below the buyer's own note."""
    rows = ClarificationItem.objects.filter(workspace_id=request.actor.workspace_id)
    parents = ("question", "clarification__candidate__evaluation")
    found = get_object_or_404(rows.select_related(*parents), pk=item)
    evaluation_of(request, found.clarification.candidate.evaluation_id)
    actions.take_over(actor=request.actor, item=found)
    code = {"code": found.question.slug.upper()}
    return done(
        request, found.clarification_id, _("Your note on %(code)s holds the vendor's words now.") % code
    )
