"""Whether a contract holds what was promised, and where: all commitments of a vendor at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audits.commitments.actions.cleaning import words
from audits.commitments.actions.contracts import record
from audits.commitments.actions.rows import locked, store, unchanged
from audits.commitments.models import Clause, Commitment, Contract
from audits.journal import actions as journal
from audits.kit.clean import gathered
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actor import Actor

PLACE = 200


@dataclass(frozen=True, slots=True)
class Held:
    """Whether a commitment is in the contract; None is not looked up. `place` says where, or why not."""

    is_included: bool | None
    place: str = ""

    def __str__(self) -> str:
        if self.is_included is None:
            return ""
        words = _("in the contract") if self.is_included else _("not in the contract")
        return f"{words}: {self.place}" if self.place else words


NOT_LOOKED_UP = Held(None)


def save_clauses(
    *, actor: Actor, contract: Contract, held: Mapping[UUID, Held], version: int | None
) -> dict[str, Any]:
    """Sets for each commitment given whether the contract holds it; answers {"changed": n}.

    Raises Invalid naming `place-ID` where a clause has no place, Conflict when somebody wrote since.
    """
    actor.require(roles.LEADS)
    cleaned: dict[UUID, Held] = gathered(partial(clean, key, each) for key, each in held.items())

    def do() -> dict[str, Any]:
        row = locked(actor, contract)
        before = clauses_of(row)
        unchanged(row, version, shown(cleaned), shown(before))
        codes = codes_of(row, cleaned)
        changed = {key: each for key, each in cleaned.items() if before.get(key, NOT_LOOKED_UP) != each}
        if changed:
            write(row, changed)
            store(row, {})
            told = [{codes[key]: str(side.get(key, "")) for key in changed} for side in (before, changed)]
            record(actor, "clauses.saved", row, before=told[0], after=told[1])
        return {"changed": len(changed)}

    return journal.once(actor, None, "", do)


def clean(key: UUID, held: Held) -> dict[UUID, Held]:
    """What is in the contract stands somewhere, and a place is a place of something."""
    field = f"place-{key}"
    place = words(field, held.place, limit=PLACE)
    if held.is_included and not place:
        raise Invalid({field: [_("Say where it stands: a clause, a page, an annex.")]})
    if held.is_included is None and place:
        raise Invalid({f"in-{key}": [_("Say whether it is in the contract.")]})
    return {key: Held(held.is_included, place)}


def clauses_of(contract: Contract) -> dict[UUID, Held]:
    """What was looked up so far, by commitment."""
    rows = contract.clauses.values_list("commitment_id", "is_included", "place")
    return {key: Held(is_included, place) for key, is_included, place in rows}


def codes_of(contract: Contract, keys: Iterable[UUID]) -> dict[UUID, str]:
    """The codes of the vendor's commitments; `Invalid` for a key that is none of them."""
    rows = Commitment.objects.filter(vendor=contract.vendor_id, workspace=contract.workspace_id)
    found = {row.pk: row.code for row in rows.filter(pk__in=keys)}
    if unknown := [key for key in keys if key not in found]:
        raise Invalid({f"in-{unknown[0]}": [_("This is no commitment of the contract's vendor.")]})
    return found


def write(contract: Contract, changed: Mapping[UUID, Held]) -> None:
    """The clauses that differ, anew."""
    contract.clauses.filter(commitment__in=changed).delete()
    Clause.objects.bulk_create(
        Clause(
            workspace_id=contract.workspace_id,
            contract=contract,
            commitment_id=key,
            is_included=each.is_included,
            place=each.place,
        )
        for key, each in changed.items()
        if each.is_included is not None
    )


def shown(held: Mapping[UUID, Held]) -> dict[str, str]:
    """For a conflict: what stands under each key."""
    return {f"in-{key}": str(each) for key, each in held.items()}
