"""How firm the lead is, in sentences; every figure comes from `audits.scoring.robustness`."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.evaluations.comparison.shapes import ComparisonView
from audits.scoring.framework import Framework
from audits.scoring.robustness import PointFlip, Robustness
from audits.scoring.weightings import Leads, Shift, Weighted, WeightFlip

MORE = gettext_lazy(
    "%(vendor)s draws level once %(dimensions)s counts %(factor)s times as much as %(rest)s, "
    "and leads above that."
)
LESS = gettext_lazy(
    "%(vendor)s draws level once %(dimensions)s counts only %(factor)s times as much as %(rest)s, "
    "and leads below that."
)


@dataclass(frozen=True, slots=True)
class Share:
    """In how many of all weightings one leads; `value` is for drawing, 0 to 1."""

    name: str
    text: str
    value: float


@dataclass(frozen=True, slots=True)
class Firmness:
    """The card below the headline: titles with their sentences, and the shares."""

    lines: tuple[tuple[str, tuple[str, ...]], ...]
    more: tuple[str, ...]
    """One-point changes that leave the lead alone but flip a rank or a band."""
    shares: tuple[Share, ...]
    shares_note: str


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

    def vendor_list(self, keys: Iterable[str]) -> str:
        return listed([self.vendors[key] for key in keys])


def firmness_words(found: Robustness, namer: Namer) -> Firmness:
    """Nothing but the one-point changes while fewer than two may lead."""
    more = tuple(point_words([flip for flip in found.point_flips if not flip.leaders_flip], namer))
    if len(found.stated.totals) < 2:
        return Firmness((), more, (), "")
    lines = (
        (_("Other weights"), tuple(weight_words(found.stated, namer, _("the rest")))),
        (_("One point either way"), tuple(lead_words(found, namer))),
        (_("Proven points only"), tuple(proven_words(found, namer))),
    )
    return Firmness(lines, more, shares(found.leads, namer), shares_note(found.leads))


def listed(names: Sequence[str]) -> str:
    """A, B or C."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def weight_words(found: Weighted, namer: Namer, rest: str) -> list[str]:
    """The smallest change of one weight, then of all; `rest` is what a weight is measured against."""
    first, *others = sorted(found.totals.values(), reverse=True)
    if others and first == others[0]:
        return [_("They are level on points, so the smallest shift of weight decides between them.")]
    if found.shift is None:
        return [_("No weights put anybody else ahead: no other vendor is better in any dimension.")]
    return [*flip_words(found.flips, namer, rest), shift_words(found.shift, namer)]


def flip_words(flips: Sequence[WeightFlip], namer: Namer, rest: str) -> list[str]:
    if not flips:
        return [_("No change of a single weight puts anybody else ahead.")]
    grouped: dict[tuple[str, Fraction], list[str]] = defaultdict(list)
    for flip in flips:
        grouped[flip.challenger, flip.factor].append(namer.dimensions[flip.dimension])
    said = []
    for (challenger, factor), dimensions in grouped.items():
        words = {
            "vendor": namer.vendors[challenger],
            "dimensions": listed(dimensions),
            "factor": factor_text(factor),
            "rest": rest,
        }
        said.append((MORE if factor > 1 else LESS) % words)
    return [*said, _("No smaller change of one weight does it.")]


def shift_words(shift: Shift, namer: Namer) -> str:
    words = {
        "vendor": namer.vendors[shift.challenger],
        "part": percent(shift.moved),
        "source": listed_with_and([namer.dimensions[each] for each, _part in shift.taken]),
        "to": namer.dimensions[shift.to],
    }
    return (
        _(
            "Over several weights, %(part)s of the whole is enough: moved from %(source)s to %(to)s, "
            "it makes %(vendor)s level."
        )
        % words
    )


