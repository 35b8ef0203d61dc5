"""What changed between two states of an evaluation: two decisions, or the last one and now.

Both are read models, so what is compared is what was shown; nothing is asked of the tables.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import (
    AnswerView,
    CandidateView,
    ComparisonView,
    CostView,
    DimensionView,
    ExhibitView,
    ObjectView,
    WaiverView,
)
from audits.evaluations.models.record import Verdict
from audits.evaluations.money import span_text, term_text
from audits.evidence.models import Proof
from audits.journal.words import NOTHING
from audits.kit.days import said_day
from audits.scoring.framework import Framework

Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing before and after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Section:
    """A dimension, or what is about the vendor as a whole."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class VendorChanges:
    vendor: str
    sections: tuple[Section, ...]
    is_new: bool = False
    is_gone: bool = False


def compared(old: ComparisonView, new: ComparisonView, framework: Framework) -> tuple[VendorChanges, ...]:
    """The vendors with differences, in the later order; those that left stand last."""
    before = {one.id: one for one in old.candidates}
    found = [vendor_changes(before.pop(one.id, None), one, framework) for one in new.candidates]
    found += [VendorChanges(one.vendor, (), is_gone=True) for one in before.values()]
    return tuple(one for one in found if one.sections or one.is_new or one.is_gone)


def vendor_changes(old: CandidateView | None, new: CandidateView, framework: Framework) -> VendorChanges:
    if old is None:
        return VendorChanges(new.vendor, (), is_new=True)
    sections = [section(_("As a whole"), whole(old, framework), whole(new, framework))]
    for earlier, later in zip(old.dimensions, new.dimensions, strict=True):
        title = framework.dimension(later.slug).title
        sections.append(section(title, of_dimension(earlier), of_dimension(later)))
    sections.append(section(_("Objects"), of_objects(old, framework), of_objects(new, framework)))
    sections.append(section(_("Evidence"), of_evidence(old.exhibits), of_evidence(new.exhibits)))
    sections.append(section(_("Gaps"), of_gaps(old), of_gaps(new)))
    sections.append(section(_("Cost of ownership"), of_cost(old.cost), of_cost(new.cost)))
    return VendorChanges(new.vendor, tuple(one for one in sections if one.changes))


def section(title: str, before: Facts, after: Facts) -> Section:
    return Section(title, tuple(differences(before, after)))


def differences(before: Facts, after: Facts) -> Iterator[Change]:
    """Every fact that is not the same in both; one that is missing is a dash."""
    for what in dict.fromkeys([*before, *after]):
        was, now = before.get(what) or NOTHING, after.get(what) or NOTHING
        if was != now:
            yield Change(what, was, now)


def whole(candidate: CandidateView, framework: Framework) -> dict[str, str]:
    score, left = candidate.score, candidate.left_out
    bands = {band.slug: band.title for band in framework.bands}
    found = {
        _("Rank"): str(candidate.rank),
        _("Band"): _(" or ").join(bands[slug] for slug in score.possible_bands),
        _("Shortlist"): _("left out: %(reason)s") % {"reason": left.reason} if left else _("on it"),
    }
    if not candidate.is_blind:
        found |= {_("Points"): str(score.points), _("Proven"): str(score.proven)}
    return found


def of_dimension(dimension: DimensionView) -> dict[str, str]:
    found = {_("Points"): number(dimension.points), _("Reason"): dimension.rationale}
    for one in dimension.panel.given if dimension.panel else ():
        given = _("abstained") if one.points is None else str(one.points)
        found[_("Own points of %(name)s") % {"name": one.name}] = said(given, one.rationale)
    for answer in dimension.answers:
        found |= of_answer(answer)
    return found


def of_answer(answer: AnswerView) -> dict[str, str]:
    code = answer.question.upper()
    verdict = str(Verdict(answer.verdict).label) if answer.verdict else ""
    if answer.is_vague:
        verdict = _("no specific answer")
    return {
        _("%(code)s, verdict") % {"code": code}: verdict,
        _("%(code)s, proof") % {"code": code}: str(Proof(answer.proof).label) if answer.proof else "",
        _("%(code)s, note") % {"code": code}: answer.note,
    }


def of_objects(candidate: CandidateView, framework: Framework) -> dict[str, str]:
    titles = {
        (crm.slug, one.slug): f"{crm.title} {one.title}" for crm in framework.crms for one in crm.objects
    }
    found: dict[str, str] = {}
    for item in candidate.objects:
        title = titles[item.crm, item.object]
        found[title] = directions(item)
        found[_("%(object)s, waiver") % {"object": title}] = waiver(item.waiver or item.expired)
    return found


def directions(item: ObjectView) -> str:
    words = {True: _("yes"), False: _("no"), None: _("not asked")}
    return _("read %(read)s, write %(write)s") % {"read": words[item.read], "write": words[item.write]}


def waiver(given: WaiverView | None) -> str:
    if given is None:
        return ""
    until = _("up to %(day)s") % {"day": said_day(given.expires_on)} if given.expires_on else ""
    return said(f"{given.reason} ({given.author})", until)


def of_evidence(exhibits: Iterable[ExhibitView]) -> dict[str, str]:
    return {
        f"{one.code} {one.name}": _("withdrawn: %(reason)s") % {"reason": one.withdrawal_reason}
        if one.withdrawn
        else _("there")
        for one in exhibits
    }


def of_gaps(candidate: CandidateView) -> dict[str, str]:
    words = {"acceptable": _("acceptable"), "blocking": _("blocking"), "": _("not ruled")}
    return {
        f"{gap.code} {gap.title}": said(words[gap.standing], gap.reason)
        if gap.is_open
        else _("closed: %(how)s") % {"how": gap.closing}
        for gap in candidate.gaps
    }


def of_cost(cost: CostView | None) -> dict[str, str]:
    if cost is None or cost.cost.is_empty:
        return {}
    return {term_text(cost.sheet.term_months): span_text(cost.cost.term, cost.sheet.currency)}


def number(value: Any) -> str:
    return "" if value is None else str(value)


def said(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
