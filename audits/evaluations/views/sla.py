"""The SLA record of a candidate and its contract wording (R053, R054)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audits.evaluations.actions import sla as actions
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.forms.sla import DraftForm, SlaForm, WordingForm
from audits.evaluations.models import Candidate, Sla
from audits.evaluations.sla_files import blocks, docx, markdown
from audits.evaluations.sla_wording import draft
from audits.evaluations.views.asks import asks_context
from audits.evaluations.views.found import candidate_of, crumbs_of, to_page
from audits.evaluations.views.sla_shown import offered, term_rows, warned
from audits.http import MemberRequest
from audits.kit.forms import Form, posted
from audits.people import roles
from audits.people.access import member

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@member(roles.READS_EVALUATIONS)
@require_http_methods(["GET", "POST"])
def candidate_sla(request: MemberRequest, candidate: UUID) -> HttpResponse:
    """The record with its sources, for leads as a form, also after the decision."""
    found = candidate_of(request, candidate)
    view = load_candidate(found, whole=False)
    row = record_of(found)
    terms = row.terms if row else offered(found.evaluation.document, view.answers)
    form = SlaForm(posted(request), terms=terms, version=row.version if row else 0)
    if form.is_bound:
        request.actor.require(roles.LEADS)
    if form.carries_out(lambda: saved(request, found, form)):
        messages.success(request, _("Saved."))
        return to_page(request, "candidate-sla", candidate)
    context = asks_context(request, found, view, "candidate-sla") | shown(found, view.answers)
    context |= {"form": form, "is_overtaken": form.refused_with == 409}
    return render(request, "evaluations/sla.html", context, status=form.answer_status)


def saved(request: MemberRequest, candidate: Candidate, form: SlaForm) -> object:
    seen = form.cleaned_data["seen"]
    return actions.save_sla(actor=request.actor, candidate=candidate, terms=form.terms, version=seen)


def shown(candidate: Candidate, answers: Any) -> dict[str, Any]:
    """What stands now, whatever was typed."""
    row = record_of(candidate)
    framework = candidate.evaluation.document
    terms = row.terms if row else offered(framework, answers)
    rows = term_rows(terms, framework, answers)
    fresh = draft(terms, vendor=candidate.vendor.name)
    is_behind = bool(row and row.is_own_wording and row.drafted != fresh)
    clauses = list(blocks(row.wording)) if row else []
    return {"sla": row, "rows": rows, "warned": warned(rows), "is_behind": is_behind, "clauses": clauses}


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def sla_wording(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found, row = worded(request, candidate)
    form = WordingForm(posted(request), row=row)
    if form.carries_out(
        lambda: actions.save_wording(
            actor=request.actor,
            candidate=found,
            wording=form.cleaned_data["wording"],
            version=form.cleaned_data["seen"],
        )
    ):
        messages.success(request, _("Saved. The draft leaves your words alone from now on."))
        return to_page(request, "candidate-sla", candidate)
    return sla_form(request, form, found, _("Contract wording"), _("Save the wording"))


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def sla_draft(request: MemberRequest, candidate: UUID) -> HttpResponse:
    """Drafts anew; asks first where somebody has edited the words, and shows them."""
    found, row = worded(request, candidate)
    form = DraftForm(posted(request), row=row)
    if form.carries_out(
        lambda: actions.draft_again(
            actor=request.actor,
            candidate=found,
            version=form.cleaned_data["seen"],
            overwrites=form.cleaned_data.get("overwrites", False),
        )
    ):
        messages.success(request, _("Drafted from the record."))
        return to_page(request, "candidate-sla", candidate)
    beside = [(_("As it stands"), row.wording), (_("Drafted anew"), fresh_words(found, row))]
    return sla_form(request, form, found, _("Draft the wording again"), _("Draft again"), beside=beside)


def fresh_words(candidate: Candidate, row: Sla) -> str:
    return draft(row.terms, vendor=candidate.vendor.name)


@member(roles.READS_EVALUATIONS)
@require_GET
def sla_markdown(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found, row = worded(request, candidate)
    return as_file(found, markdown(row.wording), "text/markdown; charset=utf-8", "md")


@member(roles.READS_EVALUATIONS)
@require_GET
def sla_docx(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found, row = worded(request, candidate)
    title = _("Service levels, %(vendor)s") % {"vendor": found.vendor.name}
    data = docx(row.wording, title=title, author=request.actor.workspace_name)
    return as_file(found, data, WORD, "docx")


def as_file(candidate: Candidate, data: bytes, media_type: str, ending: str) -> HttpResponse:
    name = f"sla-{slugify(candidate.vendor.name) or candidate.evaluation.code.lower()}.{ending}"
    return HttpResponse(
        data, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def record_of(candidate: Candidate) -> Sla | None:
    return Sla.objects.select_related("saved_by").filter(candidate=candidate).first()


def worded(request: MemberRequest, key: UUID) -> tuple[Candidate, Sla]:
    """The candidate and its record; without one there is no wording."""
    found = candidate_of(request, key)
    row = record_of(found)
    if row is None:
        raise Http404
    return found, row


def sla_form(
    request: MemberRequest, form: Form, candidate: Candidate, title: str, submit: str, **context: Any
) -> HttpResponse:
    """A page with one form about the wording; Cancel leads back to the record."""
    back = reverse("candidate-sla", args=[request.actor.workspace_slug, candidate.pk])
    crumbs = [*crumbs_of(request, candidate.evaluation, candidate), (_("SLA"), back)]
    context |= {"form": form, "title": title, "submit": submit, "crumbs": crumbs, "back": back}
    context |= {"intro": candidate.vendor.name, "nav": "evaluations"}
    return render(request, "evaluations/sla_wording.html", context, status=form.answer_status)
