"""What the rules' keys and numbers are called on a comparison."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import ComparisonView
from audits.scoring.framework import Framework


@dataclass(frozen=True, slots=True)
class Namer:
    """What keys and numbers of the rules are called here."""

    vendors: Mapping[str, str]
    dimensions: Sequence[str]
    bands: Mapping[str, str]

    @classmethod
    def of(cls, view: ComparisonView, framework: Framework) -> "Namer":
        return cls(
            vendors={str(one.id): one.vendor for one in view.candidates},
            dimensions=[one.title for one in framework.dimensions],
            bands={band.slug: band.title for band in framework.bands},
        )

    def vendor_list(self, keys: Sequence[str]) -> str:
        """A, B and C."""
        return listed_with_and([self.vendors[key] for key in keys])


def listed(names: Sequence[str]) -> str:
    """A, B or C."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def listed_with_and(names: Sequence[str]) -> str:
    """A, B and C."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def percent(share: Fraction) -> str:
    """Whole percents; never 0 or 100 for what is neither."""
    rounded = round(100 * share)
    if rounded == 0 and share:
        return _("under 1%%") % ()
    if rounded == 100 and share != 1:
        return _("over 99%%") % ()
    return _("%(number)d%%") % {"number": rounded}


def factor_text(factor: Fraction) -> str:
    """Whole, or to a hundredth away from 1, so that what is said of going beyond it stays true."""
    if factor.denominator == 1:
        return number_format(int(factor), force_grouping=True)
    hundredths = math.ceil(100 * factor) if factor > 1 else math.floor(100 * factor)
    return number_format(hundredths / 100, 2 if hundredths % 10 else 1)
