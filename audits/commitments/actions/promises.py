"""Taking a demo's promises over as commitments, once or again (R076)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F

from audits.commitments.actions.cleaning import LINE, one_line
from audits.commitments.actions.rows import hold, last_number
from audits.commitments.actions.values import FIGURE
from audits.commitments.models import Commitment
from audits.journal import actions as journal
from audits.kit.mask import masked
from audits.people import roles
from audits.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Promise:
    """What a vendor promised in an answer, with all that a commitment copies of it."""

    source_answer: UUID
    text: str
    question: str = ""
    question_text: str = ""
    dimension: str = ""
    verdict: str = ""
    proof: str = ""
    words: str = ""
    demo_second: int | None = None
    said_by: str = ""
    said_on: date | None = None
    source_title: str = ""
    source_path: str = ""
    comparison: str = ""
    limit: Decimal | None = None
    unit: str = ""


def take_over(
    *, actor: Actor, vendor_id: UUID, promises: Sequence[Promise], key: str | None = None
) -> dict[str, Any]:
    """Makes a commitment of every promise that is none yet; answers the codes {"made", "updated"}.

    One that is a commitment already is brought up to what the demo says now, unless a person has
    worded it since; nothing is ever taken away.
    """
    actor.require(roles.LEADS)
    told = {promise.source_answer: copied(promise) for promise in promises}

    def do() -> dict[str, Any]:
        hold(actor, vendor_id)
        known = known_by_answer(actor, told)
        fresh = {answer: values for answer, values in told.items() if answer not in known}
        made = make(actor, vendor_id, list(fresh.values()))
        updated = [row for answer, row in known.items() if refresh(actor, row, told[answer])]
        return {"made": [row.code for row in made], "updated": [row.code for row in updated]}

    return journal.once(actor, key, journal.fingerprint("take-over", vendor_id, list(told.values())), do)


def copied(promise: Promise) -> dict[str, Any]:
    """A promise as database values, without secrets: its text in one line, no longer than it may be."""
    values = {**asdict(promise), "words": masked(promise.words)}
    line = one_line(masked(promise.text))
    return {**values, "text": line if len(line) <= LINE else f"{line[: LINE - 1]}…"}


def known_by_answer(actor: Actor, answers: Mapping[UUID, Any]) -> dict[UUID, Commitment]:
    """The commitments of those answers, locked, by answer."""
    rows = Commitment.objects.for_workspace(actor.workspace_id).filter(source_answer__in=answers)
    rows.update(version=F("version"))
    return {row.source_answer: row for row in rows if row.source_answer}


def make(actor: Actor, vendor_id: UUID, values: Sequence[Mapping[str, Any]]) -> list[Commitment]:
    """New commitments, numbered on from the vendor's last; the vendor is held."""
    if not values:
        return []
    last = last_number(vendor_id)
    own = {"workspace_id": actor.workspace_id, "vendor_id": vendor_id, "created_by_id": actor.user_id}
    rows = [Commitment(number=last + step, **own, **each) for step, each in enumerate(values, 1)]
    Commitment.objects.bulk_create(rows)
    after = {row.code: row.text for row in rows}
    journal.record(actor, "commitments.taken", subject=vendor_id, after=after)
    return rows


def refresh(actor: Actor, row: Commitment, values: dict[str, Any]) -> bool:
    """Brings a commitment up to its answer; False where there is nothing to do or a person worded it."""
    if row.has_own_text or row.is_released:
        return False
    kept = FIGURE if row.has_own_limit else ()
    changed = {name: value for name, value in values.items() if name not in kept}
    before = {name: getattr(row, name) for name in changed}
    after = {name: value for name, value in changed.items() if value != before[name]}
    if not after:
        return False
    Commitment.objects.filter(pk=row.pk).update(**after, version=F("version") + 1)
    told = {name: before[name] for name in after}
    journal.record(
        actor, "commitment.refreshed", subject=row.vendor_id, part=row.code, before=told, after=after
    )
    return True
