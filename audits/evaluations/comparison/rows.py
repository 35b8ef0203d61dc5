"""The rows of a candidate as loaded, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from audits.evaluations.comparison.asked import clarification_views
from audits.evaluations.comparison.lacking import gap_views
from audits.evaluations.comparison.panel import Panels, panels_of
from audits.evaluations.comparison.registers import GapView
from audits.evaluations.comparison.replies import ClarificationView
from audits.evaluations.comparison.shapes import DemoView, ExhibitView, Stamp
from audits.evaluations.comparison.together import Proposals, proposals_of
from audits.evaluations.models import Answer, Demo, Exhibit, Gap, ObjectCheck, Score
from audits.frameworks.catalog import Catalog
from audits.kit import clock
from audits.scoring.score import Proof


@dataclass(slots=True)
class Rows:
    """The loaded rows of some candidates, by candidate."""

    answers: dict[UUID, dict[int, dict[str, Any]]]
    scores: dict[UUID, dict[int, dict[str, Any]]]
    objects: dict[UUID, list[dict[str, Any]]]
    exhibits: dict[UUID, list[ExhibitView]]
    evidenced: set[tuple[UUID, int | None]]
    demos: dict[UUID, list[DemoView]]
    panels: Panels = field(default_factory=dict)
    clarifications: dict[UUID, list[ClarificationView]] = field(default_factory=dict)
    proposals: Proposals = field(default_factory=dict)
    gaps: dict[UUID, list[GapView]] = field(default_factory=dict)
    blocked: set[UUID] = field(default_factory=set)
    """Candidates with an open blocking gap."""


ANSWER_FIELDS = (
    "candidate_id",
    "question_id",
    "verdict",
    "proof",
    "note",
    "is_vague",
    "follow_up",
    "is_promise",
    "red_flags",
    "facts",
    "demo_second",
    "version",
    "saved_at",
    "saved_by_id",
)
SCORE_FIELDS = (
    "candidate_id",
    "dimension_id",
    "points",
    "rationale",
    "demo_second",
    "version",
    "saved_at",
    "saved_by_id",
)
OBJECT_FIELDS = ("candidate_id", "crm", "object", "read", "write", "parts", "version", "saved_at")


def answer_rows(candidates: Iterable[UUID]) -> list[dict[str, Any]]:
    """Answers, each with whether a gap of its candidate blocks."""
    rows = Answer.objects.filter(candidate__in=candidates)
    blocking = Exists(Gap.objects.blocking().filter(candidate=OuterRef("candidate")))
    return list(rows.values(*ANSWER_FIELDS, who=F("saved_by__name"), is_blocked=blocking))


def score_rows(candidates: Iterable[UUID]) -> list[dict[str, Any]]:
    return list(Score.objects.filter(candidate__in=candidates).values(*SCORE_FIELDS, who=F("saved_by__name")))


def object_rows(candidates: Iterable[UUID]) -> list[dict[str, Any]]:
    """Object checks, each with the waiver of its present answer and what tells whether that is over."""
    standing = FilteredRelation("waivers", condition=Q(waivers__lapsed_at=None))
    rows = ObjectCheck.objects.filter(candidate__in=candidates).annotate(standing=standing)
    return list(
        rows.order_by("crm", "object").values(
            *OBJECT_FIELDS,
            who=F("saved_by__name"),
            waiver_reason=F("standing__reason"),
            waiver_author=F("standing__waived_by__name"),
            waiver_at=F("standing__waived_at"),
            waiver_expires_on=F("standing__expires_on"),
            waiver_expired_at=F("standing__expired_at"),
            zone=F("workspace__timezone"),
            is_open=F("candidate__is_open"),
        )
    )


def exhibit_views(candidates: Iterable[UUID], catalog: Catalog) -> dict[UUID, list[ExhibitView]]:
    """All evidence of the candidates, withdrawn pieces included, by number."""
    found: dict[UUID, list[ExhibitView]] = defaultdict(list)
    rows = Exhibit.objects.filter(candidate__in=candidates).order_by("number")
    parts = ("evidence__uploaded_by", "evidence__withdrawn_by", "clarification_file__item__clarification")
    for row in rows.select_related(*parts):
        found[row.candidate_id].append(exhibit_view(row, catalog))
    return found


def exhibit_view(row: Exhibit, catalog: Catalog) -> ExhibitView:
    evidence = row.evidence
    return ExhibitView(
        id=row.pk,
        evidence_id=evidence.pk,
        code=row.code,
        name=evidence.name,
        dimension=catalog.dimension_slugs[row.dimension_id],
        question=catalog.question_slugs[row.question_id] if row.question_id else None,
        url=evidence.url,
        media_type=evidence.media_type,
        size=evidence.size,
        sha256=evidence.sha256,
        width=evidence.width,
        height=evidence.height,
        has_thumbnail=bool(evidence.thumbnail_key),
        effective_on=evidence.effective_on,
        proof=Proof(evidence.proof) if evidence.proof else None,
        demo_second=row.demo_second,
        uploaded=Stamp(str(evidence.uploaded_by), evidence.uploaded_at),
        withdrawn=stamp(str(evidence.withdrawn_by), evidence.withdrawn_at),
        withdrawal_reason=evidence.withdrawal_reason,
        clarification=sent_with(row),
    )


def sent_with(row: Exhibit) -> str:
    """The code of the request with which the vendor sent it; blank for what we took in."""
    sent = getattr(row, "clarification_file", None)
    return sent.item.clarification.code if sent else ""


def demo_views(candidates: Iterable[UUID], at: datetime) -> dict[UUID, list[DemoView]]:
    found: dict[UUID, list[DemoView]] = defaultdict(list)
    for demo in Demo.objects.filter(candidate__in=candidates).select_related("recorder").order_by("held_at"):
        found[demo.candidate_id].append(
            DemoView(
                id=demo.pk,
                held_at=demo.held_at,
                environment=demo.environment,
                attendees=demo.attendees,
                vendor_people=demo.vendor_people,
                recorder=str(demo.recorder) if demo.recorder else "",
                recording_url=demo.recording_url,
                status=demo.status,
                seconds=demo.elapsed(at),
                dimension_seconds=demo.dimension_seconds,
                planned_minutes=demo.planned_minutes,
                recorder_id=demo.recorder_id,
            )
        )
    return found


def stamp(name: str | None, at: datetime | None, by: UUID | None = None) -> Stamp | None:
    return Stamp(name or "", at, by) if at else None


def load_rows(
    candidates: Sequence[UUID],
    catalog: Catalog,
    *,
    whole: bool,
    has_panel: bool = False,
    has_gaps: bool = True,
) -> Rows:
    """Four queries and one for gaps; with `whole` evidence, demos and clarifications too, and panels.

    Whether a gap blocks comes with the answers, also without the gaps themselves.
    """
    exhibits = exhibit_views(candidates, catalog) if whole else {}
    if whole:
        evidenced = {
            (candidate, catalog.question_ids.get(exhibit.question or ""))
            for candidate, each in exhibits.items()
            for exhibit in each
            if exhibit.is_standing
        }
    else:
        standing = Exhibit.objects.filter(candidate__in=candidates, evidence__withdrawn_at=None)
        evidenced = set(standing.values_list("candidate_id", "question_id"))
    demos = demo_views(candidates, clock.now()) if whole else {}
    rows = gather(candidates, answer_rows(candidates), evidenced, exhibits=exhibits, demos=demos)
    if has_panel and whole:
        rows.panels = panels_of(candidates, catalog)
        rows.proposals = proposals_of(candidates)
    if has_gaps:
        rows.gaps = gap_views(candidates, catalog)
    if whole:
        rows.clarifications = clarification_views(candidates, catalog)
    return rows


def load_saved_rows(candidate: UUID) -> Rows:
    """What a save can have moved, in three queries: evidence and blocking gaps are only asked whether any is
    there."""
    standing = Exhibit.objects.filter(
        candidate=candidate, question=OuterRef("question"), evidence__withdrawn_at=None
    )
    rows = Answer.objects.filter(candidate=candidate)
    blocking = Exists(Gap.objects.blocking().filter(candidate=candidate))
    asked = {"is_evidenced": Exists(standing), "is_blocked": blocking}
    answers = list(rows.values(*ANSWER_FIELDS, who=F("saved_by__name"), **asked))
    evidenced = {(candidate, row["question_id"]) for row in answers if row["is_evidenced"]}
    return gather([candidate], answers, evidenced, exhibits={}, demos={})


def gather(
    candidates: Sequence[UUID],
    answers: Iterable[dict[str, Any]],
    evidenced: set[tuple[UUID, int | None]],
    *,
    exhibits: dict[UUID, list[ExhibitView]],
    demos: dict[UUID, list[DemoView]],
) -> Rows:
    """The rows by candidate, with scores and objects (two queries)."""
    rows = Rows(defaultdict(dict), defaultdict(dict), defaultdict(list), exhibits, evidenced, demos)
    for row in answers:
        rows.answers[row["candidate_id"]][row["question_id"]] = row
        if row["is_blocked"]:
            rows.blocked.add(row["candidate_id"])
    for row in score_rows(candidates):
        rows.scores[row["candidate_id"]][row["dimension_id"]] = row
    for row in object_rows(candidates):
        rows.objects[row["candidate_id"]].append(row)
    return rows
