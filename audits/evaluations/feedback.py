"""The draft of a letter to a vendor that was not chosen, from the decided state of that vendor alone.

It knows nothing of the others, and words that name one of them are left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.evaluations.comparison.shapes import CandidateView, ComparisonView, DimensionView
from audits.scoring.framework import Framework

GOOD, LOW = 4, 2
"""From how many points on a dimension is a strength, and up to how many something was missing."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much the vendor is to be told."""

    points: bool = True
    reasons: bool = False


@dataclass(frozen=True, slots=True)
class Others:
    """The names that must not stand in the letter: of the other vendors and of their products."""

    names: tuple[str, ...]

    @classmethod
    def than(cls, candidate: CandidateView, names: Iterable[str]) -> "Others":
        """Of all these names those that are not the candidate's own."""
        own = {"", candidate.vendor.casefold(), candidate.product.casefold()}
        return cls(tuple(name for name in dict.fromkeys(names) if name.casefold() not in own))

    def named_in(self, text: str) -> list[str]:
        return [name for name in self.names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I)]

    def safe(self, text: str) -> str:
        """The text, or nothing where it names somebody."""
        return "" if self.named_in(text) else text.strip()


def draft(
    candidate: CandidateView, view: ComparisonView, framework: Framework, wanted: Wanted, others: Others
) -> str:
    """The letter as Markdown; of the view only its title and whose it is."""
    parts = [
        opening(candidate, view, others),
        result(candidate, framework) if wanted.points else [],
        listed(_("By dimension"), by_dimension(candidate, framework, wanted, others)),
        listed(_("What was strong"), titles(candidate, framework, strong=True)),
        listed(_("What was missing"), missing(candidate, framework)),
        listed(_("What keeps us from buying, whatever the points"), stops(candidate, framework)),
        listed(_("What would have changed the outcome"), chances(candidate, framework)),
        [_("Thank you for the time you gave to this."), view.workspace],
    ]
    return "\n\n".join(paragraph for part in parts for paragraph in part) + "\n"


def opening(candidate: CandidateView, view: ComparisonView, others: Others) -> list[str]:
    title = others.safe(view.title) or view.code
    return [
        "# " + _("Feedback: %(title)s") % {"title": title},
        _("To %(vendor)s,") % {"vendor": candidate.vendor},
        _("we have decided, and you were not chosen. This is what we found about your offer alone."),
    ]


def result(candidate: CandidateView, framework: Framework) -> list[str]:
    score = candidate.score
    bands = {band.slug: band.title for band in framework.bands}
    words = {"points": score.points, "most": score.max, "proven": score.proven}
    said = [_("%(points)d of %(most)d points, %(proven)d of them shown working.") % words]
    if score.band:
        said.append(_("Band: %(band)s.") % {"band": bands[score.band]})
    return ["## " + _("Result"), " ".join(said)]


def listed(title: str, lines: Iterable[str]) -> list[str]:
    found = [f"- {line}" for line in lines]
    return [f"## {title}", "\n".join(found)] if found else []


def by_dimension(
    candidate: CandidateView, framework: Framework, wanted: Wanted, others: Others
) -> Iterator[str]:
    for one in candidate.dimensions:
        points = _("not scored") if one.points is None else _("%(points)d of 5") % {"points": one.points}
        reason = others.safe(" ".join(one.rationale.split())) if wanted.reasons else ""
        said = [part for part in (points if wanted.points else "", reason) if part]
        if said:
            yield f"{framework.dimension(one.slug).title}: {'. '.join(said)}"


def titles(candidate: CandidateView, framework: Framework, *, strong: bool) -> list[str]:
    return [
        framework.dimension(one.slug).title
        for one in candidate.dimensions
        if one.points is not None and (one.points >= GOOD if strong else one.points <= LOW)
    ]


def missing(candidate: CandidateView, framework: Framework) -> list[str]:
    lines = [unmet(one, framework) for one in candidate.dimensions if is_low(one)]
    if open_questions := candidate.advice.unanswered:
        words = ngettext(
            "%(count)d question without a specific answer: %(codes)s",
            "%(count)d questions without a specific answer: %(codes)s",
            len(open_questions),
        )
        lines.append(words % {"count": len(open_questions), "codes": codes(open_questions)})
    return lines


def is_low(dimension: DimensionView) -> bool:
    return dimension.points is not None and dimension.points <= LOW


def unmet(dimension: DimensionView, framework: Framework) -> str:
    """A low dimension with what the framework describes one level up."""
    document = framework.dimension(dimension.slug)
    better = document.rubric[(dimension.points or 0) + 1]
    return _("%(title)s. One level up: %(level)s") % {"title": document.title, "level": better}


def stops(candidate: CandidateView, framework: Framework) -> list[str]:
    names = {
        (crm.slug, one.slug): f"{crm.title} {one.title}" for crm in framework.crms for one in crm.objects
    }
    return [
        _("%(object)s is not synced both ways") % {"object": names[stop.crm, stop.object]}
        for stop in candidate.score.hard_stops
        if stop.waiver is None
    ]


def chances(candidate: CandidateView, framework: Framework) -> list[str]:
    lines = [_("%(what)s, so that nothing stands in the way") % {"what": one} for one in undone(candidate)]
    if gaps := candidate.advice.proof_gaps:
        lines.append(_("Showing live what was only claimed: %(codes)s") % {"codes": codes(gaps)})
    lines += [_("More in %(title)s") % {"title": one} for one in titles(candidate, framework, strong=False)]
    return lines


def undone(candidate: CandidateView) -> list[str]:
    is_stopped = any(stop.waiver is None for stop in candidate.score.hard_stops)
    is_open = any(item.waiver is None for item in candidate.score.unconfirmed)
    said = [
        (is_stopped, _("Both directions for the objects above")),
        (is_open, _("A word on each required object")),
    ]
    return [words for applies, words in said if applies]


def codes(slugs: Sequence[str]) -> str:
    return ", ".join(slug.upper() for slug in slugs)