def listed_with_and(names: Sequence[str]) -> str:
    """A, B and C."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def lead_words(found: Robustness, namer: Namer) -> list[str]:
    """Every one-point change that changes who leads, and the change of two where that is all it takes."""
    said = point_words([flip for flip in found.point_flips if flip.leaders_flip], namer)
    said = said or [_("No single point changes who leads.")]
    if found.margin == 2:
        said.append(_("One point off the leader and one onto the next one makes them level."))
    return said


def point_words(flips: Sequence[PointFlip], namer: Namer) -> list[str]:
    """One-point changes, alike ones in one sentence."""
    grouped: dict[tuple[str, bool, str], list[int]] = defaultdict(list)
    for flip in flips:
        grouped[flip.key, flip.is_gain, effect(flip, namer)].append(flip.dimension)
    return [point_sentence(*key, dimensions, namer) for key, dimensions in grouped.items()]


def point_sentence(key: str, is_gain: bool, effect: str, dimensions: Sequence[int], namer: Namer) -> str:
    words = {
        "vendor": namer.vendors[key],
        "where": where(dimensions, namer),
        "effect": effect,
    }
    if is_gain:
        return _("One more for %(vendor)s in %(where)s: %(effect)s.") % words
    return _("One less for %(vendor)s in %(where)s: %(effect)s.") % words


def where(dimensions: Sequence[int], namer: Namer) -> str:
    """The dimensions by name, or how many when they are most of all."""
    if len(dimensions) == len(namer.dimensions):
        return _("any dimension")
    if 2 * len(dimensions) > len(namer.dimensions):
        return _("any of %(count)d dimensions") % {"count": len(dimensions)}
    return listed([namer.dimensions[each] for each in dimensions])


def effect(flip: PointFlip, namer: Namer) -> str:
    """What one point changes: the lead or else the ranks, and the band."""
    said = []
    if flip.leaders_flip and len(flip.leaders) > 1:
        said.append(_("%(vendors)s share the lead") % {"vendors": namer_and(flip.leaders, namer)})
    elif flip.leaders_flip:
        said.append(_("%(vendor)s leads") % {"vendor": namer.vendor_list(flip.leaders)})
    elif flip.ranks_flip:
        said.append(_("the ranks change"))
    if flip.band_flips and flip.band:
        said.append(_("its band is %(band)s") % {"band": namer.bands[flip.band]})
    elif flip.band_flips:
        said.append(_("its band is open"))
    return ", ".join(said)


def namer_and(keys: Sequence[str], namer: Namer) -> str:
    return listed_with_and([namer.vendors[key] for key in keys])


def proven_words(found: Robustness, namer: Namer) -> list[str]:
    """Whether the lead stands on proven points too, and what would undo it there."""
    proven = found.proven
    if len(proven.leaders) > 1:
        level = {"vendors": namer_and(proven.leaders, namer)}
        return [_("Nobody leads on proven points alone: %(vendors)s are level.") % level]
    first, second = sorted(proven.totals.values(), reverse=True)[:2]
    words = {"vendor": namer.vendor_list(proven.leaders), "one": int(first), "two": int(second)}
    said = [_("%(vendor)s leads, %(one)d to %(two)d.") % words]
    if not proven.flips:
        return [*said, _("No change of a single weight undoes that.")]
    size = factor_text(proven.flips[0].size)
    return [*said, _("One weight would have to change %(size)s-fold to undo that.") % {"size": size}]


def shares(leads: Leads, namer: Namer) -> tuple[Share, ...]:
    return tuple(
        Share(namer.vendors[one.key], share_text(one.share, leads), float(one.share)) for one in leads.shares
    )


def share_text(share: Fraction, leads: Leads) -> str:
    if share == 0:
        return _("none tried") if leads.samples else _("none")
    return percent(share)


def shares_note(leads: Leads) -> str:
    """How sure the shares are."""
    if not leads.samples:
        return _("Of all weightings there are, each as likely as any other. Exact.")
    words = {"samples": number_format(leads.samples, force_grouping=True), "error": percent(leads.error)}
    return (
        _(
            "Of all weightings there are, each as likely as any other. Counted over %(samples)s fixed ones; "
            "in 19 of 20 cases off by at most %(error)s of the whole."
        )
        % words
    )


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
    return number_format(hundredths / 100, 2)
