"""Other weights in sentences: what would turn the lead, and how many weightings do."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.evaluations.views.naming import Namer, factor_text, listed, listed_with_and, percent
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
