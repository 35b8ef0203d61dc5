"""Fetching what a page is about, only ever from the caller's workspace, and the plain form page."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from audits.evaluations.admission import must_declare, refuse_excluded
from audits.evaluations.models import Candidate, Demo, Evaluation, Trial, TrialTask
from audits.http import MemberRequest
from audits.kit.forms import Form
from audits.kit.refusals import First

Crumb = tuple[str, str]
R = TypeVar("R", Evaluation, Candidate)


def evaluation_of(request: MemberRequest, key: UUID) -> Evaluation:
    """The evaluation, for whoever may see its answers."""
    rows = Evaluation.objects.for_workspace(request.actor.workspace_id).declared_by(request.actor.user_id)
    return admitted(request, get_object_or_404(rows, pk=key))


def candidate_of(request: MemberRequest, key: UUID) -> Candidate:
    """With its evaluation and vendor."""
    rows = Candidate.objects.for_workspace(request.actor.workspace_id).with_parents()
    return admitted(request, get_object_or_404(rows.declared_by(request.actor.user_id), pk=key))


def demo_of(request: MemberRequest, key: UUID) -> Demo:
    rows = Demo.objects.filter(workspace_id=request.actor.workspace_id)
    found = get_object_or_404(rows.select_related("candidate__evaluation", "candidate__vendor"), pk=key)
    evaluation_of(request, found.candidate.evaluation_id)
    return found


def trial_of(candidate: Candidate) -> Trial | None:
    return Trial.objects.filter(candidate=candidate).first()


def task_of(request: MemberRequest, key: UUID) -> TrialTask:
    rows = TrialTask.objects.filter(workspace_id=request.actor.workspace_id)
    parents = ("owner", "trial__candidate__evaluation", "trial__candidate__vendor")
    found = get_object_or_404(rows.select_related(*parents), pk=key)
    evaluation_of(request, found.trial.candidate.evaluation_id)
    return found


def admitted(request: MemberRequest, row: R) -> R:
    """The row, fetched with `declared_by`, unless the caller is excluded or has to declare first."""
    refuse_excluded(row)
    evaluation = row.evaluation if isinstance(row, Candidate) else row
    if must_declare(row, evaluation, request.actor.role):
        place = address(request, "declaration", evaluation.pk)
        raise First(_("Say first whether anything ties you to the vendors of this evaluation."), place)
    return row


def address(request: MemberRequest, name: str, key: UUID) -> str:
    """The path of a page of this workspace."""
    return reverse(name, args=[request.actor.workspace_slug, key])


def to_page(request: MemberRequest, name: str, key: UUID | str) -> HttpResponse:
    return redirect(name, request.actor.workspace_slug, key)


def crumbs_of(
    request: MemberRequest, evaluation: Evaluation, candidate: Candidate | None = None
) -> list[Crumb]:
    """The way back: the evaluation, then the candidate's vendor."""
    whole = f"{evaluation.code} {evaluation.title}"
    crumbs = [(whole, address(request, "evaluation", evaluation.pk))]
    if candidate is not None:
        crumbs.append((candidate.vendor.name, f"{crumbs[0][1]}#candidate-{candidate.pk}"))
    return crumbs


def form_page(
    request: MemberRequest, form: Form, *, title: str, submit: str, crumbs: Sequence[Crumb], intro: str = ""
) -> HttpResponse:
    """A page with one form; Cancel leads to the last crumb."""
    context = {"form": form, "title": title, "submit": submit, "crumbs": crumbs, "intro": intro}
    context |= {"back": crumbs[-1][1], "nav": "evaluations"}
    return render(request, "components/form_page.html", context, status=form.answer_status)
