"""Other points in sentences: what one point would change, and a mark the panel disagreed on."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from audits.evaluations.comparison.firmness import Doubt
from audits.evaluations.views.naming import Namer, listed, listed_with_and
from audits.scoring.robustness import PointFlip, Robustness


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
        said.append(_("%(vendors)s share the lead") % {"vendors": namer.vendor_list(flip.leaders)})
    elif flip.leaders_flip:
        said.append(_("%(vendor)s leads") % {"vendor": namer.vendor_list(flip.leaders)})
    elif flip.ranks_flip:
        said.append(_("the ranks change"))
    own = {"vendor": namer.vendors[flip.key], "band": namer.bands.get(flip.band or "", "")}
    if flip.band_flips and flip.band:
        said.append(_("the band of %(vendor)s is %(band)s") % own)
    elif flip.band_flips:
        said.append(_("the band of %(vendor)s is open") % own)
    return ", ".join(said)


def doubt_words(doubted: Sequence[Doubt], namer: Namer) -> list[str]:
    """The marks of a panel far apart that would flip something if they were right."""
    said = [doubt_sentence(doubt, namer) for doubt in doubted if doubt.flip.flips]
    if doubted and not said:
        return [
            _("The panel was far apart in places; none of its marks alone flips the lead, a rank or a band.")
        ]
    return said


def doubt_sentence(doubt: Doubt, namer: Namer) -> str:
    marks = sorted((each.points for each in doubt.panel.given if each.points is not None), reverse=True)
    words = {
        "vendor": doubt.candidate.vendor,
        "dimension": namer.dimensions[doubt.flip.dimension],
        "marks": listed_with_and([str(mark) for mark in marks]),
        "agreed": doubt.dimension.points,
        "mark": doubt.flip.points,
        "effect": effect(doubt.flip, namer),
    }
    return (
        _(
            "For %(vendor)s in %(dimension)s the panel gave %(marks)s, and agreed on %(agreed)d. "
            "If the %(mark)d is right: %(effect)s."
        )
        % words
    )
