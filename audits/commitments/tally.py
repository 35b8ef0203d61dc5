"""Counting promises kept and broken: of a vendor, of a dimension, by how far they had been shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from audits.commitments.models import Commitment, Kind, State
from audits.evidence.models import Proof


@dataclass(slots=True)
class Tally:
    """How many commitments stand how; `unmeasured` are those held to that have no figure."""

    kept: int = 0
    broken: int = 0
    open: int = 0
    released: int = 0
    unmeasured: int = 0

    def add(self, state: str, count: int = 1, unmeasured: int = 0) -> None:
        setattr(self, state, getattr(self, state) + count)
        self.unmeasured += unmeasured

    @property
    def all(self) -> int:
        return self.kept + self.broken + self.open + self.released

    @property
    def judged(self) -> int:
        return self.kept + self.broken


@dataclass(frozen=True, slots=True)
class Slice:
    """The commitments that have something in common."""

    title: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Counted:
    """Some commitments that are alike in all that is counted by."""

    vendor_id: UUID
    dimension: str
    proof: str
    state: str
    count: int
    unmeasured: int


def counted(workspace_id: UUID) -> list[Counted]:
    """All promises of a workspace in one query; a known gap is none."""
    alike = ("vendor_id", "dimension", "proof", "state")
    rows = Commitment.objects.for_workspace(workspace_id).filter(kind=Kind.PROMISE)
    rows = rows.order_by("dimension", "proof")
    unmeasured = Count("pk", filter=Q(limit=None) & ~Q(state=State.RELEASED))
    found = rows.values_list(*alike).annotate(all=Count("pk"), unmeasured=unmeasured)
    return [Counted(*row) for row in found]


def one_by_one(commitments: Iterable[Commitment]) -> list[Counted]:
    """The same of commitments at hand."""
    return [
        Counted(
            row.vendor_id,
            row.dimension,
            row.proof,
            row.state,
            1,
            int(row.limit is None and not row.is_released),
        )
        for row in commitments
        if not row.is_gap
    ]


def total(rows: Iterable[Counted]) -> Tally:
    tally = Tally()
    for row in rows:
        tally.add(row.state, row.count, row.unmeasured)
    return tally


def by_vendor(rows: Iterable[Counted]) -> dict[UUID, Tally]:
    tallies: dict[UUID, Tally] = {}
    for row in rows:
        tallies.setdefault(row.vendor_id, Tally()).add(row.state, row.count, row.unmeasured)
    return tallies


def by_dimension(rows: Iterable[Counted]) -> list[Slice]:
    """Dimensions in the order in which they come up, those by hand last."""
    tallies: dict[str, Tally] = {}
    for row in rows:
        tallies.setdefault(row.dimension, Tally()).add(row.state, row.count, row.unmeasured)
    by_hand = tallies.pop("", None)
    slices = [Slice(title, tally) for title, tally in tallies.items()]
    return [*slices, *([Slice(_("Made by hand"), by_hand)] if by_hand else [])]


def by_proof(rows: Iterable[Counted]) -> list[Slice]:
    """The ladder of proof from the weakest: which demo answers predict trouble."""
    names = {"": _("No proof noted"), **dict(Proof.choices)}
    tallies = {proof: Tally() for proof in names}
    for row in rows:
        tallies[row.proof].add(row.state, row.count, row.unmeasured)
    return [Slice(str(names[proof]), tally) for proof, tally in tallies.items() if tally.all]
