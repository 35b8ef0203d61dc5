"""Making, editing, releasing commitments by hand."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from audits.commitments.actions.cleaning import needed
from audits.commitments.actions.judging import standing_state
from audits.commitments.actions.rows import hold, last_number, locked, store, unchanged
from audits.commitments.actions.values import FIGURE, SOURCE, TEXT, WORK, CommitmentValues, clean
from audits.commitments.models import Commitment, State
from audits.journal import actions as journal
from audits.kit.refusals import Blocked
from audits.people import roles
from audits.people.actor import Actor
from audits.vendors.models import Vendor


def make_commitment(
    *, actor: Actor, vendor: Vendor, values: CommitmentValues, key: str | None = None
) -> dict[str, Any]:
    """A commitment that no demo recorded, by hand; answers {"id", "code"}."""
    actor.require(roles.LEADS)
    cleaned = clean(actor, {"text": "", **values}, is_by_hand=True)

    def do() -> dict[str, Any]:
        hold(actor, vendor.pk)
        own = {"workspace_id": actor.workspace_id, "created_by_id": actor.user_id}
        number = last_number(vendor.pk) + 1
        row = Commitment.objects.create(vendor=vendor, number=number, **own, **cleaned)
        record(actor, "commitment.made", row, after=journaled(told(row)))
        return {"id": str(row.pk), "code": row.code}

    return journal.once(actor, key, journal.fingerprint("commitment", vendor.pk, values), do)


def edit_commitment(
    *, actor: Actor, commitment: Commitment, values: CommitmentValues, version: int | None
) -> None:
    """Saves the fields given. What a demo recorded stays as it was recorded: only its wording, its
    limit and who sees to it are a person's to set."""
    actor.require(roles.LEADS)
    cleaned = clean(actor, values, is_by_hand=commitment.is_by_hand, present=commitment.owner)

    def do() -> dict[str, Any]:
        row = locked(actor, commitment)
        before, after = told(row), told(row, cleaned)
        unchanged(row, version, after, before)
        if before != after:
            store(row, {**cleaned, **own_marks(before, after)})
            record(actor, "commitment.edited", row, before=journaled(before), after=journaled(after))
        return {}

    journal.once(actor, None, "", do)


def own_marks(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, bool]:
    """Marks what a person has set, so that taking the promise over again leaves it alone."""
    marks = {"has_own_text": TEXT, "has_own_limit": FIGURE}
    return {mark: True for mark, names in marks.items() if any(before[name] != after[name] for name in names)}


def release(*, actor: Actor, commitment: Commitment, reason: str, version: int | None = None) -> None:
    """The vendor is held to it no more, for a reason; its history stays."""
    actor.require(roles.LEADS)
    cleaned = needed("reason", reason, _("Say why the vendor is no longer held to it."))

    def do() -> dict[str, Any]:
        row = locked(actor, commitment)
        if row.is_released:
            raise Blocked(_("This commitment is released already."))
        unchanged(row, version, cleaned, str(State(row.state).label))
        store(row, {"state": State.RELEASED, "release_reason": cleaned})
        record(actor, "commitment.released", row, after={"reason": cleaned})
        return {}

    journal.once(actor, None, "", do)


def hold_again(*, actor: Actor, commitment: Commitment) -> None:
    """Takes a release back: it stands as it was last found."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        row = locked(actor, commitment)
        if not row.is_released:
            raise Blocked(_("This commitment is not released."))
        before = {"reason": row.release_reason}
        store(row, {"state": standing_state(row), "release_reason": ""})
        record(actor, "commitment.held", row, before=before)
        return {}

    journal.once(actor, None, "", do)


def record(actor: Actor, kind: str, row: Commitment, *, before: Any = None, after: Any = None) -> None:
    journal.record(actor, kind, subject=row.vendor_id, part=row.code, before=before, after=after)


def told(row: Commitment, changed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A commitment's fields for reading, as they are or as they would be; its owner by name."""
    changed = changed or {}
    shown = {name: changed.get(name, getattr(row, name)) for name in (*TEXT, *FIGURE, *WORK, *SOURCE)}
    limit, owner = shown["limit"], shown["owner"]
    return {
        **shown,
        "limit": "" if limit is None else f"{limit.normalize():f}",
        "owner": str(owner) if owner else "",
    }


def journaled(shown: Mapping[str, Any]) -> dict[str, Any]:
    """The same for the journal: the limit as one figure, in no language."""
    rest = {name: value for name, value in shown.items() if name not in (*TEXT, *FIGURE)}
    figure = " ".join(str(shown[name]) for name in FIGURE).strip()
    return {"promised": shown["text"], "figure": figure, **rest}
