"""What an address of frameworks names, fetched for who asks."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from audits.frameworks.models import DraftFramework, FrameworkVersion
from audits.http import MemberRequest


def version_of(request: MemberRequest, version: int) -> FrameworkVersion:
    """One version that the workspace may use."""
    usable = FrameworkVersion.objects.usable_in(request.actor.workspace_id).defer("document")
    return get_object_or_404(usable.select_related("published_by"), pk=version)


def versions_of(request: MemberRequest, slug: str) -> list[FrameworkVersion]:
    """All versions of a framework that the workspace may use, newest first."""
    usable = FrameworkVersion.objects.usable_in(request.actor.workspace_id).filter(slug=slug)
    return list(usable.select_related("published_by").defer("document").order_by("-version"))


def draft_of(request: MemberRequest, draft: UUID) -> DraftFramework:
    rows = DraftFramework.objects.filter(workspace_id=request.actor.workspace_id)
    return get_object_or_404(rows.select_related("saved_by", "copied_from"), pk=draft)


def to_draft(request: MemberRequest, draft: UUID | str, anchor: str = "") -> HttpResponse:
    """To the page of the draft, at the part that was changed."""
    place = reverse("framework-draft", args=[request.actor.workspace_slug, draft])
    return redirect(f"{place}#{anchor}" if anchor else place)
