"""Brings together what a report shows: the read model, and beside it captures, score history, pictures."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from audits.evaluations.comparison import snapshot
from audits.evaluations.comparison.load import load_comparison
from audits.evaluations.comparison.shapes import CandidateView, ComparisonView, Stamp
from audits.evaluations.models import Capture, Decision, Evaluation
from audits.evaluations.remarks import remarks_of
from audits.evidence.models import Evidence
from audits.evidence.outgo import Tampered, thumbnail_bytes
from audits.journal.models import Event, Seal
from audits.journal.sealing import seal_holding
from audits.kit import clock
from audits.reports.jobs import Blob
from audits.reports.presenting.evidence import picture_address
from audits.reports.presenting.material import Beside, CaptureLine, Head, Material, ScoreChange

log = logging.getLogger(__name__)


def gather(evaluation: Evaluation, revision: int) -> Material:
    """Everything about a revision as it was decided, or about the present state while it is open."""
    workspace = evaluation.workspace
    decision = snapshot.decision_of(evaluation, revision)
    view = shown(evaluation, decision, workspace.name)
    return Material(
        view=view,
        framework=evaluation.document,
        zone=ZoneInfo(workspace.timezone),
        made_at=clock.now(),
        beside=beside(evaluation, view, decision.decided_at if decision else None),
        journal_head=journal_head(evaluation, decision),
        earlier=earlier(evaluation, revision),
        remarks=remarks_of(evaluation),
        snapshot_sha256=decision.snapshot_sha256 if decision else "",
    )


def earlier(evaluation: Evaluation, revision: int) -> ComparisonView | None:
    if revision < 2:
        return None
    decision = snapshot.decision_of(evaluation, revision - 1)
    return snapshot.from_decision(decision) if decision else None


def journal_head(evaluation: Evaluation, decision: Decision | None) -> Head | None:
    """What the journal is sealed with that this report rests on."""
    workspace = evaluation.workspace_id
    if decision is None:
        seal = Seal.objects.filter(workspace=workspace).defer("leaves").last()
    else:
        events = Event.objects.for_workspace(workspace).about(evaluation.pk).filter(kind="evaluation.decided")
        numbers = {row.payload["after"]["revision"]: row.pk for row in events.kept()}
        told = numbers.get(decision.revision)
        seal = seal_holding(workspace, told) if told else None
    return Head(seal.number, seal.head, seal.sealed_at) if seal else None


def shown(evaluation: Evaluation, decision: Decision | None, workspace: str) -> ComparisonView:
    if decision is not None:
        return snapshot.from_decision(decision)
    return load_comparison(evaluation, workspace=workspace)


def beside(evaluation: Evaluation, view: ComparisonView, until: datetime | None) -> dict[UUID, Beside]:
    """Captures and score history by candidate; of a decided revision, up to the decision."""
    candidates = [candidate.id for candidate in view.candidates]
    captures, history = capture_lines(candidates, until), score_changes(evaluation, candidates, until)
    return {key: Beside(tuple(captures[key]), tuple(history[key])) for key in candidates}


def capture_lines(candidates: Sequence[UUID], until: datetime | None) -> dict[UUID, list[CaptureLine]]:
    """Lines of the demo that were neither filed nor dropped."""
    rows = Capture.objects.filter(candidate__in=candidates, question=None, dropped_at=None)
    found: dict[UUID, list[CaptureLine]] = defaultdict(list)
    for row in rows.select_related("caught_by"):
        if until is None or row.caught_at <= until:
            line = CaptureLine(row.text, row.demo_second, Stamp(str(row.caught_by), row.caught_at))
            found[row.candidate_id].append(line)
    return found


def score_changes(
    evaluation: Evaluation, candidates: Sequence[UUID], until: datetime | None
) -> dict[UUID, list[ScoreChange]]:
    """Every save of points or reasons, oldest first."""
    events = Event.objects.for_workspace(evaluation.workspace_id).about(*candidates)
    found: dict[UUID, list[ScoreChange]] = defaultdict(list)
    kinds = ("score.saved", "score.agreed")
    for event in events.filter(kind__in=kinds).kept().select_related("actor").order_by("pk"):
        if until is None or event.at <= until:
            found[event.subject].append(score_change(event))
    return found


def score_change(event: Event) -> ScoreChange:
    return ScoreChange(
        dimension=event.part,
        saved=Stamp(str(event.actor) if event.actor else "", event.at),
        before=event.payload["before"],
        after=event.payload["after"],
    )


def pictures(candidates: Iterable[CandidateView]) -> dict[UUID, Blob]:
    """The thumbnails of standing pictures; one whose stored bytes changed is left out and told of."""
    wanted = [
        exhibit.evidence_id
        for candidate in candidates
        for exhibit in candidate.exhibits
        if exhibit.has_thumbnail and exhibit.is_standing
    ]
    found: dict[UUID, Blob] = {}
    for evidence in Evidence.objects.filter(pk__in=wanted):
        try:
            found[evidence.pk] = Blob(thumbnail_bytes(evidence), "image/jpeg")
        except Tampered:
            log.warning("report goes without the picture of evidence %s", evidence.pk)
    return found


def addressed(found: dict[UUID, Blob]) -> dict[str, Blob]:
    return {picture_address(evidence): blob for evidence, blob in found.items()}
