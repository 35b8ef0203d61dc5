"""Building the read model: a constant number of queries, whatever the number of candidates."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from audits.evaluations.comparison import judge
from audits.evaluations.comparison.shapes import (
    SCHEMA,
    AnswerView,
    CandidateView,
    ComparisonView,
    DemoView,
    DimensionView,
    ExhibitView,
    FrameworkRef,
    ObjectView,
    Stamp,
    WaiverView,
)
from audits.evaluations.models import Answer, Candidate, Demo, Evaluation, Exhibit, ObjectCheck, Score
from audits.frameworks.catalog import Catalog
from audits.kit import clock
from audits.scoring import ranking
from audits.scoring.score import Proof, Verdict


@dataclass(slots=True)
class Rows:
    """The loaded rows of some candidates, by candidate."""

    answers: dict[UUID, dict[int, dict[str, Any]]]
    scores: dict[UUID, dict[int, dict[str, Any]]]
    objects: dict[UUID, list[dict[str, Any]]]
    exhibits: dict[UUID, list[ExhibitView]]
    evidenced: set[tuple[UUID, int | None]]
    demos: dict[UUID, list[DemoView]]


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
)
SCORE_FIELDS = ("candidate_id", "dimension_id", "points", "rationale", "demo_second", "version", "saved_at")
OBJECT_FIELDS = ("candidate_id", "crm", "object", "read", "write", "parts", "version", "saved_at")


def answer_rows(candidates: Iterable[UUID]) -> list[dict[str, Any]]:
    rows = Answer.objects.filter(candidate__in=candidates)
    return list(rows.values(*ANSWER_FIELDS, who=F("saved_by__name")))


def score_rows(candidates: Iterable[UUID]) -> list[dict[str, Any]]:
    return list(Score.objects.filter(candidate__in=candidates).values(*SCORE_FIELDS, who=F("saved_by__name")))


def object_rows(candidates: Iterable[UUID]) -> list[dict[str, Any]]:
    """Object checks, each with its waiver in force."""
    in_force = FilteredRelation("waivers", condition=Q(waivers__lapsed_at=None))
    rows = ObjectCheck.objects.filter(candidate__in=candidates).annotate(in_force=in_force)
    return list(
        rows.order_by("crm", "object").values(
            *OBJECT_FIELDS,
            who=F("saved_by__name"),
            waiver_reason=F("in_force__reason"),
            waiver_author=F("in_force__waived_by__name"),
            waiver_at=F("in_force__waived_at"),
        )
    )


def exhibit_views(candidates: Iterable[UUID], catalog: Catalog) -> dict[UUID, list[ExhibitView]]:
    """All evidence of the candidates, withdrawn pieces included, by number."""
    found: dict[UUID, list[ExhibitView]] = defaultdict(list)
    rows = Exhibit.objects.filter(candidate__in=candidates).order_by("number")
    for row in rows.select_related("evidence__uploaded_by", "evidence__withdrawn_by"):
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
    )


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
            )
        )
    return found


def stamp(name: str | None, at: datetime | None) -> Stamp | None:
    return Stamp(name or "", at) if at else None


def load_rows(candidates: Sequence[UUID], catalog: Catalog, *, whole: bool) -> Rows:
    """Four queries; with `whole`, evidence and demos in full (five)."""
    answers: dict[UUID, dict[int, dict[str, Any]]] = defaultdict(dict)
    for row in answer_rows(candidates):
        answers[row["candidate_id"]][row["question_id"]] = row
    scores: dict[UUID, dict[int, dict[str, Any]]] = defaultdict(dict)
    for row in score_rows(candidates):
        scores[row["candidate_id"]][row["dimension_id"]] = row
    objects: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in object_rows(candidates):
        objects[row["candidate_id"]].append(row)
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
    return Rows(answers, scores, objects, exhibits, evidenced, demos)


def answer_view(
    question: str, row: dict[str, Any], *, is_evidenced: bool, exhibits: list[ExhibitView]
) -> AnswerView:
    return AnswerView(
        question=question,
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        proof=Proof(row["proof"]) if row["proof"] else None,
        note=row["note"],
        is_vague=row["is_vague"],
        follow_up=row["follow_up"],
        is_promise=row["is_promise"],
        red_flags=tuple(row["red_flags"]),
        facts=row["facts"],
        demo_second=row["demo_second"],
        version=row["version"],
        saved=stamp(row["who"], row["saved_at"]),
        is_evidenced=is_evidenced,
        exhibits=tuple(exhibits),
    )


def dimension_views(candidate: UUID, rows: Rows, catalog: Catalog) -> tuple[DimensionView, ...]:
    """The dimensions of one candidate, judged, in the framework's order."""
    by_place: dict[tuple[str, str | None], list[ExhibitView]] = defaultdict(list)
    for exhibit in rows.exhibits.get(candidate, []):
        by_place[exhibit.dimension, exhibit.question].append(exhibit)
    views = []
    for dimension in catalog.framework.dimensions:
        row = rows.scores[candidate][catalog.dimension_ids[dimension.slug]]
        answers = []
        for question in dimension.questions:
            pk = catalog.question_ids[question.slug]
            answers.append(
                answer_view(
                    question.slug,
                    rows.answers[candidate][pk],
                    is_evidenced=(candidate, pk) in rows.evidenced,
                    exhibits=by_place[dimension.slug, question.slug],
                )
            )
        views.append(dimension_view(dimension.slug, row, answers, by_place[dimension.slug, None]))
    return tuple(views)


