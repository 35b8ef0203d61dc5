"""Work with what its reader may do about it right there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.checklists.models.finding import FindingState
from audits.inbox.entries import Entry
from audits.inbox.when import due_words
from audits.people import roles
from audits.people.actor import Actor
from audits.people.work import Work


@dataclass(frozen=True, slots=True)
class Step:
    """A button that leads to where work of a kind is brought to an end."""

    label: Promise
    icon: str
    page: str
    query: Mapping[str, str] | None = None


STEPS: Mapping[str, tuple[Step, ...]] = {
    "finding": (Step(_("Resolve"), "check", "finding-resolve"),),
    "draft": (Step(_("Complete"), "pen", "finding-edit"),),
    "task": (Step(_("Done"), "check", "trial-task-done"),),
    "challenge": (Step(_("Answer"), "pen", "remark"),),
    "gap": (Step(_("Close"), "check", "gap-close"),),
    "commitment": (
        Step(_("Kept"), "check", "commitment-judge", {"outcome": "kept"}),
        Step(_("Broken"), "x", "commitment-judge", {"outcome": "broken"}),
    ),
    "contract": (Step(_("Settle"), "check", "contract-settle"),),
    "signature": (Step(_("Read and sign"), "pen", "signature"),),
    "objection": (Step(_("Answer"), "pen", "signature-reply"),),
    "condition": (Step(_("Settle"), "check", "condition"),),
    "credential": (Step(_("Renew"), "pen", "connector-edit"),),
}


WRITERS: Mapping[str, frozenset[str]] = {
    "task": roles.ANSWERS,
    "condition": roles.EVERYONE,
    "signature": roles.EVERYONE,
}
"""Whose kinds may be written by more than those who own items."""


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    icon: str
    path: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list; a run item is passed or failed in place by who may write it."""

    entry: Entry
    when: str
    is_late: bool
    may_pass: bool
    buttons: tuple[Button, ...]


def row_of(actor: Actor, work: Work, today: date) -> Row:
    writes = may_write(actor, work)
    return Row(
        entry=Entry.of(work, actor.workspace_slug),
        when=due_words(work.due_on, today),
        is_late=is_late(work.due_on, today),
        may_pass=writes and work.kind == "item",
        buttons=buttons(actor, work) if writes else (),
    )


def is_late(due_on: date | None, today: date) -> bool:
    return due_on is not None and due_on < today


def may_write(actor: Actor, work: Work) -> bool:
    """Leads everything, but nobody signs for others; others their own.

    Some kinds may be written by whoever is given them, the rest by who may own items.
    """
    if actor.can(roles.LEADS) and work.kind != "signature":
        return True
    allowed = WRITERS.get(work.kind, roles.WRITES_OWN)
    return work.owner == actor.user_id and actor.can(allowed)


def buttons(actor: Actor, work: Work) -> tuple[Button, ...]:
    steps = STEPS.get("draft" if work.state == FindingState.DRAFT else work.kind, ())
    return tuple(Button(str(step.label), step.icon, path_of(actor, work, step)) for step in steps)


def path_of(actor: Actor, work: Work, step: Step) -> str:
    return reverse(step.page, args=[actor.workspace_slug, work.key], query=step.query)
