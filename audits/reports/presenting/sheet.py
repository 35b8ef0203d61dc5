"""One vendor's part of a report: everything recorded and computed, nothing dropped (R071)."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import CandidateView, DemoView, DimensionView
from audits.evaluations.views.compare_shown import BandChip, band_chips, pips_name
from audits.evaluations.views.compare_words import asked
from audits.reports.presenting import wording
from audits.reports.presenting.answers import Group, answer_groups
from audits.reports.presenting.asks import GapsPart, SlaPart, gaps_part, sla_part
from audits.reports.presenting.clarifications import RequestTable, requests
from audits.reports.presenting.cost import CostPart, cost_part
from audits.reports.presenting.evidence import EvidenceList, evidence_list
from audits.reports.presenting.history import ChangeLine, changes
from audits.reports.presenting.material import CaptureLine, Material
from audits.reports.presenting.notices import notices
from audits.reports.presenting.objects import CrmTable, Hindered, crm_tables, hard_stops, unconfirmed
from audits.reports.presenting.panel import PanelPart, panel_part
from audits.reports.presenting.proposals import ProposalRow, proposals


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One dimension: points with their level, what is proven, and why."""

    title: str
    kind: str
    points: str
    pips: str
    level: str
    proven: str
    suggested: str
    answered: str
    reason: str
    saved: str


@dataclass(frozen=True, slots=True)
class DemoRow:
    held: str
    status: str
    environment: str
    attendees: str
    vendor_people: str
    recorder: str
    recording: str
    minutes: str
    """In all, then by dimension."""


@dataclass(frozen=True, slots=True)
class CaptureRow:
    minute: str
    text: str
    caught: str


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    product: str
    place: str
    """Its rank among the candidates, in words."""
    points: int
    proven: int
    most: int
    answered: str
    range: str
    scored: str
    bands: tuple[BandChip, ...]
    advice: str
    low: tuple[str, ...]
    stops: tuple[Hindered, ...]
    unconfirmed: tuple[Hindered, ...]
    objects_line: str
    notices: tuple[str, ...]
    scores: tuple[ScoreRow, ...]
    panel: PanelPart | None
    objects: tuple[CrmTable, ...]
    answers: tuple[Group, ...]
    evidence: EvidenceList
    demos: tuple[DemoRow, ...]
    captures: tuple[CaptureRow, ...]
    changes: tuple[ChangeLine, ...]
    cost: CostPart
    gaps: GapsPart
    sla: SlaPart
    clarifications: tuple[RequestTable, ...] = ()
    proposals: tuple[ProposalRow, ...] = ()
    is_blind: bool = False


def sheet(candidate: CandidateView, material: Material) -> Sheet:
    framework, zone = material.framework, material.zone
    score, ask = candidate.score, asked(candidate, framework)
    beside = material.beside_of(candidate.id)
    return Sheet(
        name=candidate.vendor,
        product=candidate.product,
        place=place(candidate, material),
        points=score.points,
        proven=score.proven,
        most=score.max,
        answered=_("%(answered)d of %(questions)d questions answered")
        % {"answered": score.answered, "questions": score.questions},
        range=range_words(candidate),
        scored=_("%(scored)d of %(total)d scored")
        % {"scored": score.scored, "total": score.total_dimensions},
        bands=band_chips(candidate, framework),
        advice=ask.advice,
        low=ask.low,
        stops=hard_stops(score.hard_stops, material),
        unconfirmed=unconfirmed(score.unconfirmed, material),
        objects_line=objects_line(candidate),
        notices=(*left_out_lines(candidate, zone), *notices(candidate, framework)),
        scores=tuple(score_row(one, material) for one in candidate.dimensions),
        panel=panel_part(candidate, material),
        objects=crm_tables(candidate, material),
        answers=answer_groups(candidate, framework, zone),
        evidence=evidence_list(candidate, material),
        demos=tuple(demo_row(demo, material) for demo in candidate.demos),
        captures=tuple(capture_row(line, material) for line in beside.captures),
        changes=changes(beside.history, framework, zone),
        clarifications=requests(candidate, zone),
        cost=cost_part(candidate, material),
        gaps=gaps_part(candidate, material),
        sla=sla_part(candidate, material),
        proposals=proposals(candidate),
        is_blind=candidate.is_blind,
    )


