"""What the printout of a run or of a blank checklist shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from audits.checklists import library
from audits.checklists.catalog import check_of
from audits.checklists.document import Check, Checklist, Group
from audits.checklists.hops import Arrival, hops_of
from audits.checklists.models import ChecklistVersion, Finding, Run, RunItem
from audits.checklists.models.run import DONE
from audits.checklists.next_audit import Following, following
from audits.reports.presenting.wording import DASH, day, when


@dataclass(frozen=True, slots=True)
class Row:
    """One item on paper; of a blank checklist owner, due, state and date are empty boxes to write in."""

    code: str
    title: str
    expects: str
    links: str
    owner: str
    due: str
    state: str
    when: str
    note: str
    # When each action of a synthetic test arrived where (R082).
    hops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """The record of a failure, complete."""

    code: str
    title: str
    state: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AuditSheet:
    """A run, or a checklist to fill in by hand."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    failures: tuple[Failure, ...]
    # What doing all thirty points leaves out (R147).
    untouched: str
    is_blank: bool


def run_sheet(run: Run, made_at: datetime) -> AuditSheet:
    """A run with everything that was recorded in it; workspace, owner, vendor and checklist are loaded."""
    zone = ZoneInfo(run.workspace.timezone)
    items = list(run.items.select_related("owner", "saved_by", "finding").in_order())
    findings = run.findings.select_related("owner").order_by("number")
    return AuditSheet(
        title=run.title,
        subtitle=f"{run.code}, {run.get_kind_display()}",
        facts=tuple(run_facts(run, items, zone, made_at)),
        sections=tuple(sections(run, items, zone)),
        failures=tuple(failure(finding, zone) for finding in findings),
        untouched=untouched(run.checklist.kind),
        is_blank=False,
    )


def run_facts(
    run: Run, items: Sequence[RunItem], zone: ZoneInfo, made_at: datetime
) -> Iterable[tuple[str, str]]:
    done = sum(item.status in DONE for item in items)
    connectors = run.run_connectors.select_related("connector").order_by("connector__name")
    names = ", ".join(row.connector.name for row in connectors)
    yield _("Checklist"), str(run.checklist)
    yield _("Vendor"), run.vendor.name if run.vendor else DASH
    yield _("Connectors"), names or DASH
    yield _("Led by"), str(run.owner) if run.owner else _("nobody yet")
    yield _("Due"), day(run.due_on) if run.due_on else DASH
    progress = _("%(done)d of %(all)d items have their result; a count, not a mark")
    yield _("Progress"), progress % {"done": done, "all": len(items)}
    if run.withdrawn_at:
        told = {"who": run.withdrawn_by, "when": when(run.withdrawn_at, zone), "why": run.withdrawn_reason}
        yield _("Withdrawn"), _("by %(who)s, %(when)s: %(why)s") % told
    else:
        yield _("Finished"), when(run.finished_at, zone) if run.finished_at else _("not yet")
    if run.finished_at:
        yield _("Next audit"), following_words(following(run))
    yield _("Printed"), when(made_at, zone)


def following_words(following: Following) -> str:
    """The next audit's date, owner and schedule, or why there is none."""
    if following.schedule and following.on:
        owner = following.owner or _("its owner is not settled yet")
        return f"{day(following.on)}, {owner} ({following.schedule.title})"
    if following.run:
        return f"{following.run.code} {following.run.title}"
    return _("none: %(reason)s") % {"reason": following.reason} if following.reason else _("none is planned")


def sections(run: Run, items: Sequence[RunItem], zone: ZoneInfo) -> Iterable[Section]:
    for group in run.groups:
        rows = tuple(item_row(item, zone) for item in items if item.group == group["slug"])
        yield Section(group["title"], rows)


def item_row(item: RunItem, zone: ZoneInfo) -> Row:
    check = check_of(item.document)
    finding = getattr(item, "finding", None)
    note = "\n".join(filter(None, [item.note, finding.code if finding else ""]))
    return Row(
        code=code_of(check),
        title=item.title,
        expects=item.expects,
        links=links(check),
        owner=str(item.owner) if item.owner else "",
        due=day(item.due_on) if item.due_on else "",
        state=str(item.get_status_display()),
        when=day(item.saved_at.astimezone(zone).date()) if item.saved_at and item.status in DONE else "",
        note=note,
        hops=tuple(hops(check, item.record)),
    )


def hops(check: Check, record: Mapping[str, Any]) -> Iterable[str]:
    """Every action that somebody looked at, with the systems that it reached."""
    for rows in hops_of(check, record):
        if seen := [arrived(arrival) for arrival in rows.arrivals if arrival.state]:
            yield f"{rows.hop.title}: {'; '.join(seen)}"


def arrived(arrival: Arrival) -> str:
    """CRM 0:12, Pass."""
    took = arrival.took or (_("never arrived") if arrival.state == "never" else _("arrived"))
    mark = f", {arrival.look.word}" if arrival.look else ""
    return f"{arrival.system} {took}{mark}".strip()


def code_of(check: Check) -> str:
    """The number of a point, else the check's id."""
    return str(check.number) if check.kind == "point" and check.number else check.slug.upper()


def links(check: Check) -> str:
    """The checks that detail a point (R146)."""
    return ", ".join(slug.upper() for slug in check.links) if check.kind == "point" else ""


def failure(finding: Finding, zone: ZoneInfo) -> Failure:
    mitigation = str(finding.get_mitigation_display()) if finding.mitigation else ""
    words = [
        (_("When"), when(finding.occurred_at, zone) if finding.occurred_at else ""),
        (_("Steps"), finding.steps),
        (_("Expected"), finding.expected),
        (_("Observed"), finding.observed),
        (_("Mitigation"), ". ".join(filter(None, [mitigation, finding.mitigation_note]))),
        (_("Severity"), str(finding.get_severity_display())),
        (_("Owner"), str(finding.owner) if finding.owner else _("nobody yet")),
        (_("Fix"), finding.fix),
        (_("Regression test"), finding.regression_test),
        (_("Risk accepted because"), finding.accepted_reason),
        (_("Ticket"), finding.ticket_url),
    ]
    lines = tuple((name, value) for name, value in words if value)
    return Failure(finding.code, finding.title, str(finding.get_state_display()), lines)


def untouched(kind: str) -> str:
    """What the thirty points do not reach, said where they are printed."""
    return ", ".join(slug.upper() for slug in library.untouched()) if kind == "points" else ""


def blank_sheet(version: ChecklistVersion, document: Checklist) -> AuditSheet:
    """A checklist with boxes for owner, due date, result and remarks."""
    found = [
        Section(
            group.title, tuple(blank_row(check) for check in document.checks if check.group == group.slug)
        )
        for group in document.groups
    ]
    return AuditSheet(
        title=document.title,
        subtitle=_("Version %(version)d, to fill in by hand") % {"version": version.version},
        facts=((_("Run by"), ""), (_("Date"), "")),
        sections=tuple(section for section in found if section.rows),
        failures=(),
        untouched=untouched(document.kind),
        is_blank=True,
    )


def blank_section(group: Group, document: Checklist) -> Section:
    rows = tuple(blank_row(check) for check in document.checks if check.group == group.slug)
    return Section(group.title, rows)


def blank_row(check: Check) -> Row:
    return Row(
        code=code_of(check),
        title=check.title,
        expects=check.expects or "",
        links=links(check),
        owner="",
        due="",
        state="",
        when="",
        note="",
    )
