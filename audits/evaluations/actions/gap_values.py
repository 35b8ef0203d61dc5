"""What may be written of a gap, cleaned or refused with its field's name."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from audits.evaluations.models import Gap
from audits.evaluations.models.gap import LINE, GapRuling
from audits.frameworks.catalog import Catalog
from audits.kit.clean import gathered, known, needed_safe_text, safe_text
from audits.kit.refusals import Invalid
from audits.people.actor import Actor
from audits.people.models import User
from audits.people.owners import clean_owner

OWNERS = frozenset({"mitigation", "vendor_on"})
"""What whoever sees to a gap may write of it; the rest is a lead's."""
FIELDS = frozenset({"title", "dimension", "workflow", "owner", "ruling", "reason", "expires_on"}) | OWNERS


class GapValues(TypedDict, total=False):
    """A field left out keeps its value; the dimension is a slug."""

    title: str
    dimension: str
    workflow: str
    owner: UUID | str | None
    ruling: str
    reason: str
    mitigation: str
    vendor_on: date | None
    expires_on: date | None


def clean(
    actor: Actor, values: GapValues, catalog: Catalog, *, present: User | None = None
) -> dict[str, Any]:
    """Database values, or `Invalid` naming every wrong field."""
    known(values, FIELDS)
    cleaners: dict[str, Callable[[Any], Mapping[str, Any]]] = {
        "title": clean_title,
        "dimension": partial(clean_dimension, catalog),
        "workflow": lambda value: {"workflow": safe_text("workflow", value, limit=LINE)},
        "owner": lambda value: {"owner": clean_owner(actor, value, present=present)},
        "ruling": clean_ruling,
        "reason": lambda value: {"reason": safe_text("reason", value)},
        "mitigation": lambda value: {"mitigation": safe_text("mitigation", value)},
    }
    steps = [partial(cleaners[name], value) for name, value in values.items() if name in cleaners]
    dates = {name: values[name] for name in ("vendor_on", "expires_on") if name in values}
    return gathered(steps) | dates


def clean_title(value: Any) -> dict[str, str]:
    return {"title": needed_safe_text("title", value, _("Say what is missing."), limit=LINE)}


def clean_dimension(catalog: Catalog, slug: Any) -> dict[str, int]:
    if slug not in catalog.dimension_ids:
        raise Invalid({"dimension": [_("Choose the dimension that it belongs to.")]})
    return {"dimension_id": catalog.dimension_ids[slug]}


def clean_ruling(value: Any) -> dict[str, str]:
    if value not in ("", *GapRuling.values):
        raise Invalid({"ruling": [_("A gap is acceptable or blocking.")]})
    return {"ruling": value}


def check_whole(gap: Gap, today: date, *, expired_before: date | None) -> None:
    """A ruling has its reason and somebody who sees to it, and only an acceptance runs out (R056)."""
    errors: dict[str, str] = {}
    if gap.ruling and not gap.reason:
        errors["reason"] = _("Say why it is so; the ruling rests on it.")
    if gap.ruling and gap.owner is None:
        errors["owner"] = _("Say who sees to it: a ruling without an owner is nobody's.")
    if gap.expires_on and gap.ruling != GapRuling.ACCEPTABLE:
        errors["expires_on"] = _("Only an acceptance runs out. Leave it empty.")
    elif gap.expires_on and gap.expires_on < today and gap.expires_on != expired_before:
        errors["expires_on"] = _("This day has passed. Accept it until a later one, or not at all.")
    if errors:
        raise Invalid({name: [words] for name, words in errors.items()})