def dimension_view(
    slug: str, row: dict[str, Any], answers: list[AnswerView], exhibits: list[ExhibitView]
) -> DimensionView:
    return judge.judged_dimension(
        DimensionView(
            slug=slug,
            points=row["points"],
            rationale=row["rationale"],
            suggested=None,
            proven=None,
            answered=0,
            questions=0,
            shown=0,
            is_claimed_only=False,
            demo_second=row["demo_second"],
            version=row["version"],
            saved=stamp(row["who"], row["saved_at"]),
            answers=tuple(answers),
            exhibits=tuple(exhibits),
        )
    )


def object_views(candidate: UUID, rows: Rows, evaluation: Evaluation) -> tuple[ObjectView, ...]:
    """The required objects of the purchase's CRMs, by CRM and object."""
    unused = {(item["crm"], item["object"]): item for item in evaluation.unused_objects}
    return tuple(
        object_view(row, unused.get((row["crm"], row["object"])))
        for row in rows.objects[candidate]
        if row["crm"] in evaluation.crms
    )


def object_view(row: dict[str, Any], unused: dict[str, Any] | None) -> ObjectView:
    waiver = None
    if unused:
        at = datetime.fromisoformat(unused["at"])
        waiver = WaiverView(unused["reason"], unused["author"], at, is_unused=True)
    elif row["waiver_at"]:
        waiver = WaiverView(row["waiver_reason"], row["waiver_author"], row["waiver_at"], is_unused=False)
    return ObjectView(
        crm=row["crm"],
        object=row["object"],
        read=row["read"],
        write=row["write"],
        parts=row["parts"],
        version=row["version"],
        saved=stamp(row["who"], row["saved_at"]),
        waiver=waiver,
    )


def candidate_view(candidate: Candidate, evaluation: Evaluation, rows: Rows) -> CandidateView:
    """One judged candidate; its rank is 0 until it is ranked among the others."""
    catalog = evaluation.catalog
    dimensions = dimension_views(candidate.pk, rows, catalog)
    objects = object_views(candidate.pk, rows, evaluation)
    score = judge.score_of(catalog.framework, dimensions, objects)
    return CandidateView(
        id=candidate.pk,
        vendor_id=candidate.vendor_id,
        vendor=candidate.vendor.name,
        product=candidate.vendor.product,
        change=candidate.change,
        score=score,
        dimensions=dimensions,
        objects=objects,
        demos=tuple(rows.demos.get(candidate.pk, [])),
        obstacles=judge.obstacles_of(score),
        advice=judge.advise(catalog.framework, dimensions),
        rank=0,
    )


def load_candidate(candidate: Candidate, *, whole: bool = True) -> CandidateView:
    """One candidate (loaded with vendor and evaluation), unranked: rank 0."""
    evaluation = candidate.evaluation
    rows = load_rows([candidate.pk], evaluation.catalog, whole=whole)
    return candidate_view(candidate, evaluation, rows)


def load_comparison(evaluation: Evaluation, *, workspace: str, whole: bool = True) -> ComparisonView:
    """All candidates of an open evaluation as they stand now, in rank order."""
    running = list(evaluation.candidates.running().select_related("vendor"))
    rows = load_rows([candidate.pk for candidate in running], evaluation.catalog, whole=whole)
    ranked, order = judge.ranked([candidate_view(one, evaluation, rows) for one in running])
    framework = evaluation.document
    return ComparisonView(
        schema=SCHEMA,
        evaluation_id=evaluation.pk,
        code=evaluation.code,
        title=evaluation.title,
        workspace=workspace,
        status=evaluation.status,
        mode=evaluation.mode,
        revision=evaluation.revision,
        change=evaluation.change + sum(candidate.change for candidate in running),
        framework=framework_ref(evaluation.catalog),
        crms=tuple(crm.slug for crm in evaluation.required_crms),
        custom_objects=tuple(evaluation.custom_objects),
        candidates=ranked,
        leaders=tuple(UUID(key) for key in order.leaders),
        margin=order.margin,
        is_too_close=order.margin is not None and ranking.too_close(order.margin, framework.max_points),
        decision=None,
    )


def framework_ref(catalog: Catalog) -> FrameworkRef:
    framework = catalog.framework
    return FrameworkRef(
        id=catalog.version_id,
        slug=framework.slug,
        title=framework.title,
        version=framework.version,
        digest=catalog.digest,
    )
