"""Putting noisy automations on hold, and letting them run again (R085, R086)."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audits.checklists.models import Incident, PausedAutomation, Run, RunItem
from audits.connectors.models import Connector
from audits.journal import actions as journal
from audits.kit import clock, text
from audits.kit.clean import needed_safe_text, safe_text
from audits.kit.refusals import Blocked, Denied, Invalid
from audits.people import roles
from audits.people.actor import Actor


def pause_automation(
    *,
    actor: Actor,
    name: str,
    connector: UUID | None = None,
    reason: str = "",
    run: Run | None = None,
    item: RunItem | None = None,
    incident: Incident | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Writes down that an automation was put on hold, from where and by whom; returns {"id"}.

    Raises Denied, Invalid. A finished run takes it as well: what is paused outlives it.
    """
    actor.require(roles.WRITES_OWN)
    missing = _("Name the automation as your middleware calls it.")
    pause = PausedAutomation(
        workspace_id=actor.workspace_id,
        name=needed_safe_text("name", name, missing, limit=text.SHORT),
        connector_id=clean_connector(actor, connector),
        reason=safe_text("reason", reason, limit=1000),
        run=run,
        item=item,
        incident=incident,
        paused_by_id=actor.user_id,
    )

    def do() -> dict[str, Any]:
        pause.save(force_insert=True)
        told = {"name": pause.name, "reason": pause.reason}
        journal.record(actor, "automation.paused", subject=subject_of(pause), after=told, operation=key or "")
        return {"id": str(pause.pk)}

    print_of = journal.fingerprint("pause", name, connector, reason, run and run.pk, item and item.pk)
    return journal.once(actor, key, print_of, do)


def clean_connector(actor: Actor, key: UUID | None) -> UUID | None:
    if key and not Connector.objects.for_workspace(actor.workspace_id).filter(pk=key).exists():
        raise Invalid({"connector": [_("There is no such connector here.")]})
    return key


def subject_of(pause: PausedAutomation) -> UUID:
    """Whose history tells of it: the incident's or run's it was paused from, else its own."""
    return pause.incident_id or pause.run_id or pause.pk


def resume_automation(*, actor: Actor, pause: PausedAutomation, note: str = "") -> None:
    """Lets it run again, with a word on how it was made safe. Raises Denied, Invalid, Blocked."""
    if not may_resume(actor, pause):
        raise Denied(_("Only a lead, its connector's owner or whoever paused it may resume it."))
    said = safe_text("note", note, limit=1000)

    def do() -> dict[str, Any]:
        rows = PausedAutomation.objects.on_hold().filter(pk=pause.pk)
        if not rows.update(resumed_at=clock.now(), resumed_by_id=actor.user_id, resume_note=said):
            raise Blocked(_("This automation was resumed already."))
        told = {"name": pause.name, "note": said}
        journal.record(actor, "automation.resumed", subject=subject_of(pause), after=told)
        return {}

    journal.once(actor, None, "", do)


def may_resume(actor: Actor, pause: PausedAutomation) -> bool:
    """Leads, who paused it, and the owner of its connector."""
    if actor.can(roles.LEADS):
        return True
    connector = pause.connector
    is_theirs = actor.user_id in {pause.paused_by_id, connector.owner_id if connector else None}
    return is_theirs and actor.can(roles.WRITES_OWN)
