"""From loaded rows to the judged shapes, by the pure rules of `audits.scoring`."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from audits.evaluations.comparison.shapes import (
    Advice,
    AnswerView,
    CandidateView,
    DimensionView,
    ObjectView,
    WaiverView,
)
from audits.scoring import advice as rules
from audits.scoring import asknext, facts, ranking
from audits.scoring.framework import Framework
from audits.scoring.objects import ObjectState, Obstacle, obstacles
from audits.scoring.score import (
    SEEN_FOR_REAL,
    CandidateScore,
    DimensionInput,
    Given,
    Proof,
    score_candidate,
    score_dimension,
)


def given(answer: AnswerView) -> Given:
    return Given(answer.verdict, answer.proof)


def judged_dimension(dimension: DimensionView) -> DimensionView:
    """The dimension with its computed parts filled in."""
    givens = [given(answer) for answer in dimension.answers]
    result = score_dimension(DimensionInput(dimension.slug, dimension.points, givens))
    return replace(
        dimension,
        suggested=result.suggested,
        proven=result.proven,
        answered=result.answered,
        questions=result.questions,
        shown=sum(one.answered and one.proof in SEEN_FOR_REAL for one in givens),
        is_claimed_only=rules.claimed_only_warning(dimension.points, givens),
    )


def score_of(
    framework: Framework, dimensions: Sequence[DimensionView], objects: Sequence[ObjectView]
) -> CandidateScore[WaiverView]:
    """The candidate's score as the contract states it."""
    return score_candidate(
        [
            DimensionInput(one.slug, one.points, [given(answer) for answer in one.answers])
            for one in dimensions
        ],
        framework.bands,
        [state_of(item) for item in objects],
    )


def state_of(item: ObjectView) -> ObjectState[WaiverView]:
    return ObjectState(item.crm, item.object, item.read, item.write, item.waiver)


def obstacles_of(score: CandidateScore[WaiverView]) -> tuple[Obstacle, ...]:
    """Why a candidate with this score cannot be chosen; empty when it can."""
    return tuple(obstacles(score.hard_stops, score.unconfirmed))


def advise(framework: Framework, dimensions: Sequence[DimensionView]) -> Advice:
    """What to point out, and what to ask next (R025-R031)."""
    inputs = [advice_dimension(framework, dimension) for dimension in dimensions]
    answers = [answer for dimension in dimensions for answer in dimension.answers]
    noted = {answer.question: facts.Noted(given(answer), answer.facts) for answer in answers}
    return Advice(
        unanswered=tuple(answer.question for answer in answers if answer.verdict is None),
        not_specific=rules.not_specific(inputs),
        vague_core=tuple(vague.dimension for vague in rules.vague_core(inputs)),
        proof_gaps=tuple(
            gap.question for gap in rules.proof_gaps(one for each in inputs for one in each.answers)
        ),
        warnings=facts.raised(framework.warnings, noted),
        slowest=facts.slowest(latencies(framework, answers)),
        optout_exposure=optout_exposure(framework, answers),
        ask_next=asknext.ask_next(inputs, framework.bands),
    )


def advice_dimension(framework: Framework, dimension: DimensionView) -> rules.AdviceDimension:
    document = framework.dimension(dimension.slug)
    return rules.AdviceDimension(
        slug=dimension.slug,
        core=document.core,
        points=dimension.points,
        answers=[
            rules.AnswerInput(
                question=answer.question,
                given=given(answer),
                noted=bool(answer.note.strip()),
                evidenced=answer.is_evidenced,
                needs=Proof(question.needs) if question.needs else None,
            )
            for question, answer in zip(document.questions, dimension.answers, strict=True)
        ],
    )


def latencies(framework: Framework, answers: Iterable[AnswerView]) -> list[facts.Latency]:
    """Every measured delay that competes for the slowest (R027)."""
    return [
        facts.Latency(answer.question, facts.duration(answer.facts[fact.slug]))
        for answer in answers
        for fact in framework.question(answer.question).facts
        if fact.latency and answer.facts.get(fact.slug)
    ]


def optout_exposure(framework: Framework, answers: Iterable[AnswerView]) -> int | None:
    """Minutes from an opt-out to the next batch, where both times of day were noted (R029)."""
    for answer in answers:
        times = [fact.slug for fact in framework.question(answer.question).facts if fact.kind == "time"]
        if len(times) == 2 and all(answer.facts.get(slug) for slug in times):
            return facts.exposure_minutes(*(answer.facts[slug] for slug in times))
    return None


def ranked(candidates: Sequence[CandidateView]) -> tuple[tuple[CandidateView, ...], ranking.Ranking]:
    """The candidates in rank order with their rank, and the ranking itself."""
    by_key = {str(candidate.id): candidate for candidate in candidates}
    order = ranking.rank(
        ranking.Entry(
            key=key,
            name=candidate.vendor,
            points=candidate.score.points,
            proven=candidate.score.proven,
            stopped=candidate.is_stopped,
            fully_scored=not candidate.unscored,
            left_out=candidate.left_out is not None,
        )
        for key, candidate in by_key.items()
    )
    return tuple(replace(by_key[place.key], rank=place.rank) for place in order.places), order
