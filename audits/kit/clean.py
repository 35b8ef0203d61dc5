"""Values as they come from forms, API and imports, cleaned or refused with their field's name."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from audits.kit import text
from audits.kit.mask import masked
from audits.kit.refusals import Invalid


def known(values: Mapping[str, Any], names: frozenset[str]) -> None:
    """Refuses fields that are not `names`."""
    if unknown := sorted(set(values) - names):
        raise Invalid({name: [_("This field is not known.")] for name in unknown})


def gathered(steps: Iterable[Callable[[], Mapping[Any, Any]]]) -> dict[Any, Any]:
    """What all steps clean together, or `Invalid` naming every wrong field."""
    cleaned: dict[Any, Any] = {}
    errors: dict[str, list[str]] = {}
    for step in steps:
        try:
            cleaned |= step()
        except Invalid as invalid:
            errors |= invalid.fields
    if errors:
        raise Invalid(errors)
    return cleaned


def clean_text(field: str, value: Any, *, limit: int = text.LONG) -> str:
    """Normalised text, or `Invalid` naming the field."""
    if not isinstance(value, str):
        raise Invalid({field: [_("This must be text.")]})
    if found := text.problem(value, limit=limit):
        raise Invalid({field: [found]})
    return text.normal(value)


def needed_text(field: str, value: Any, missing: str, *, limit: int = text.LONG) -> str:
    """As `clean_text`; blank is refused with the words `missing`."""
    cleaned = clean_text(field, value, limit=limit)
    if not cleaned:
        raise Invalid({field: [missing]})
    return cleaned


def safe_text(field: str, value: Any, *, limit: int = text.LONG) -> str:
    """As `clean_text`, without secrets; where a mask is longer than what it hides, the text still fits."""
    return masked(clean_text(field, value, limit=limit))[:limit]


def needed_safe_text(field: str, value: Any, missing: str, *, limit: int = text.LONG) -> str:
    """As `safe_text`; blank is refused with the words `missing`."""
    return masked(needed_text(field, value, missing, limit=limit))[:limit]
