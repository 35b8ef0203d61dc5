"""A check as a workspace keeps it: which of its texts are the library's, and which are its own (R096).

A library check that is changed keeps its slug, so that its results stay comparable, and says that it was
changed; a text that stands in it as the library has it keeps its origin, every other one is proposed.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify

from audits.checklists import library
from audits.checklists.document import Check, Limit, Said
from audits.checklists.marks import texts_of
from audits.kit.mask import masked
from audits.kit.slugs import free_slug

OWN = "own-"
"""Begins the slug of every check that is not the library's, so that no later one of the library takes it."""
NOT_CONTENT = {"group", "adapted"}
OWN_LENGTH = 30
"""Own slugs stand in rows beside codes such as DX-EML-01, so they stay short."""


def rewritten(before: Check, values: Mapping[str, Any]) -> Check:
    """A check with other words and figures; what its form does not show stays as it was.

    `values` are fields of `Check` with its texts as plain strings and its figures without origins.
    """
    base = library.checks().get(before.slug)
    changed = before.model_copy(update=dict(values))
    return judged(changed, base, [*([base] if base else []), before])


def settled(given: Check) -> Check:
    """A check from a file: what it says of origins counts only as far as the library says the same."""
    base = library.checks().get(given.slug)
    kind = base.kind if base else "own"
    number = given.number if base else None
    return judged(given.model_copy(update={"kind": kind, "number": number}), base, [base] if base else [])


def judged(check: Check, base: Check | None, known: list[Check]) -> Check:
    """The check with the origin of each text and figure, proved; `known` are those whose origins count."""
    whole = check.model_copy(
        update={
            "title": masked(check.title),
            "test": said(check.test, known),
            "how": tuple(said(step, known) for step in check.how),
            "expected": said(check.expected, known) if check.expected else None,
            "remedy": said(check.remedy, known) if check.remedy else None,
            "expects": masked(check.expects) if check.expects else None,
            "limits": tuple(figured(limit, known) for limit in check.limits),
            "priority_origin": priority_origin(check, known),
            "origin": base.origin if base else "proposed",
            "adapted": False,
        }
    )
    proved = Check.model_validate(whole.model_dump())
    return proved.model_copy(update={"adapted": base is not None and content(proved) != content(base)})


def said(given: Said | str, known: list[Check]) -> Said:
    """A text with the origin it has where it is known, else as a proposal; a secret in it is masked."""
    text = given if isinstance(given, str) else given.text
    for check in known:
        for each in texts_of(check):
            if each.text == text:
                return each
    return Said.model_construct(text=masked(text), origin="proposed")


def figured(given: Limit, known: list[Check]) -> Limit:
    """A figure with the origin it has where it is known, else as a proposal."""
    proposal = given.model_copy(update={"origin": "proposed"})
    for check in known:
        for each in check.limits:
            if each.model_copy(update={"origin": "proposed"}) == proposal:
                return each
    return proposal


def priority_origin(check: Check, known: list[Check]) -> str:
    return next((each.priority_origin for each in known if each.priority == check.priority), "proposed")


def content(check: Check) -> dict[str, Any]:
    """What makes a check what it is, wherever it stands."""
    return check.model_dump(exclude=NOT_CONTENT)


def own_slug(title: str, taken: set[str]) -> str:
    """A slug for a check of one's own that nobody in the checklist has."""
    return free_slug(f"{OWN}{slugify(title) or 'check'}", taken, length=OWN_LENGTH)
