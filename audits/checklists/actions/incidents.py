"""Opening incidents, changing what they are about, closing and reopening them (R132, R138)."""

from collections.abc import Sequence
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from audits.checklists import library
from audits.checklists.actions.failure import clean_place, clean_severity
from audits.checklists.actions.finding_rows import fresh, recount, write
from audits.checklists.actions.incident_steps import FIX, TEST, TRIAGE
from audits.checklists.actions.numbers import next_number
from audits.checklists.actions.timeline import note_line
from audits.checklists.captures import run_captured
from audits.checklists.models import Finding, Incident, IncidentStep, Run
from audits.checklists.models.finding import FindingState
from audits.checklists.models.incident import IncidentStatus
from audits.checklists.models.run import TRIAGES
from audits.checklists.rights import require_open_incident, require_write
from audits.journal import actions as journal
from audits.journal import outbox
from audits.kit import clock, text
from audits.kit.clean import needed_safe_text
from audits.kit.refusals import Blocked, Conflict
from audits.kit.state import state_number
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import User
from audits.people.owners import clean_owner


class IncidentValues(TypedDict):
    """What an incident is about."""

    title: str
    severity: str
    owner: UUID | None
    vendor: UUID | None


def open_incident(
    *, actor: Actor, values: IncidentValues, finding: Finding | None = None, key: str | None = None
) -> dict[str, Any]:
    """An incident with its six steps, from a finding or by hand; returns {"id"}.

    Whoever leads nothing owns what they open. Raises Denied, Invalid.
    """
    require_open_incident(actor, finding)
    columns = cleaned(actor, values)
    if not actor.can(roles.LEADS):
        columns["owner_id"] = actor.user_id

    def do() -> dict[str, Any]:
        incident = Incident(workspace_id=actor.workspace_id, opened_by_id=actor.user_id, **columns)
        incident.number = next_number(Incident, actor.workspace_id)
        incident.finding_id = finding.pk if finding else None
        incident.run = triage_of(finding)
        incident.save(force_insert=True)
        incident.refresh_from_db(fields=["number"])
        IncidentStep.objects.bulk_create(steps_of(incident))
        note_line(actor, incident, opened_words(incident))
        journal.record(
            actor, "incident.opened", subject=incident.pk, after=told(incident), operation=key or ""
        )
        tell_owner(actor, incident, before=None)
        return {"id": str(incident.pk)}

    print_of = journal.fingerprint("incident", values, finding and finding.pk)
    return journal.once(actor, key, print_of, do)


def cleaned(actor: Actor, values: IncidentValues, *, present: User | None = None) -> dict[str, Any]:
    """Database values, or `Invalid` naming the field."""
    title = needed_safe_text("title", values["title"], _("Give it a title."), limit=text.SHORT)
    owner = clean_owner(actor, values["owner"], present=present)
    return {
        "title": title,
        "owner_id": owner.pk if owner else None,
        **clean_severity(values["severity"]),
        **clean_place(actor, "vendor", values["vendor"]),
    }


def triage_of(finding: Finding | None) -> Run | None:
    """The run that found it, when that was a triage: what was paused in it belongs to the incident."""
    run = finding.run if finding else None
    return run if run and run.kind in TRIAGES and not run.is_withdrawn else None


def opened_words(incident: Incident) -> str:
    """The first line of its timeline."""
    if incident.finding is None:
        return _("Opened.")
    words = _("Opened from %(code)s.") % {"code": incident.finding.code}
    if incident.run is None:
        return words
    return f"{words} {_('Its triage is %(code)s.') % {'code': incident.run.code}}"


def steps_of(incident: Incident) -> list[IncidentStep]:
    """Unsaved steps that carry their check whole, as the library has it today; the first has its triage."""
    checks = [check for check in library.checks().values() if check.kind == "incident"]
    triage = {TRIAGE: run_captured(incident.run)} if incident.run else {}
    return [
        IncidentStep(
            workspace_id=incident.workspace_id,
            incident_id=incident.pk,
            slug=check.slug,
            position=place,
            title=check.title,
            document=check.model_dump_json(exclude_defaults=True),
            captured=triage if place == 1 else {},
        )
        for place, check in enumerate(checks, 1)
    ]


def told(incident: Incident) -> dict[str, Any]:
    """An incident as the journal tells it, its owner and vendor by name."""
    return {
        "title": incident.title,
        "severity": incident.severity,
        "owner": str(incident.owner) if incident.owner else "",
        "vendor": str(incident.vendor) if incident.vendor else "",
    }


def tell_owner(actor: Actor, incident: Incident, *, before: UUID | None) -> None:
    """Word to somebody who was given an incident by another person."""
    if incident.owner_id is None or incident.owner_id in (before, actor.user_id):
        return
    outbox.post(
        workspace_id=incident.workspace_id,
        kind="incident.opened",
        recipient_id=incident.owner_id,
        payload={
            "incident": {"id": str(incident.pk), "code": incident.code, "title": incident.title},
            "by": actor.name,
        },
    )


