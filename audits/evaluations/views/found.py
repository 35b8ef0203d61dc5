"""Fetching what a page is about, only ever from the caller's workspace, and the plain form page."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from audits.evaluations.models import Candidate, Demo, Evaluation, Trial, TrialTask
from audits.http import MemberRequest
from audits.kit.forms import Form

Crumb = tuple[str, str]


def evaluation_of(request: MemberRequest, key: UUID) -> Evaluation:
    rows = Evaluation.objects.for_workspace(request.actor.workspace_id)
    return get_object_or_404(rows, pk=key)


def candidate_of(request: MemberRequest, key: UUID) -> Candidate:
    """With its evaluation and vendor."""
    rows = Candidate.objects.for_workspace(request.actor.workspace_id).with_parents()
    return get_object_or_404(rows, pk=key)


def demo_of(request: MemberRequest, key: UUID) -> Demo:
    rows = Demo.objects.filter(workspace_id=request.actor.workspace_id)
    return get_object_or_404(rows.select_related("candidate__evaluation", "candidate__vendor"), pk=key)


def trial_of(candidate: Candidate) -> Trial | None:
    return Trial.objects.filter(candidate=candidate).first()


def task_of(request: MemberRequest, key: UUID) -> TrialTask:
    rows = TrialTask.objects.filter(workspace_id=request.actor.workspace_id)
    parents = ("owner", "trial__candidate__evaluation", "trial__candidate__vendor")
    return get_object_or_404(rows.select_related(*parents), pk=key)


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
