"""Accepting a bought product: its promises become checks, now and again later."""

from typing import Any
from uuid import UUID

from audits.checklists.actions.runs import StartValues, start_run
from audits.checklists.actions.schedules import create_schedule
from audits.checklists.models.schedule import MORNING, Unit
from audits.checklists.recurrence import months_after
from audits.journal import actions as journal
from audits.kit import clock
from audits.people.actor import Actor

GO_LIVE = "go-live"
AGAIN = "promises"
"""The checklist of the later runs: the promises, and one synthetic."""
DUE_DAYS = 7


def start_acceptance(
    *, actor: Actor, given: StartValues, months: int | None = None, key: str | None = None
) -> dict[str, Any]:
    """Starts the go-live run and, with `months`, the schedule that tests the promises again; both or neither.

    Returns {"id"} of the run. Raises Denied, Invalid.
    """

    def do() -> dict[str, Any]:
        started = start_run(actor=actor, key=key, **given)
        if months is not None:
            repeat(actor, given, months)
        return started

    told = {**given, "groups": sorted(given.get("groups") or ())}
    return journal.once(actor, key, journal.fingerprint("acceptance", told, months), do)


def repeat(actor: Actor, given: StartValues, months: int) -> None:
    """The recurring test of what the vendor still stands to."""
    owner = given.get("owner")
    today = clock.now().astimezone(actor.zone).date()
    create_schedule(
        actor=actor,
        values={
            "title": given.get("title", ""),
            "checklist": AGAIN,
            "unit": Unit.MONTH,
            "every": months,
            "starts_on": months_after(today, months),
            "at_time": MORNING,
            "due_days": DUE_DAYS,
            "vendor": given.get("vendor"),
            "connectors": given.get("connectors", ()),
            "with_commitments": True,
            "owner": owner if isinstance(owner, UUID) else None,
        },
    )
