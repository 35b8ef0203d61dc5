"""Money and terms in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.scoring.cost import MONTHS, Span
from audits.scoring.currencies import MINOR_DIGITS, plain_amount

NOTHING = "–"


def amount_text(minor: int, currency: str) -> str:
    """EUR 19,200, with decimals only where there are any."""
    return f"{currency} {number_text(minor, currency)}"


def number_text(minor: int, currency: str) -> str:
    written = plain_amount(minor, currency)
    digits = MINOR_DIGITS[currency] if "." in written else 0
    return number_format(written, decimal_pos=digits, use_l10n=True, force_grouping=True)


def span_text(span: Span | None, currency: str) -> str:
    """One amount, or from the lowest to the highest; a dash where nothing is entered."""
    if span is None:
        return NOTHING
    if not span.is_range:
        return amount_text(span.low, currency)
    words = {"low": amount_text(span.low, currency), "high": number_text(span.high, currency)}
    return _("%(low)s to %(high)s") % words


def term_text(months: int) -> str:
    years, rest = divmod(months, MONTHS)
    if rest:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}
