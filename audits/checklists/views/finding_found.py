"""Fetching a finding or a piece of its evidence, only ever from the caller's workspace."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from audits.checklists.models import Attachment, Finding
from audits.http import MemberRequest
from audits.kit.forms import Form

Crumb = tuple[str, str]
PARTS = ("owner", "vendor", "connector", "run", "item", "accepted_by", "resolved_by", "created_by")


def finding_of(request: MemberRequest, key: UUID) -> Finding:
    """The finding with everything its page names."""
    rows = Finding.objects.for_workspace(request.actor.workspace_id).select_related(*PARTS)
    return get_object_or_404(rows, pk=key)


def attachment_of(request: MemberRequest, key: UUID) -> Attachment:
    """The evidence with what it is on."""
    rows = Attachment.objects.filter(workspace_id=request.actor.workspace_id).select_related(
        "finding", "incident", "evidence__uploaded_by", "evidence__withdrawn_by"
    )
    return get_object_or_404(rows, pk=key)


def to_finding(request: MemberRequest, key: UUID | str) -> HttpResponse:
    return redirect("finding", request.actor.workspace_slug, key)


def list_crumb(request: MemberRequest) -> Crumb:
    return _("Findings"), reverse("finding-list", args=[request.actor.workspace_slug])


def crumbs_of(request: MemberRequest, finding: Finding) -> list[Crumb]:
    """The way back from a page under a finding."""
    own = reverse("finding", args=[request.actor.workspace_slug, finding.pk])
    return [list_crumb(request), (f"{finding.code} {finding.title}", own)]


def form_page(
    request: MemberRequest,
    form: Form,
    *,
    title: str,
    submit: str,
    crumbs: Sequence[Crumb],
    intro: str = "",
    nav: str = "findings",
) -> HttpResponse:
    """A page with one form; Cancel leads to the last crumb."""
    context = {"form": form, "title": title, "submit": submit, "crumbs": crumbs, "intro": intro}
    context |= {"back": crumbs[-1][1], "nav": nav}
    return render(request, "components/form_page.html", context, status=form.answer_status)
