"""Building the read model: a constant number of queries, whatever the number of candidates."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from audits.evaluations.comparison import judge
from audits.evaluations.comparison.costs import WITH_COST, cost_of
from audits.evaluations.comparison.levels import WITH_SLA, sla_of
from audits.evaluations.comparison.panel import panel_total, with_panel, without_hints
from audits.evaluations.comparison.rows import Rows, load_rows, load_saved_rows, stamp
from audits.evaluations.comparison.shapes import (
    SCHEMA,
    AnswerView,
    CandidateView,
    ComparisonView,
    DimensionView,
    ExhibitView,
    FrameworkRef,
    LeftOut,
    ObjectView,
    ProposalView,
    Stamp,
    WaiverView,
)
from audits.evaluations.comparison.together import declarations_of
from audits.evaluations.models import Candidate, Evaluation
from audits.frameworks.catalog import Catalog
from audits.kit import clock
from audits.scoring import ranking
from audits.scoring.score import Proof, Verdict


def answer_view(
    question: str,
    row: dict[str, Any],
    *,
    is_evidenced: bool,
    exhibits: list[ExhibitView],
    proposals: Iterable[ProposalView],
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
        saved=stamp(row["who"], row["saved_at"], row["saved_by_id"]),
        is_evidenced=is_evidenced,
        exhibits=tuple(exhibits),
        proposals=tuple(proposals),
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
                    proposals=rows.proposals.get((candidate, pk), ()),
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
            saved=stamp(row["who"], row["saved_at"], row["saved_by_id"]),
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
    own = own_waiver(row)
    waiver = None if own and is_over(own, row) else own
    if unused:
        at = datetime.fromisoformat(unused["at"])
        waiver = WaiverView(unused["reason"], unused["author"], at, is_unused=True)
    return ObjectView(
        crm=row["crm"],
        object=row["object"],
        read=row["read"],
        write=row["write"],
        parts=row["parts"],
        version=row["version"],
        saved=stamp(row["who"], row["saved_at"]),
        waiver=waiver,
        expired=None if own is waiver or unused else own,
    )


def own_waiver(row: dict[str, Any]) -> WaiverView | None:
    """The waiver of an object's present answer."""
    if not row["waiver_at"]:
        return None
    reason, author, at = row["waiver_reason"], row["waiver_author"], row["waiver_at"]
    return WaiverView(reason, author, at, is_unused=False, expires_on=row["waiver_expires_on"])


def is_over(waiver: WaiverView, row: dict[str, Any]) -> bool:
    """Its last day is over where the workspace is; what is decided stands as it was decided on."""
    if waiver.expires_on is None or not row["is_open"]:
        return row["waiver_expired_at"] is not None
    return waiver.expires_on < clock.now().astimezone(ZoneInfo(row["zone"])).date()


def candidate_view(candidate: Candidate, evaluation: Evaluation, rows: Rows) -> CandidateView:
    """One judged candidate; its rank is 0 until it is ranked among the others."""
    catalog = evaluation.catalog
    dimensions = dimension_views(candidate.pk, rows, catalog)
    objects = object_views(candidate.pk, rows, evaluation)
    score = judge.score_of(catalog.framework, dimensions, objects)
    revealed = rows.panels.get(candidate.pk)
    is_blind = evaluation.is_panel and candidate.revealed_at is None
    view = CandidateView(
        id=candidate.pk,
        vendor_id=candidate.vendor_id,
        vendor=candidate.vendor.name,
        product=candidate.vendor.product,
        change=candidate.change,
        score=score,
        dimensions=with_panel(dimensions, revealed) if revealed else dimensions,
        objects=objects,
        demos=tuple(rows.demos.get(candidate.pk, [])),
        obstacles=judge.obstacles_of(score),
        advice=judge.advise(catalog.framework, dimensions),
        rank=0,
        is_blind=is_blind,
        revealed=revealed.revealed if revealed else None,
        panel=panel_total(revealed, catalog.framework) if revealed else None,
        clarifications=tuple(rows.clarifications.get(candidate.pk, [])),
        gaps=tuple(rows.gaps.get(candidate.pk, [])),
        has_blocking_gap=candidate.pk in rows.blocked,
        left_out=left_out(candidate),
    )
    return without_hints(view) if is_blind else view


def left_out(candidate: Candidate) -> LeftOut | None:
    """Where it was left out of the shortlist."""
    if candidate.left_round is None or candidate.left_at is None:
        return None
    by = Stamp(str(candidate.left_by), candidate.left_at, candidate.left_by_id)
    return LeftOut(candidate.left_round, candidate.left_reason, by)


def load_candidate(candidate: Candidate, *, whole: bool = True, has_gaps: bool = False) -> CandidateView:
    """One candidate (loaded with vendor and evaluation), unranked: rank 0.

    Its gaps come when asked for; whether one of them blocks is always known.
    """
    evaluation = candidate.evaluation
    has_panel = evaluation.is_panel
    rows = load_rows([candidate.pk], evaluation.catalog, whole=whole, has_panel=has_panel, has_gaps=has_gaps)
    return candidate_view(candidate, evaluation, rows)


def load_saved(candidate: Candidate) -> CandidateView:
    """One candidate right after a save: judged as ever, without evidence and demos."""
    return candidate_view(candidate, candidate.evaluation, load_saved_rows(candidate.pk))


def load_comparison(evaluation: Evaluation, *, workspace: str, whole: bool = True) -> ComparisonView:
    """All candidates of an open evaluation as they stand now, in rank order."""
    running = list(evaluation.candidates.running().select_related("vendor", "left_by", WITH_COST, WITH_SLA))
    keys = [candidate.pk for candidate in running]
    rows = load_rows(keys, evaluation.catalog, whole=whole, has_panel=evaluation.is_panel)
    views = [
        replace(candidate_view(one, evaluation, rows), cost=cost_of(one), sla=sla_of(one)) for one in running
    ]
    ranked, order = judge.ranked(views)
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
        declarations=declarations_of(evaluation.pk) if whole else (),
        round=evaluation.round,
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
