"""A run beside its predecessor: what fails newly, what failed before already, what is cured (R153)."""

from collections.abc import Iterable
from dataclasses import dataclass

from audits.checklists.models.run import ItemStatus


@dataclass(frozen=True, slots=True)
class Result:
    """How a check came out in one run."""

    slug: str
    title: str
    status: str

    @property
    def code(self) -> str:
        return self.slug.upper()


@dataclass(frozen=True, slots=True)
class Between:
    """Failures of a run and of the one before it, each check in one of the four."""

    new: tuple[Result, ...]
    repeated: tuple[Result, ...]
    cured: tuple[Result, ...]
    # Failed before and neither passes nor fails now: nobody knows.
    unsettled: tuple[Result, ...]


def compare(now: Iterable[Result], before: Iterable[Result]) -> Between:
    """By slug, in the order of the runs; only a pass cures, "not applicable" and an open item do not."""
    results = {result.slug: result for result in now}
    failed = {result.slug: result for result in before if result.status == ItemStatus.FAIL}
    fails = [result for result in results.values() if result.status == ItemStatus.FAIL]
    passes = {slug for slug, result in results.items() if result.status == ItemStatus.PASS}
    failing = {result.slug for result in fails}
    return Between(
        new=tuple(result for result in fails if result.slug not in failed),
        repeated=tuple(result for result in fails if result.slug in failed),
        cured=tuple(result for slug, result in failed.items() if slug in passes),
        unsettled=tuple(result for slug, result in failed.items() if slug not in passes | failing),
    )
