"""Pages of published versions: the list, one with its siblings, what differs, the file (R005-R010)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audits.frameworks import exchange
from audits.frameworks.actions.drafts import archive_framework
from audits.frameworks.catalog import catalog
from audits.frameworks.comparing import difference
from audits.frameworks.forms.drafts import BeforeForm
from audits.frameworks.models import DraftFramework, FrameworkVersion
from audits.frameworks.views.found import version_of, versions_of
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member


@member(roles.READS_EVALUATIONS)
@require_GET
def framework_list(request: MemberRequest) -> HttpResponse:
    """Every version that may be read, and the workspace's drafts that are not published yet."""
    workspace_id = request.actor.workspace_id
    usable = FrameworkVersion.objects.usable_in(workspace_id).defer("document")
    versions = list(usable.order_by("slug", "-version"))
    drafts = (
        DraftFramework.objects.filter(workspace_id=workspace_id).defer("document").order_by("title", "pk")
    )
    published = {version.slug for version in versions}
    context = {
        "versions": [version for version in versions if not version.archived_at],
        "archived": [version for version in versions if version.archived_at],
        "drafts": [draft for draft in drafts.defer("document") if draft.slug not in published],
        "nav": "frameworks",
    }
    return render(request, "frameworks/list.html", context)


@member(roles.READS_EVALUATIONS)
@require_GET
def framework_page(request: MemberRequest, version: int) -> HttpResponse:
    found = version_of(request, version)
    versions = versions_of(request, found.slug)
    context = {
        "version": found,
        "versions": versions,
        "newest": versions[0],
        "framework": catalog(found.pk).framework,
        "nav": "frameworks",
    }
    return render(request, "frameworks/framework.html", context)


@member(roles.READS_EVALUATIONS)
@require_GET
def framework_changes(request: MemberRequest, version: int) -> HttpResponse:
    """A version against another one: the one before it when none is asked for."""
    after = version_of(request, version)
    offered = others(request, after)
    before = BeforeForm(request.GET).asked(offered) or (offered[0] if offered else after)
    sections = difference(catalog(before.pk).framework, catalog(after.pk).framework)
    context = {"before": before, "after": after, "offered": offered, "sections": sections}
    return render(request, "frameworks/changes.html", context | {"nav": "frameworks"})


def others(request: MemberRequest, after: FrameworkVersion) -> list[FrameworkVersion]:
    """What a version may be held against: earlier ones of its framework first, then every other."""
    usable = FrameworkVersion.objects.usable_in(request.actor.workspace_id).defer("document")
    rows = usable.exclude(pk=after.pk).order_by("title", "-version")
    return sorted(rows, key=lambda row: (row.slug != after.slug, row.version > after.version))


@member(roles.READS_EVALUATIONS)
@require_GET
def framework_export(request: MemberRequest, version: int) -> HttpResponse:
    """A version as a file that can be changed and brought back."""
    found = version_of(request, version)
    content = exchange.written(catalog(found.pk).framework).encode()
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    response = HttpResponse(content, content_type="application/toml; charset=utf-8", headers=headers)
    name = f"{found.slug}-v{found.version}.toml"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@member(roles.LEADS)
@require_POST
def framework_archive(request: MemberRequest, version: int, archived: bool) -> HttpResponse:
    found = version_of(request, version)
    archive_framework(actor=request.actor, version=found, archived=archived)
    said = _("Archived. Evaluations that have it keep it.") if archived else _("Back in the list.")
    messages.success(request, said)
    return redirect("framework", request.actor.workspace_slug, version)
