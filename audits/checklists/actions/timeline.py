"""Lines of an incident's timeline: added, never changed; a later one corrects an earlier one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audits.checklists.models import Incident, IncidentEntry
from audits.checklists.rights import require_write
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import needed_safe_text
from audits.kit.refusals import Invalid
from audits.people.actor import Actor


def add_line(
    *,
    actor: Actor,
    incident: Incident,
    text: str,
    happened_at: datetime | None = None,
    step: str = "",
    corrects: UUID | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Writes down what happened and when; without a time it happened now.

    Raises Denied, Invalid, Blocked (the incident is closed).
    """
    require_write(actor, incident)
    line = IncidentEntry(
        workspace_id=incident.workspace_id,
        incident_id=incident.pk,
        happened_at=clean_moment(happened_at),
        text=needed_safe_text("text", text, _("Say what happened.")),
        step=clean_step(incident, step),
        corrects_id=clean_corrected(incident, corrects),
        written_by_id=actor.user_id,
    )

    def do() -> dict[str, Any]:
        incident.touch()
        line.save(force_insert=True)
        after = {"text": line.text, "happened_at": line.happened_at}
        journal.record(
            actor, "incident.line", subject=incident.pk, part=step, after=after, operation=key or ""
        )
        return {"id": str(line.pk)}

    print_of = journal.fingerprint("line", incident.pk, text, happened_at, step, corrects)
    return journal.once(actor, key, print_of, do)


def clean_moment(happened_at: datetime | None) -> datetime:
    now = clock.now()
    if happened_at is None:
        return now
    if happened_at.tzinfo is None:
        raise Invalid({"happened_at": [_("Name the time with its offset.")]})
    if happened_at > now + clock.AHEAD:
        raise Invalid({"happened_at": [_("This lies in the future.")]})
    return happened_at


def clean_step(incident: Incident, step: str) -> str:
    if step and not incident.steps.filter(slug=step).exists():
        raise Invalid({"step": [_("This incident has no step “%(step)s”.") % {"step": step}]})
    return step


def clean_corrected(incident: Incident, line: UUID | None) -> UUID | None:
    if line is not None and not incident.entries.filter(pk=line).exists():
        raise Invalid({"corrects": [_("There is no such line in this timeline.")]})
    return line


def note_line(actor: Actor, incident: Incident, text: str, *, step: str = "") -> None:
    """A line that the system writes; inside the transaction of what it tells of."""
    IncidentEntry.objects.create(
        workspace_id=incident.workspace_id,
        incident_id=incident.pk,
        text=text,
        step=step,
        is_system=True,
        written_by_id=actor.user_id,
    )
