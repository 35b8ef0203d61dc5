"""Values of commitments and contracts as they come from forms and from other apps, cleaned or refused."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from audits.kit import text
from audits.kit.clean import clean_text
from audits.kit.mask import masked
from audits.kit.refusals import Invalid

LINE = 1000
"""The longest promise, reason or settlement."""
CEILING = Decimal(10) ** 10
PLACES = 4


def words(field: str, value: Any, *, limit: int = text.LONG) -> str:
    """Text as it is kept: normalised, and without secrets; a mask may be longer than what it hides."""
    return masked(clean_text(field, value, limit=limit))[:limit]


def needed(field: str, value: Any, missing: str, *, limit: int = LINE) -> str:
    """As `words`; blank is refused with the words `missing`."""
    cleaned = words(field, value, limit=limit)
    if not cleaned:
        raise Invalid({field: [missing]})
    return cleaned


def one_line(value: str) -> str:
    """The text in one line, without what cannot be printed: checks are named by it."""
    return " ".join("".join(char if char.isprintable() else " " for char in value).split())


def number(field: str, value: Any) -> Decimal | None:
    """A limit's value: a number from 0 with up to four decimals."""
    if value is None or value == "":
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation as error:
        raise Invalid({field: [_("This is not a number.")]}) from error
    if not found.is_finite() or not 0 <= found < CEILING:
        raise Invalid({field: [_("Give a number from 0 to under 10,000,000,000.")]})
    if found != round(found, PLACES):
        raise Invalid({field: [_("At most four decimals are kept.")]})
    return found
