"""The promises of a candidate: answers so marked, with who said it when, to become commitments (R076)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse

from audits.commitments.actions.cleaning import CEILING, PLACES
from audits.commitments.actions.promises import Promise
from audits.commitments.models import Commitment, Comparison
from audits.evaluations.models import Answer, Candidate, Demo
from audits.people.actor import Actor
from audits.scoring import facts
from audits.scoring.framework import Question

SAID_BY = 200


def promises_of(actor: Actor, candidate: Candidate) -> list[Promise]:
    """In the framework's order; `candidate` comes with its evaluation. Two queries."""
    catalog = candidate.evaluation.catalog
    asked = [catalog.question_ids[question.slug] for question in catalog.framework.questions]
    answers = sorted(marked(candidate), key=lambda answer: asked.index(answer.question_id))
    demos = list(Demo.objects.filter(candidate=candidate)) if answers else []
    return [promise(actor, candidate, answer, demos) for answer in answers]


def marked(candidate: Candidate) -> QuerySet[Answer]:
    return Answer.objects.filter(candidate=candidate, is_promise=True)


def taken_over(candidates: Iterable[UUID]) -> QuerySet[Commitment]:
    """The commitments that answers of these candidates became."""
    return Commitment.objects.filter(
        source_answer__in=Answer.objects.filter(candidate__in=candidates).values("pk")
    )


def promise(actor: Actor, candidate: Candidate, answer: Answer, demos: Iterable[Demo]) -> Promise:
    """One answer with everything that a commitment copies of it."""
    catalog = candidate.evaluation.catalog
    slug = catalog.question_slugs[answer.question_id]
    question = catalog.framework.question(slug)
    said_by, said_on = spoken(answer, demos, actor.zone)
    return Promise(
        source_answer=answer.pk,
        text=sentence(answer.note) or question.text,
        question=slug,
        question_text=question.text,
        dimension=catalog.framework.dimension(catalog.dimension_of[slug]).title,
        verdict=answer.verdict,
        proof=answer.proof,
        words=answer.note,
        demo_second=answer.demo_second,
        said_by=said_by,
        said_on=said_on,
        source_title=f"{candidate.evaluation.code} {candidate.evaluation.title}",
        source_path=address(actor, candidate.pk, slug),
        **figure(question, answer.facts),
    )


def address(actor: Actor, candidate: UUID, question: str) -> str:
    """The answer in its place on the scoring page."""
    return f"{reverse('candidate-score', args=[actor.workspace_slug, candidate])}#q-{question}"


def sentence(note: str) -> str:
    """The first paragraph of a note: what was said; what follows explains it."""
    return note.strip().partition("\n\n")[0].strip()


def spoken(answer: Answer, demos: Iterable[Demo], zone: ZoneInfo) -> tuple[str, date | None]:
    """The vendor's people of the last demo that had begun when the answer was saved, and its day there.

    Without such a demo it is nobody's word in particular, told on the day it was written down.
    """
    if answer.saved_at is None:
        return "", None
    begun = [demo for demo in demos if begins(demo) <= answer.saved_at]
    if not begun:
        return "", answer.saved_at.astimezone(zone).date()
    last = max(begun, key=begins)
    people = ", ".join(line.strip(" ,;") for line in last.vendor_people.splitlines() if line.strip(" ,;"))
    shortened = people if len(people) <= SAID_BY else f"{people[: SAID_BY - 1]}…"
    return shortened, begins(last).astimezone(zone).date()


def begins(demo: Demo) -> datetime:
    """When its timer was first started, or when it was to be held."""
    return demo.started_at or demo.held_at


def figure(question: Question, noted: dict[str, Any]) -> dict[str, Any]:
    """A length of time noted beside the answer as what it may take at most, in seconds.

    A delay that was measured goes before any other length of time.
    """
    lengths = [fact for fact in question.facts if fact.kind == "duration" and noted.get(fact.slug)]
    if not lengths:
        return {}
    told = next((fact for fact in lengths if fact.latency), lengths[0])
    seconds = facts.duration(noted[told.slug]).seconds
    if seconds >= CEILING:
        return {}
    return {"comparison": Comparison.AT_MOST, "limit": round(seconds, PLACES), "unit": "s"}
