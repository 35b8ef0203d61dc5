"""How firm the lead is, in sentences; every figure comes from `audits.scoring.robustness`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from audits.evaluations.comparison.firmness import Doubt, doubts, firmness
from audits.evaluations.comparison.shapes import ComparisonView
from audits.evaluations.views.naming import Namer, factor_text
from audits.evaluations.views.point_words import doubt_words, lead_words, point_words
from audits.evaluations.views.weight_words import Share, shares, shares_note, weight_words
from audits.scoring.framework import Framework
from audits.scoring.robustness import Robustness


@dataclass(frozen=True, slots=True)
class Firmness:
    """The card below the headline: titles with their sentences, and the shares."""

    lines: tuple[tuple[str, tuple[str, ...]], ...]
    more: tuple[str, ...]
    """One-point changes that leave the lead alone but flip a rank or a band."""
    shares: tuple[Share, ...]
    shares_note: str


def words_on(view: ComparisonView, framework: Framework) -> Firmness:
    """All that is said about how firm the order of a comparison is."""
    return firmness_words(firmness(view, framework), Namer.of(view, framework), doubts(view, framework))


def firmness_words(found: Robustness, namer: Namer, doubted: Sequence[Doubt]) -> Firmness:
    """Nothing but the one-point changes while fewer than two may lead."""
    more = tuple(point_words([flip for flip in found.point_flips if not flip.leaders_flip], namer))
    if len(found.stated.totals) < 2:
        return Firmness((), more, (), "")
    told = (
        (_("Other weights"), tuple(weight_words(found.stated, namer, _("the rest")))),
        (_("One point either way"), tuple(lead_words(found, namer))),
        (_("Panel disagreement"), tuple(doubt_words(doubted, namer))),
        (_("Proven points only"), tuple(proven_words(found, namer))),
    )
    lines = tuple((title, sentences) for title, sentences in told if sentences)
    return Firmness(lines, more, shares(found.leads, namer), shares_note(found.leads))


def proven_words(found: Robustness, namer: Namer) -> list[str]:
    """Whether the lead stands on proven points too, and what would undo it there."""
    proven = found.proven
    if len(proven.leaders) > 1:
        level = {"vendors": namer.vendor_list(proven.leaders)}
        return [_("Nobody leads on proven points alone: %(vendors)s are level.") % level]
    first, second = sorted(proven.totals.values(), reverse=True)[:2]
    words = {"vendor": namer.vendor_list(proven.leaders), "one": int(first), "two": int(second)}
    said = [_("%(vendor)s leads, %(one)d to %(two)d.") % words]
    if not proven.flips:
        return [*said, _("No change of a single weight undoes that.")]
    size = factor_text(proven.flips[0].size)
    return [*said, _("One weight would have to change %(size)s-fold to undo that.") % {"size": size}]
