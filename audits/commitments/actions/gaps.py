"""Gaps of a bought product as commitments: what go-live has to show closed (R057, R076)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from audits.commitments.actions.cleaning import LINE, one_line
from audits.commitments.actions.commitments import record
from audits.commitments.actions.judging import standing_state
from audits.commitments.actions.promises import make
from audits.commitments.actions.rows import hold, store
from audits.commitments.models import Commitment, Kind, State
from audits.journal import actions as journal
from audits.kit.mask import masked
from audits.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A gap as its commitment copies it; `closing` says how it was closed, blank while it is open."""

    source_gap: UUID
    code: str
    text: str
    dimension: str
    words: str
    said_by: str
    said_on: date
    due_on: date | None
    source_title: str
    source_path: str
    closing: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """As database values, without secrets."""
        return {
            "kind": Kind.GAP,
            "source_gap": self.source_gap,
            "text": cut(one_line(masked(self.text))),
            "question": self.code.lower(),
            "dimension": self.dimension,
            "words": masked(self.words),
            "said_by": self.said_by,
            "said_on": self.said_on,
            "due_on": self.due_on,
            "source_title": self.source_title,
            "source_path": self.source_path,
        }


def follow_gaps(*, actor: Actor, vendor_id: UUID, gaps: Iterable[Shortfall], makes: bool) -> None:
    """Brings commitments in step with gaps, inside the transaction that saves these and asked who may.

    With `makes` an open gap without one gets its commitment. A closed gap releases it, unless a check has
    found it closed already; opened again it is held again.
    """
    told = {gap.source_gap: gap for gap in gaps}
    hold(actor, vendor_id)
    known = known_by_gap(actor, told)
    for key, row in known.items():
        bring_up(actor, row, told[key])
    fresh = [gap.values for key, gap in told.items() if key not in known and not gap.closing]
    if makes:
        make(actor, vendor_id, fresh)


def known_by_gap(actor: Actor, gaps: Iterable[UUID]) -> dict[UUID, Commitment]:
    """The commitments of those gaps, locked, by gap."""
    rows = Commitment.objects.for_workspace(actor.workspace_id).filter(source_gap__in=gaps)
    rows.update(version=F("version"))
    return {row.source_gap: row for row in rows if row.source_gap}


def bring_up(actor: Actor, row: Commitment, gap: Shortfall) -> None:
    """One commitment up to its gap: what is said, then whether it still stands."""
    refresh(actor, row, gap)
    if gap.closing and row.state in (State.OPEN, State.BROKEN):
        reason = cut(_("Gap %(code)s was closed: %(how)s") % {"code": gap.code, "how": masked(gap.closing)})
        store(row, {"state": State.RELEASED, "release_reason": reason})
        record(actor, "commitment.released", row, after={"reason": reason})
    elif not gap.closing and row.is_released:
        before = {"reason": row.release_reason}
        store(row, {"state": standing_state(row), "release_reason": ""})
        record(actor, "commitment.held", row, before=before)


def refresh(actor: Actor, row: Commitment, gap: Shortfall) -> None:
    """The gap's words anew; a text that a person worded here stays theirs."""
    values = {name: value for name, value in gap.values.items() if name != "text" or not row.has_own_text}
    before = {name: getattr(row, name) for name in values}
    after = {name: value for name, value in values.items() if value != before[name]}
    if after:
        store(row, after)
        was = {name: before[name] for name in after}
        journal.record(
            actor, "commitment.refreshed", subject=row.vendor_id, part=row.code, before=was, after=after
        )


def cut(line: str) -> str:
    return line if len(line) <= LINE else f"{line[: LINE - 1]}…"
