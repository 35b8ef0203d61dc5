"""The ledger of a vendor: every promise with its source, its history and its place in the contract."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from audits.commitments.citing import Citation, citation
from audits.commitments.models import Clause, Commitment, Contract, Judgement, State
from audits.commitments.rights import owns
from audits.commitments.tally import Slice, Tally, by_dimension, by_proof, one_by_one, total
from audits.people.actor import Actor
from audits.vendors.models import Vendor

ALL = "all"
UNMEASURED = "no-figure"
SHOWS = (ALL, State.BROKEN, State.OPEN, State.KEPT, State.RELEASED, UNMEASURED)
ORDER = [State.BROKEN, State.OPEN, State.KEPT, State.RELEASED]
"""What has to be talked about first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Whether a contract holds a commitment: None is not looked up; where, or why not."""

    contract: Contract
    is_included: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One commitment as the ledger shows it."""

    commitment: Commitment
    cited: Citation
    history: tuple[Judgement, ...]
    places: tuple[Place, ...]
    is_mine_to_judge: bool

    @property
    def latest(self) -> Judgement | None:
        """The judgement that speaks last."""
        return self.history[0] if self.history else None

    @property
    def earlier(self) -> tuple[Judgement, ...]:
        return self.history[1:]


@dataclass(frozen=True, slots=True)
class Notice:
    """A contract about which somebody has to decide, and in how many days."""

    contract: Contract
    days: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """A vendor's promises; the entries are those asked for, the counts are over all."""

    vendor: Vendor
    show: str
    entries: tuple[Entry, ...]
    gaps: tuple[Entry, ...]
    """Known gaps that are to be closed: no promises, and in no count."""
    tally: Tally
    dimensions: list[Slice]
    proofs: list[Slice]
    contracts: tuple[Contract, ...]
    notices: tuple[Notice, ...]


def load_ledger(actor: Actor, vendor: Vendor, today: date, show: str = ALL) -> Ledger:
    """Four queries, however much was promised."""
    rows = Commitment.objects.for_workspace(actor.workspace_id).filter(vendor=vendor)
    commitments = list(rows.select_related("owner", "created_by"))
    contracts = current_contracts(actor, [vendor.pk])
    found = sorted(entries(actor, commitments, contracts), key=urgency)
    shown = [each for each in found if is_shown(each, show)]
    alike = one_by_one(commitments)
    return Ledger(
        vendor=vendor,
        show=show,
        entries=tuple(each for each in shown if not each.commitment.is_gap),
        gaps=tuple(each for each in shown if each.commitment.is_gap),
        tally=total(alike),
        dimensions=by_dimension(alike),
        proofs=by_proof(alike),
        contracts=tuple(contracts),
        notices=tuple(notices(contracts, today)),
    )


def urgency(entry: Entry) -> int:
    """Broken ones first; each state keeps the order of its numbers."""
    return ORDER.index(State(entry.commitment.state))


def current_contracts(actor: Actor, vendors: Iterable[UUID]) -> list[Contract]:
    rows = Contract.objects.for_workspace(actor.workspace_id).current()
    return list(rows.filter(vendor__in=vendors).select_related("owner", "settled_by"))


def load_entries(actor: Actor, commitments: Sequence[Commitment]) -> list[Entry]:
    """Commitments, loaded with their owners, as their ledgers show them: three queries."""
    contracts = current_contracts(actor, {row.vendor_id for row in commitments})
    return entries(actor, commitments, contracts)


def entries(actor: Actor, commitments: Sequence[Commitment], contracts: Sequence[Contract]) -> list[Entry]:
    histories = histories_of(commitments)
    clauses = clauses_of(contracts)
    return [
        Entry(
            commitment=row,
            cited=citation(row),
            history=tuple(histories[row.pk]),
            places=tuple(
                place_of(row, contract, clauses)
                for contract in contracts
                if contract.vendor_id == row.vendor_id
            ),
            is_mine_to_judge=not row.is_released and owns(actor, row),
        )
        for row in commitments
    ]


def histories_of(commitments: Iterable[Commitment]) -> dict[UUID, list[Judgement]]:
    """Every judgement by commitment, the latest first."""
    found: dict[UUID, list[Judgement]] = defaultdict(list)
    for row in Judgement.objects.filter(commitment__in=commitments).select_related("judged_by"):
        found[row.commitment_id].append(row)
    return found


def clauses_of(contracts: Iterable[Contract]) -> dict[tuple[UUID, UUID], Clause]:
    rows = Clause.objects.filter(contract__in=contracts)
    return {(row.contract_id, row.commitment_id): row for row in rows}


def place_of(row: Commitment, contract: Contract, clauses: dict[tuple[UUID, UUID], Clause]) -> Place:
    clause = clauses.get((contract.pk, row.pk))
    return Place(contract, clause.is_included, clause.place) if clause else Place(contract, None, "")


def is_shown(entry: Entry, show: str) -> bool:
    row = entry.commitment
    if show == UNMEASURED:
        return row.limit is None and not row.is_released and not row.is_gap
    return show == ALL or row.state == show


def notices(contracts: Iterable[Contract], today: date) -> list[Notice]:
    """Contracts whose notice is near or past and not settled, the nearest first."""
    due = [
        Notice(row, (row.notice_on - today).days)
        for row in contracts
        if row.notice_on and row.is_notice_due(today)
    ]
    return sorted(due, key=lambda notice: notice.days)