def place(candidate: CandidateView, material: Material) -> str:
    count = len(material.view.candidates)
    return _("Rank %(rank)d of %(count)d") % {"rank": candidate.rank, "count": count}


def left_out_lines(candidate: CandidateView, zone: ZoneInfo) -> list[str]:
    """That it is not on the shortlist, since when, why and by whom."""
    left = candidate.left_out
    if left is None:
        return []
    words = {"round": left.round, "reason": left.reason, "stamp": wording.stamp(left.by, zone)}
    return [_("Left out of the shortlist after round %(round)d: %(reason)s (%(stamp)s)") % words]


def range_words(candidate: CandidateView) -> str:
    """Final, or the two ends between which the total can still come to lie (R049)."""
    score = candidate.score
    if score.floor == score.ceiling:
        return _("final")
    return _("%(floor)d to %(ceiling)d") % {"floor": score.floor, "ceiling": score.ceiling}


def objects_line(candidate: CandidateView) -> str:
    """What can be said of all required objects in one line, when there is no obstacle to list."""
    if candidate.score.hard_stops or candidate.score.unconfirmed:
        return ""
    if not candidate.objects:
        return _("This framework requires no objects.")
    count = len(candidate.objects)
    return _("Hard stops: none. All %(count)d required objects are confirmed both ways.") % {"count": count}


def score_row(dimension: DimensionView, material: Material) -> ScoreRow:
    document = material.framework.dimension(dimension.slug)
    points = dimension.points
    saved = [wording.stamp(dimension.saved, material.zone)]
    if minute := wording.minute(dimension.demo_second):
        saved.append(_("demo %(minute)s") % {"minute": minute})
    return ScoreRow(
        title=document.title,
        kind=_("core") if document.core else _("gap category"),
        points=_("not scored") if points is None else str(points),
        pips=pips_name(dimension),
        level="" if points is None else document.rubric[points],
        proven=wording.DASH if dimension.proven is None else str(dimension.proven),
        suggested=wording.DASH if dimension.suggested is None else str(dimension.suggested),
        answered=_("%(answered)d of %(questions)d, %(shown)d seen working")
        % {"answered": dimension.answered, "questions": dimension.questions, "shown": dimension.shown},
        reason=dimension.rationale or no_reason(dimension),
        saved=", ".join(part for part in saved if part),
    )


def no_reason(dimension: DimensionView) -> str:
    """Points that a panel left as its mean rest on each one's own reason."""
    if dimension.panel and dimension.points == dimension.panel.start is not None:
        return _("The panel's rounded mean; each one's reason stands below.")
    return _("No reason recorded.")


def demo_row(demo: DemoView, material: Material) -> DemoRow:
    titles = {one.slug: one.title for one in material.framework.dimensions}
    spent = [f"{titles[slug]} {wording.minute(seconds)}" for slug, seconds in demo.dimension_seconds.items()]
    return DemoRow(
        held=wording.when(demo.held_at, material.zone),
        status=wording.demo_status(demo.status),
        environment=wording.environment(demo.environment),
        attendees=demo.attendees or wording.DASH,
        vendor_people=demo.vendor_people or wording.DASH,
        recorder=demo.recorder or wording.DASH,
        recording=demo.recording_url,
        minutes=", ".join([wording.duration(demo.seconds), *spent]),
    )


def capture_row(line: CaptureLine, material: Material) -> CaptureRow:
    return CaptureRow(
        minute=wording.minute(line.demo_second) or wording.DASH,
        text=line.text,
        caught=wording.stamp(line.caught, material.zone),
    )
