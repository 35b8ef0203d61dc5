"""The first page and the comparison matrix: decision, summary, what was left open (R036, R067-R072)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.evaluations.comparison.shapes import CandidateView, ComparisonView
from audits.evaluations.remarks import Tally
from audits.evaluations.views.compare_shown import BandChip, band_chips, cell, object_titles
from audits.evaluations.views.compare_words import lead
from audits.evaluations.views.gaps_shown import open_gaps
from audits.reports.presenting import wording
from audits.reports.presenting.material import Material
from audits.reports.presenting.sheet import range_words


@dataclass(frozen=True, slots=True)
class DecisionBox:
    title: str
    reason: str
    by: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class SummaryRow:
    name: str
    product: str
    is_chosen: bool
    points: int
    proven: int
    range: str
    answered: str
    bands: tuple[BandChip, ...]
    stops: str
    """Objects of unwaived hard stops; blank when there is none."""
    stops_waived: str
    unconfirmed: str


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What nobody scored or answered for one vendor."""

    name: str
    unscored: str
    unanswered: str
    gaps: str
    """Gaps that speak against signing, or that nobody has ruled on."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    points: str
    pips: str
    why: str
    has_stop: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    title: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class MatrixTotal:
    points: str
    proven: str
    bands: tuple[BandChip, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A part of the comparison: as many vendors side by side as a page can hold."""

    names: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[MatrixTotal, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    workspace: str
    title: str
    lead: str
    decision: DecisionBox
    rows: tuple[SummaryRow, ...]
    left_open: tuple[LeftOpen, ...]
    headline: str
    detail: str
    is_close: bool


ABREAST = 5
"""Vendors side by side in the matrix."""


def cover(material: Material, shown: Sequence[CandidateView]) -> Cover:
    view = material.view
    standing = lead(view, material.framework)
    return Cover(
        workspace=view.workspace,
        title=view.title,
        lead=lead_line(material, shown),
        decision=decision_box(material),
        rows=tuple(summary_row(one, material) for one in shown),
        left_open=tuple(left_open(one, material) for one in shown if is_open(one)),
        headline=standing.headline,
        detail=standing.detail,
        is_close=standing.is_close,
    )


def lead_line(material: Material, shown: Sequence[CandidateView]) -> str:
    """When it was made, of how many vendors, on which demos."""
    count = ngettext("%(count)d vendor", "%(count)d vendors", len(shown)) % {"count": len(shown)}
    days = sorted({demo.held_at.astimezone(material.zone).date() for one in shown for demo in one.demos})
    demos = _("no demo yet")
    if days:
        held = ngettext("demo of %(days)s", "demos of %(days)s", len(days))
        demos = held % {"days": ", ".join(wording.day(each) for each in days)}
    words = {"made": wording.when(material.made_at, material.zone), "count": count, "demos": demos}
    return _("Made %(made)s. %(count)s, %(demos)s.") % words


def decision_box(material: Material) -> DecisionBox:
    decision = material.view.decision
    if decision is None:
        return DecisionBox(
            _("Not decided yet"), _("The figures show the state at the time above."), "", is_taken=False
        )
    # By the name it had when it was chosen: the snapshot holds that one.
    names = {one.id: one.vendor for one in material.view.candidates}
    title = names[decision.candidate_id] if decision.candidate_id else _("None of the vendors")
    if decision.is_on_conditions:
        title = _("%(vendor)s, on conditions") % {"vendor": title}
    words = {"stamp": wording.stamp(decision.decided, material.zone), "revision": decision.revision}
    by = _("Decided by %(stamp)s, revision %(revision)d.") % words
    return DecisionBox(title, decision.reason, by, is_taken=True)


def summary_row(candidate: CandidateView, material: Material) -> SummaryRow:
    score, decision = candidate.score, material.view.decision
    titles = object_titles(material.framework)
    stops = [stop for stop in score.hard_stops if stop.waiver is None]
    waived = [stop for stop in score.hard_stops if stop.waiver is not None]
    unasked = [item for item in score.unconfirmed if item.waiver is None]
    return SummaryRow(
        name=candidate.vendor,
        product=candidate.product,
        is_chosen=decision is not None and decision.candidate_id == candidate.id,
        points=score.points,
        proven=score.proven,
        range=range_words(candidate),
        answered=f"{score.answered}/{score.questions}",
        bands=band_chips(candidate, material.framework),
        stops=", ".join(titles[stop.crm, stop.object] for stop in stops),
        stops_waived=", ".join(titles[stop.crm, stop.object] for stop in waived),
        unconfirmed=", ".join(titles[item.crm, item.object] for item in unasked),
    )


def is_open(candidate: CandidateView) -> bool:
    against = candidate.blocking_gaps or candidate.unruled_gaps
    return bool(candidate.unscored or candidate.advice.unanswered or against)


def left_open(candidate: CandidateView, material: Material) -> LeftOpen:
    titles = [material.framework.dimension(slug).title for slug in candidate.unscored]
    return LeftOpen(
        name=candidate.vendor,
        unscored=", ".join(titles),
        unanswered=", ".join(slug.upper() for slug in candidate.advice.unanswered),
        gaps=", ".join(
            f"{row.gap.code} {row.gap.title} ({row.ruling.lower()})"
            for row in open_gaps(candidate, material.framework)
            if row.gap.standing != "acceptable"
        ),
    )


def matrices(material: Material) -> tuple[Matrix, ...]:
    """The comparison in parts of a few vendors each, in rank order."""
    candidates = material.view.candidates
    return tuple(
        matrix(candidates[start : start + ABREAST], material) for start in range(0, len(candidates), ABREAST)
    )


def matrix(candidates: Sequence[CandidateView], material: Material) -> Matrix:
    framework = material.framework
    rows = []
    for index, document in enumerate(framework.dimensions):
        cells = [
            cell(one, one.dimensions[index], document, framework.objects_dimension, Tally())
            for one in candidates
        ]
        shown = tuple(
            MatrixCell(
                wording.DASH if one.points is None else str(one.points), one.pips, one.why, one.has_stop
            )
            for one in cells
        )
        rows.append(MatrixRow(document.title, shown))
    totals = tuple(total(one, material) for one in candidates)
    return Matrix(tuple(one.vendor for one in candidates), tuple(rows), totals)


def total(candidate: CandidateView, material: Material) -> MatrixTotal:
    score = candidate.score
    is_final = score.floor == score.ceiling
    return MatrixTotal(
        points=str(score.points) if is_final else range_words(candidate),
        proven=_("%(proven)d proven") % {"proven": score.proven},
        bands=band_chips(candidate, material.framework),
    )


def running_head(view: ComparisonView) -> str:
    words = {"code": view.code, "revision": view.revision, "version": view.framework.version}
    return _("%(code)s, revision %(revision)d, framework version %(version)d") % words
