"""What leads to a check, and what a list of points leaves untouched (R146, R147)."""

from collections.abc import Iterator

from audits.checklists import library
from audits.checklists.document import Check, Checklist


def points_to(slug: str) -> tuple[Check, ...]:
    """The points of the thirty that lead to a built-in check."""
    numbers = library.points_of(slug)
    return tuple(check for check in library.checks().values() if check.number in numbers)


def naming(slug: str) -> tuple[Check, ...]:
    """The built-in checks, points aside, that name this one: as more to read, a next step or a cause."""
    return tuple(
        check
        for check in library.checks().values()
        if check.kind != "point" and slug in (*check.links, *check.proposes, *check.failure_modes)
    )


def holders(slug: str) -> tuple[Checklist, ...]:
    """The built-in checklists that hold a check."""
    return tuple(each for each in library.checklists() if slug in each.by_slug)


def untouched_by(checklist: Checklist) -> Iterator[Check]:
    """The built-in checks that no point of a list leads to."""
    reached = {slug for check in checklist.checks for slug in check.links}
    for check in library.checks().values():
        is_reached = check.slug in reached or check.watches in reached
        if check.kind != "point" and not is_reached:
            yield check
