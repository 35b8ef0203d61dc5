"""A finding as a text to hand on: for Markdown, Jira and Linear."""

from collections.abc import Sequence

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from audits.checklists import library
from audits.checklists.models import Attachment, Finding
from audits.checklists.models.finding import FindingState
from audits.checklists.sheet import Fact, Sheet, bullets
from audits.kit.days import said_day, said_moment


def sheet_of(finding: Finding, attachments: Sequence[Attachment], *, address: str) -> Sheet:
    """The finding comes with owner, vendor, connector, run and item; attachments with their evidence."""
    return Sheet(
        title=f"{finding.code} {finding.title}",
        facts=facts_of(finding, address),
        sections=[
            (_("Steps"), finding.steps),
            (_("Expected"), finding.expected),
            (_("Observed"), finding.observed),
            (_("Mitigation"), mitigation_of(finding)),
            (_("Failure modes"), bullets(modes_of(finding))),
            (_("Fix"), finding.fix),
            (_("Regression test"), finding.regression_test),
            (_("Evidence"), bullets([evidence_of(each) for each in attachments])),
        ],
    )


def facts_of(finding: Finding, address: str) -> list[Fact]:
    return [
        (_("State"), state_of(finding)),
        (_("Severity"), finding.get_severity_display()),
        (_("Touches revenue"), _("yes") if finding.is_revenue else ""),
        (_("Affected records"), "" if finding.affected_records is None else str(finding.affected_records)),
        (_("Happened"), moment(finding)),
        (_("Check"), f"{finding.item.code} {finding.item.title}" if finding.item else ""),
        (_("Run"), f"{finding.run.code} {finding.run.title}" if finding.run else ""),
        (_("Vendor"), str(finding.vendor or "")),
        (_("Connector"), str(finding.connector or "")),
        (_("Owner"), str(finding.owner or "")),
        (_("Due"), said_day(finding.due_on) if finding.due_on else ""),
        (_("Ticket"), finding.ticket_url),
        (_("Record"), address),
    ]


def state_of(finding: Finding) -> str:
    """Its state in words, an accepted risk with its last day."""
    if finding.state == FindingState.ACCEPTED and finding.accepted_until:
        return _("Risk accepted until %(day)s") % {"day": said_day(finding.accepted_until)}
    return str(finding.get_state_display())


def moment(finding: Finding) -> str:
    """When it happened, in the zone of the workspace, with its name: the text leaves the page."""
    if finding.occurred_at is None:
        return ""
    local = localtime(finding.occurred_at)
    return f"{said_moment(local)} ({local.tzname()}, UTC{local:%z})"


def mitigation_of(finding: Finding) -> str:
    kind = finding.get_mitigation_display() if finding.mitigation else ""
    return "\n".join(words for words in (str(kind), finding.mitigation_note) if words)


def modes_of(finding: Finding) -> list[str]:
    """The failure modes it is put down to, each with its fix from the library."""
    found = [library.checks()[slug] for slug in finding.failure_modes if slug in library.checks()]
    return [
        f"{mode.slug.upper()} {mode.title}: {mode.remedy.text if mode.remedy else mode.test.text}"
        for mode in found
    ]


def evidence_of(attachment: Attachment) -> str:
    evidence = attachment.evidence
    return f"{attachment.code} {evidence.name} {evidence.url}".strip()
