"""The demo's timer: start, pause, end, and the minutes of each dimension.

The server's clock counts, and a pause does not. Minutes come from the screens that are open; the
longer of two counts of one dimension stands, so a second screen never takes time away.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.models import Candidate, Demo
from audits.evaluations.models.demo import LIVE, DemoStatus
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor

Seconds = dict[str, int]


def start(
    *, actor: Actor, candidate: Candidate, dimension_seconds: Any = None, key: str | None = None
) -> dict[str, Any]:
    """Starts the next planned demo, or goes on with a paused or ended one; without any, one held now."""

    def run(demo: Demo, at: datetime) -> None:
        demo.start(at)
        demo.recorder_id = demo.recorder_id or actor.user_id

    return step(actor, candidate, "demo.started", run, dimension_seconds, key)


def pause(
    *, actor: Actor, candidate: Candidate, dimension_seconds: Any = None, key: str | None = None
) -> dict[str, Any]:
    """Stops the clock of a running demo."""

    def run(demo: Demo, at: datetime) -> None:
        if demo.status != DemoStatus.RUNNING:
            raise Blocked(_("No demo is running."))
        demo.pause(at)

    return step(actor, candidate, "demo.paused", run, dimension_seconds, key)


def end(
    *, actor: Actor, candidate: Candidate, dimension_seconds: Any = None, key: str | None = None
) -> dict[str, Any]:
    """Ends a running or paused demo."""

    def run(demo: Demo, at: datetime) -> None:
        if demo.status not in LIVE:
            raise Blocked(_("No demo is running."))
        demo.end(at)

    return step(actor, candidate, "demo.ended", run, dimension_seconds, key)


def step(
    actor: Actor,
    candidate: Candidate,
    kind: str,
    run: Callable[[Demo, datetime], None],
    dimension_seconds: Any,
    key: str | None,
) -> dict[str, Any]:
    """One turn of the timer with its event; the minutes counted so far go with it."""
    actor.require(roles.ANSWERS)
    write.same_workspace(actor, candidate.workspace_id)
    seconds = clean_seconds(candidate, dimension_seconds)

    def do() -> dict[str, Any]:
        candidate.touch()
        at = clock.now()
        demo = at_hand(candidate) or Demo(
            workspace_id=candidate.workspace_id, candidate=candidate, held_at=at
        )
        was = demo.status
        run(demo, at)
        if demo.status != was or demo.started_at == at:
            merge(demo, seconds)
            demo.save()
            after = {"seconds": demo.elapsed(at), "dimensions": demo.dimension_seconds}
            journal.record(actor, kind, subject=candidate.pk, before=was, after=after, operation=key or "")
        return {"id": str(demo.pk), "change": candidate.change}

    return journal.once(actor, key, journal.fingerprint(kind, candidate.pk, seconds), do)


@transaction.atomic
def record_minutes(*, actor: Actor, candidate: Candidate, dimension_seconds: Any) -> None:
    """Notes the minutes counted so far; the journal gets them with the next pause or the end."""
    actor.require(roles.ANSWERS)
    write.same_workspace(actor, candidate.workspace_id)
    seconds = clean_seconds(candidate, dimension_seconds)
    candidate.hold()
    demo = at_hand(candidate)
    if demo is not None and demo.status in LIVE:
        merge(demo, seconds)
        demo.save(update_fields=["dimension_seconds"])


def at_hand(candidate: Candidate) -> Demo | None:
    """The live demo, else the next planned one, else the last that ended."""
    demos = list(candidate.demos.order_by("held_at"))
    live = [demo for demo in demos if demo.status in LIVE]
    planned = [demo for demo in demos if demo.status == DemoStatus.PLANNED]
    return next(iter([*live, *planned, *reversed(demos)]), None)


def merge(demo: Demo, seconds: Seconds) -> None:
    known = demo.dimension_seconds
    demo.dimension_seconds = known | {slug: max(known.get(slug, 0), given) for slug, given in seconds.items()}


def clean_seconds(candidate: Candidate, given: Any) -> Seconds:
    """Whole seconds by dimension, or `Invalid`."""
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise Invalid({"dimension_seconds": [_("Seconds must be given by dimension.")]})
    if unknown := sorted(set(given) - set(candidate.evaluation.catalog.dimension_ids)):
        raise Invalid({"dimension_seconds": [_("“%(value)s” is not known here.") % {"value": unknown[0]}]})
    for value in given.values():
        if type(value) is not int or not 0 <= value <= write.LAST_SECOND:
            raise Invalid({"dimension_seconds": [_("Seconds are whole numbers up to a day.")]})
    return given
