"""What the page of a finding shows, in a number of queries that does not grow with it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from audits.checklists import library
from audits.checklists.actions.attachments import Place
from audits.checklists.actions.failure import missing_words
from audits.checklists.document import Check
from audits.checklists.finding_sheet import sheet_of, state_of
from audits.checklists.forms.findings import AttachForm, TicketForm, suggested
from audits.checklists.models import Attachment, Finding, Incident
from audits.checklists.models.finding import FindingState
from audits.checklists.rights import may_write
from audits.checklists.sheet import jira, markdown
from audits.checklists.tickets import jira_address, linear_address
from audits.http import MemberRequest
from audits.journal.models import Event
from audits.journal.words import lines
from audits.people import mail
from audits.people.models import Workspace

LATEST_EVENTS = 20
MOST_EARLIER = 10


@dataclass(frozen=True, slots=True)
class Handing:
    """A finding as it is handed on: its text, and where it opens an issue."""

    text: str
    jira: str
    linear: str


def finding_context(request: MemberRequest, finding: Finding, **more: Any) -> dict[str, Any]:
    evidence = attachments_context(request, finding)
    like = Finding.objects.like(finding)
    events = Event.objects.for_workspace(finding.workspace_id).about(finding.pk).newest_first()
    context = {
        "finding": finding,
        "said_state": state_of(finding),
        "missing": missing_of(finding),
        "modes": modes_of(finding.failure_modes),
        "suggested": modes_of(slug for slug in suggested(finding) if slug not in finding.failure_modes),
        "earlier": list(like.filter(number__lt=finding.number)[:MOST_EARLIER]),
        "later": list(like.filter(number__gt=finding.number).order_by("number")[:MOST_EARLIER]),
        "incidents": list(Incident.objects.filter(finding=finding).order_by("-number")),
        "handing": handing_of(request, finding, evidence["attachments"]),
        "lines": lines(events[:LATEST_EVENTS]),
        "ticket_form": TicketForm(initial={"ticket_url": finding.ticket_url, "seen": finding.version}),
        "today": request.actor.today,
        "nav": "findings",
    }
    return context | evidence | rights(request, finding) | more


def rights(request: MemberRequest, finding: Finding) -> dict[str, bool]:
    can_write = may_write(request.actor, finding)
    return {
        "can_write": can_write,
        "can_settle": can_write and finding.state in (FindingState.OPEN, FindingState.ACCEPTED),
        "can_reopen": can_write and finding.state in (FindingState.RESOLVED, FindingState.ACCEPTED),
    }


def missing_of(finding: Finding) -> list[str]:
    """What a draft still lacks, in words."""
    words = missing_words()
    return [words[name] for name in finding.missing()] if finding.state == FindingState.DRAFT else []


def modes_of(slugs: Any) -> list[Check]:
    """Failure modes of the library with their cause and their fix (R130)."""
    return [library.checks()[slug] for slug in slugs if slug in library.checks()]


def attachments_of(place: Place) -> list[Attachment]:
    return list(place.attachments.select_related("evidence__uploaded_by").order_by("number"))


def attachments_context(
    request: MemberRequest, finding: Finding, form: AttachForm | None = None
) -> dict[str, Any]:
    """What the list of evidence with its form needs."""
    return {
        "attachments": attachments_of(finding),
        "attach_form": form or AttachForm(),
        "attach_url": reverse("finding-attach", args=[request.actor.workspace_slug, finding.pk]),
        "can_attach": may_write(request.actor, finding),
    }


def handing_of(request: MemberRequest, finding: Finding, attachments: list[Attachment]) -> Handing:
    address = mail.link(reverse("finding", args=[request.actor.workspace_slug, finding.pk]))
    standing = [each for each in attachments if each.evidence.withdrawn_at is None]
    sheet = sheet_of(finding, standing, address=address)
    text = markdown(sheet)
    workspace = Workspace.objects.get(pk=finding.workspace_id)
    return Handing(
        text=text,
        jira=jira_address(workspace, sheet.title, jira(sheet), record=address),
        linear=linear_address(sheet.title, text, record=address),
    )
