"""What a person may write of a commitment."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from audits.commitments.actions.cleaning import needed, number, one_line, words
from audits.commitments.models import Comparison
from audits.evidence.models import Proof
from audits.kit.clean import gathered, known
from audits.kit.refusals import Invalid
from audits.people.actor import Actor
from audits.people.models import User
from audits.people.owners import clean_owner

TEXT = ("text",)
FIGURE = ("comparison", "limit", "unit")
WORK = ("owner", "due_on")
SOURCE = ("said_by", "said_on", "proof", "source_title")
"""What is typed in only where no demo stands behind a commitment."""


class CommitmentValues(TypedDict, total=False):
    """What a person writes of a commitment; a field left out keeps its value.

    The limit is whole or absent: comparison, value and unit are given together.
    """

    text: str
    comparison: str
    limit: Decimal | str | None
    unit: str
    owner: UUID | str | None
    due_on: date | None
    said_by: str
    said_on: date | None
    proof: str
    source_title: str


def clean(
    actor: Actor, values: CommitmentValues, *, is_by_hand: bool, present: User | None = None
) -> dict[str, Any]:
    """Database values, or `Invalid` naming every wrong field."""
    names = (*TEXT, *FIGURE, *WORK, *(SOURCE if is_by_hand else ()))
    known(values, frozenset(names))
    steps: list[Callable[[], Mapping[str, Any]]] = []
    if "text" in values:
        steps.append(lambda: {"text": clean_promise(values["text"])})
    if any(name in values for name in FIGURE):
        steps.append(lambda: clean_figure(values))
    if "owner" in values:
        steps.append(lambda: {"owner": clean_owner(actor, values["owner"], present=present)})
    steps += [partial(clean_plain, name, values) for name in ("due_on", *SOURCE) if name in values]
    return gathered(steps)


def clean_promise(value: Any) -> str:
    return one_line(needed("text", value, _("Say what was promised.")))


def clean_figure(values: Mapping[str, Any]) -> dict[str, Any]:
    """How a value is held against which number of which unit: all three, or none."""
    limit = number("limit", values.get("limit"))
    unit = one_line(words("unit", values.get("unit", ""), limit=60))
    comparison = values.get("comparison", "")
    if limit is None and not unit and not comparison:
        return {"comparison": "", "limit": None, "unit": ""}
    errors = {}
    if comparison not in Comparison.values:
        errors["comparison"] = [_("Say how a measured value is held against it.")]
    if limit is None:
        errors["limit"] = [_("Give the value too, or leave all three empty.")]
    if not unit:
        errors["unit"] = [_("Say in which unit.")]
    if errors:
        raise Invalid(errors)
    return {"comparison": comparison, "limit": limit, "unit": unit}


def clean_plain(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """A date, a proof or a short text."""
    value = values[name]
    if name in ("due_on", "said_on"):
        return {name: value}
    if name == "proof":
        if value not in ("", *Proof.values):
            raise Invalid({name: [_("This proof is not known.")]})
        return {name: value}
    return {name: words(name, value, limit=200)}
