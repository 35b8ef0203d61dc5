"""Where a text comes from: stated by the library's source, proposed by its team, the workspace's own, or
promised by a vendor.
"""

from typing import Literal

from audits.checklists import library
from audits.checklists.document import Check, Limit, Said

Mark = Literal["stated", "proposed", "own", "promised"]


def is_promise(check: Check) -> bool:
    """Whether it tests what a vendor promised: no check of the library or of a workspace's own does."""
    return check.kind == "acceptance"


def mark_of_promise(said: Said | Limit) -> Mark:
    """What the check of a promise states, the vendor said; how to test it is this team's proposal."""
    return "promised" if said.origin == "stated" else said.origin


def mark_of(check: Check) -> Mark:
    """Where the check itself comes from."""
    if is_promise(check):
        return "promised"
    return check.origin if check.slug in library.checks() else "own"


def mark_of_text(check: Check, said: Said) -> Mark:
    """Where one of its texts comes from: a proposal that is not the library's is the workspace's own."""
    if is_promise(check):
        return mark_of_promise(said)
    if said.origin == "stated" or said in texts_of(library.checks().get(check.slug)):
        return said.origin
    return "own"


def mark_of_limit(check: Check, limit: Limit) -> Mark:
    """Where one of its figures comes from."""
    if is_promise(check):
        return mark_of_promise(limit)
    base = library.checks().get(check.slug)
    if limit.origin == "stated" or (base and limit in base.limits):
        return limit.origin
    return "own"


def texts_of(check: Check | None) -> tuple[Said, ...]:
    """Every longer text of a check with its origin."""
    if check is None:
        return ()
    return tuple(each for each in (check.test, *check.how, check.expected, check.remedy) if each)
