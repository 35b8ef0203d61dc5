"""What an item asks to be written down besides its result: fields, counts and the hops of the synthetic."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from audits.checklists.catalog import check_of
from audits.checklists.document import Check
from audits.checklists.measures import decimal_of
from audits.checklists.models import RunItem
from audits.kit.clean import known, safe_text
from audits.kit.refusals import Invalid

PARTS = frozenset({"fields", "counts", "hops", "measures"})
MOST_SYSTEMS = 12
LONGEST_SECONDS = 7 * 24 * 3600
ARRIVALS = ("arrived", "never")


def clean_record(item: RunItem, given: Any) -> dict[str, Any]:
    """{"fields": {slug: text}, "counts": {slug: number}, "hops": {slug: [arrival, …]}, "measures": {}}.

    An arrival is {"system", "state": "arrived" or "never", "seconds"}; a measure is a number by the place
    of its limit in the check, from "0". `Invalid` names the part.
    """
    if not isinstance(given, Mapping):
        raise Invalid({"record": [_("This must be an object.")]})
    known(given, PARTS)
    check = check_of(item.document)
    cleaned = {
        "fields": clean_fields(check, given.get("fields", {})),
        "counts": clean_counts(check, given.get("counts", {})),
        "hops": clean_hops(check, given.get("hops", {})),
        "measures": clean_measures(check, given.get("measures", {})),
    }
    return {name: values for name, values in cleaned.items() if values}


def mapping(name: str, given: Any, slugs: set[str]) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise Invalid({f"record.{name}": [_("This must be an object.")]})
    if unknown := sorted(set(given) - slugs):
        raise Invalid({f"record.{name}.{unknown[0]}": [_("This check asks for no such thing.")]})
    return given


def clean_fields(check: Check, given: Any) -> dict[str, str]:
    found = mapping("fields", given, {field.slug for field in check.record})
    cleaned = {slug: safe_text(f"record.fields.{slug}", value) for slug, value in found.items()}
    return {slug: value for slug, value in cleaned.items() if value}


def clean_counts(check: Check, given: Any) -> dict[str, int]:
    """Whole numbers; one that was not counted is left out, which is not zero."""
    found = mapping("counts", given, {field.slug for field in check.counts})
    for slug, value in found.items():
        if value is not None and (type(value) is not int or not 0 <= value <= 10**12):
            message = _("This must be a whole number, 0 or more.")
            raise Invalid({f"record.counts.{slug}": [message]})
    return {slug: value for slug, value in found.items() if value is not None}


def clean_hops(check: Check, given: Any) -> dict[str, list[dict[str, Any]]]:
    found = mapping("hops", given, {hop.slug for hop in check.hops})
    return {slug: clean_arrivals(f"record.hops.{slug}", value) for slug, value in found.items() if value}


def clean_arrivals(name: str, given: Any) -> list[dict[str, Any]]:
    if not isinstance(given, list) or len(given) > MOST_SYSTEMS:
        raise Invalid({name: [_("This must be a list of at most %(most)d.") % {"most": MOST_SYSTEMS}]})
    return [clean_arrival(name, each) for each in given]


def clean_arrival(name: str, given: Any) -> dict[str, Any]:
    """One system that the action reached after so many seconds, or never did."""
    if not isinstance(given, Mapping) or set(given) - {"system", "state", "seconds"}:
        raise Invalid({name: [_("An arrival has system, state and seconds.")]})
    state, seconds = given.get("state"), given.get("seconds")
    if state not in ARRIVALS:
        raise Invalid({name: [_("Choose one of: %(choices)s.") % {"choices": ", ".join(ARRIVALS)}]})
    is_time = type(seconds) is int and 0 <= seconds <= LONGEST_SECONDS
    if seconds is not None and not is_time:
        raise Invalid({name: [_("Give the seconds as a whole number, up to a week.")]})
    system = safe_text(name, given.get("system", ""), limit=100)
    return {"system": system, "state": state, "seconds": seconds if state == "arrived" else None}


def clean_measures(check: Check, given: Any) -> dict[str, str]:
    """Decimals as text, so that no figure is rounded; one that was not measured is left out."""
    found = mapping("measures", given, {str(place) for place in range(len(check.limits))})
    cleaned = {
        place: clean_measure(place, value) for place, value in found.items() if value not in (None, "")
    }
    return dict(sorted(cleaned.items()))


def clean_measure(place: str, value: Any) -> str:
    is_number = type(value) in (int, float, str)
    number = decimal_of(str(value)) if is_number else None
    if number is None:
        raise Invalid({f"record.measures.{place}": [_("This must be a number, 0 or more.")]})
    return f"{number:f}"
