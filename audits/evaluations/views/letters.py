"""Feedback letters to the vendors that were not chosen, once there is a decision."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.evaluations.actions import letters as actions
from audits.evaluations.comparison.shapes import CandidateView, ComparisonView
from audits.evaluations.comparison.snapshot import decision_of, from_decision
from audits.evaluations.feedback import Others, Wanted, draft
from audits.evaluations.forms.letters import DraftForm, LetterForm, SentForm
from audits.evaluations.models import Candidate, Decision, FeedbackLetter
from audits.evaluations.sla_files import docx
from audits.evaluations.views.found import candidate_of, crumbs_of, to_page
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Desk:
    """A candidate that was not chosen, with the decided state and its letter, if any was saved."""

    candidate: Candidate
    decision: Decision
    view: ComparisonView
    shown: CandidateView
    letter: FeedbackLetter | None

    @property
    def others(self) -> Others:
        """Everybody who ever was a candidate here, withdrawn ones too."""
        rows = self.candidate.evaluation.candidates.values_list("vendor__name", "vendor__product")
        return Others.than(self.shown, [name for row in rows for name in row])

    def drafted(self, wanted: Wanted) -> str:
        return draft(self.shown, self.view, self.candidate.evaluation.document, wanted, self.others)


def desk_of(request: MemberRequest, key: UUID) -> Desk:
    """404 while nothing is decided, and for the vendor that was chosen."""
    candidate = candidate_of(request, key)
    decision = None if candidate.evaluation.is_open else decision_of(candidate.evaluation)
    if decision is None or decision.candidate_id == candidate.pk:
        raise Http404
    decision.evaluation = candidate.evaluation
    view = from_decision(decision)
    shown = next((one for one in view.candidates if one.id == candidate.pk), None)
    if shown is None:
        raise Http404
    rows = FeedbackLetter.objects.select_related("saved_by", "sent_by", "candidate__vendor")
    return Desk(candidate, decision, view, shown, rows.filter(decision=decision, candidate=candidate).first())


@member(roles.READS_EVALUATIONS)
@require_http_methods(["GET", "POST"])
def candidate_letter(request: MemberRequest, candidate: UUID) -> HttpResponse:
    """The letter to read and, for leads, to write; a draft while none was saved."""
    desk = desk_of(request, candidate)
    form = LetterForm(posted(request), initial=opened(desk))
    if form.is_bound:
        request.actor.require(roles.LEADS)
    if form.carries_out(lambda: saved(request, desk, form)):
        messages.success(request, _("Saved. It is not sent by that."))
        return to_page(request, "candidate-letter", candidate)
    return page(request, desk, form)


def opened(desk: Desk) -> dict[str, Any]:
    if desk.letter:
        return {"text": desk.letter.text, "seen": desk.letter.version}
    return {"text": desk.drafted(Wanted()), "seen": 0}


def saved(request: MemberRequest, desk: Desk, form: LetterForm) -> object:
    values = form.cleaned_data
    return actions.save_letter(
        actor=request.actor,
        decision=desk.decision,
        candidate=desk.candidate,
        words=values["text"],
        seen=values["seen"],
        key=form.key,
    )


def page(request: MemberRequest, desk: Desk, form: LetterForm, **forms: Any) -> HttpResponse:
    letter = desk.letter
    words = str(form["text"].value() or "")
    context = {
        "candidate": desk.candidate,
        "evaluation": desk.candidate.evaluation,
        "letter": letter,
        "form": form,
        "draft_form": DraftForm(has_letter=letter is not None),
        "sent_form": SentForm(initial={"sent_on": request.actor.today, "seen": letter and letter.version}),
        "named": desk.others.named_in(words),
        "crumbs": crumbs_of(request, desk.candidate.evaluation, desk.candidate),
        "nav": "evaluations",
        **forms,
    }
    status = max([form.answer_status, *(one.answer_status for one in forms.values())])
    return render(request, "evaluations/letter.html", context, status=status)


@member(roles.LEADS)
@require_POST
def letter_draft(request: MemberRequest, candidate: UUID) -> HttpResponse:
    """Drafts the letter anew from the decided state; a saved one only when that is confirmed."""
    desk = desk_of(request, candidate)
    form = DraftForm(request.POST, has_letter=desk.letter is not None)
    if form.carries_out(lambda: redrafted(request, desk, form)):
        messages.success(request, _("Drafted from the decided state."))
        return to_page(request, "candidate-letter", candidate)
    return page(request, desk, LetterForm(initial=opened(desk)), draft_form=form)


def redrafted(request: MemberRequest, desk: Desk, form: DraftForm) -> object:
    wanted = Wanted(points=form.cleaned_data["points"], reasons=form.cleaned_data["reasons"])
    return actions.save_letter(
        actor=request.actor,
        decision=desk.decision,
        candidate=desk.candidate,
        words=desk.drafted(wanted),
        seen=desk.letter.version if desk.letter else 0,
    )


@member(roles.LEADS)
@require_POST
def letter_sent(request: MemberRequest, candidate: UUID) -> HttpResponse:
    desk = desk_of(request, candidate)
    if desk.letter is None:
        raise Http404
    letter, form = desk.letter, SentForm(request.POST)
    if form.carries_out(
        lambda: actions.mark_sent(
            actor=request.actor,
            letter=letter,
            on=form.cleaned_data["sent_on"],
            seen=form.cleaned_data["seen"],
        )
    ):
        messages.success(request, _("Marked as sent."))
        return to_page(request, "candidate-letter", candidate)
    return page(request, desk, LetterForm(initial=opened(desk)), sent_form=form)


def letter_of(request: MemberRequest, key: UUID) -> tuple[FeedbackLetter, str]:
    """The saved letter, and what its files are called."""
    desk = desk_of(request, key)
    if desk.letter is None:
        raise Http404
    return desk.letter, f"{desk.view.code}-feedback-v{desk.letter.version}"


@member(roles.READS_EVALUATIONS)
@require_GET
def letter_markdown(request: MemberRequest, candidate: UUID) -> HttpResponse:
    letter, name = letter_of(request, candidate)
    return for_saving(letter.text.encode(), "text/markdown; charset=utf-8", f"{name}.md")


@member(roles.READS_EVALUATIONS)
@require_GET
def letter_docx(request: MemberRequest, candidate: UUID) -> HttpResponse:
    letter, name = letter_of(request, candidate)
    content = docx(letter.text, title=_("Feedback letter"), author=request.actor.workspace_name)
    return for_saving(content, WORD, f"{name}.docx")


def for_saving(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Cache-Control"] = "private, no-store"
    return response
