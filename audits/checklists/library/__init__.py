"""The built-in checks and checklists, written as data in the TOML files beside this module.

Each text says whether the source of this library states it or the team proposes it. A proposal is whatever
adds a number, a tool or a procedure to what is stated; a step that merely carries out the stated test counts
as stated.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from audits.checklists.document import Check, Checklist, Group
from audits.checklists.library.reading import read_checklists, read_checks

FILES = (
    "triage",
    "email",
    "telephony",
    "marketing",
    "finance",
    "middleware",
    "api",
    "slack",
    "calendar",
    "metrics",
    "reconciliation",
    "failure_modes",
    "governance",
    "incident",
    "points",
    "cadence",
)


@cache
def checks() -> Mapping[str, Check]:
    """Every built-in check by its slug."""
    return MappingProxyType(read_checks({f"{name}.toml": _text(f"{name}.toml") for name in FILES}))


@cache
def checklists() -> tuple[Checklist, ...]:
    """The built-in checklists, in the order in which they are offered."""
    return read_checklists("checklists.toml", _text("checklists.toml"), checks())


@cache
def group_of(slug: str) -> Group:
    """The heading of the built-in checklists under which a group of checks stands."""
    for checklist in checklists():
        for group in checklist.groups:
            if group.slug == slug:
                return group
    return Group(slug=slug, title=slug.replace("-", " ").capitalize())


@cache
def points_of(slug: str) -> tuple[int, ...]:
    """The points of the thirty that lead to a check; to a metric also through the check that it watches."""
    check = checks().get(slug)
    leading = tuple(
        point.number for point in checks().values() if point.number is not None and slug in point.links
    )
    return leading or (points_of(check.watches) if check and check.watches else ())


@cache
def untouched() -> tuple[str, ...]:
    """The checks that somebody who does all thirty points has still not been led to (R147)."""
    return tuple(slug for slug, check in checks().items() if check.kind != "point" and not points_of(slug))


def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