def state_of(incident: Incident) -> int:
    """Differs as soon as what it is about does; steps and lines do not count."""
    return state_number(incident.title, incident.severity, incident.owner_id, incident.vendor_id)


def edit_incident(
    *, actor: Actor, incident: Incident, values: IncidentValues, seen: int | None = None
) -> None:
    """Saves what it is about; `seen` is the `state_of` what was shown, a later one is a `Conflict`."""
    require_write(actor, incident)
    columns = cleaned(actor, values, present=incident.owner)

    def do() -> dict[str, Any]:
        incident.touch()
        row = Incident.objects.select_related("owner", "vendor").get(pk=incident.pk)
        before, owner, state = told(row), row.owner_id, state_of(row)
        for name, value in columns.items():
            setattr(row, name, value)
        after = told(row)
        if seen is not None and seen != state:
            words = _("Somebody changed this incident since you opened it. Look again, then save.")
            raise Conflict(words, yours=after, theirs=before, version=state)
        Incident.objects.filter(pk=row.pk).update(**columns)
        journal.record(actor, "incident.edited", subject=row.pk, before=before, after=after)
        tell_owner(actor, row, before=owner)
        return {}

    journal.once(actor, None, "", do)


def close_incident(*, actor: Actor, incident: Incident, key: str | None = None) -> dict[str, Any]:
    """Ends it, and resolves the finding it came from.

    Raises Denied, Blocked: it is closed already, or a step, the permanent fix or its regression test is
    missing, each named.
    """
    require_write(actor, incident)

    def do() -> dict[str, Any]:
        incident.touch()
        steps = list(incident.steps.all())
        fix, test = captured(steps, FIX), captured(steps, TEST)
        if reasons := missing(steps, fix, test):
            raise Blocked(_("The incident cannot be closed yet."), reasons)
        Incident.objects.filter(pk=incident.pk).update(
            status=IncidentStatus.CLOSED,
            closed_at=clock.now(),
            closed_by_id=actor.user_id,
            fix_reference=fix,
            test_reference=test,
        )
        note_line(actor, incident, _("Closed."))
        journal.record(
            actor,
            "incident.closed",
            subject=incident.pk,
            after={"fix": fix, "regression_test": test},
            operation=key or "",
        )
        settle_finding(actor, incident, fix, test)
        return {"id": str(incident.pk)}

    return journal.once(actor, key, journal.fingerprint("close", incident.pk), do)


def captured(steps: Sequence[IncidentStep], slug: str) -> str:
    return next((step.captured[slug] for step in steps if slug in step.captured), "")


def missing(steps: Sequence[IncidentStep], fix: str, test: str) -> list[str]:
    """What stands in the way of closing, in words."""
    undone = [step for step in steps if step.done_at is None]
    words = _("Step %(number)d is not done: %(title)s")
    reasons = [words % {"number": step.position, "title": step.title} for step in undone]
    if not fix:
        reasons.append(_("The reference of the permanent fix is missing."))
    if not test:
        reasons.append(_("The reference of the regression test is missing."))
    return reasons


def settle_finding(actor: Actor, incident: Incident, fix: str, test: str) -> None:
    """Fix and test go to the finding it came from; while it is open or accepted, they resolve it."""
    if incident.finding_id is None:
        return
    finding = fresh(incident.finding_id)
    values: dict[str, Any] = {"fix": fix, "regression_test": test}
    kind = "finding.edited"
    if finding.state in (FindingState.OPEN, FindingState.ACCEPTED):
        kind = "finding.resolved"
        values |= {
            "state": FindingState.RESOLVED,
            "resolved_at": clock.now(),
            "resolved_by_id": actor.user_id,
        }
    elif finding.fix:
        return
    write(actor, finding, values, version=None, kind=kind)
    recount([finding.connector_id])


def reopen_incident(*, actor: Actor, incident: Incident, reason: str) -> None:
    """Opens it again, with its last step to be done anew: what was to last did not."""
    require_write(actor, incident)
    missing_reason = _("Say why; the reason stays on the record.")
    said = needed_safe_text("reason", reason, missing_reason, limit=1000)

    def do() -> dict[str, Any]:
        rows = Incident.objects.filter(pk=incident.pk, status=IncidentStatus.CLOSED)
        opened = {"status": IncidentStatus.OPEN, "closed_at": None, "closed_by_id": None}
        if not rows.update(**opened, change=F("change") + 1):
            raise Blocked(_("This incident is open already."))
        last = incident.steps.order_by("-position")[:1].values("pk")
        IncidentStep.objects.filter(pk__in=last).update(
            done_at=None, done_by_id=None, version=F("version") + 1
        )
        note_line(actor, incident, _("Reopened: %(reason)s") % {"reason": said})
        journal.record(actor, "incident.reopened", subject=incident.pk, after={"reason": said})
        tell_owner(actor, incident, before=None)
        return {}

    journal.once(actor, None, "", do)
