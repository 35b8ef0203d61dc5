"""Many vendors, evaluations and fully answered candidates, written in bulk, for measuring."""

from collections.abc import Iterator
from itertools import cycle, islice
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import Max

from audits.evaluations.actions.setup import BUILT_IN_SLUG
from audits.evaluations.models import Answer, Candidate, Evaluation, ObjectCheck, Score
from audits.frameworks.actions import latest, load_built_in
from audits.frameworks.catalog import Catalog
from audits.journal.models import Event, new_event
from audits.kit import clock
from audits.kit.ids import uuid7
from audits.operations.demo import large_audits
from audits.people.actor import Actor
from audits.scoring.framework import Crm
from audits.vendors.models import Vendor

VENDORS, EVALUATIONS, CANDIDATES = 200, 60, 400
FIRST_VENDOR = "Vendor 001"
BATCH = 2000
NOTES = (
    "Shown on the second try, in their demo tenant.",
    "Said to work alike for all objects. Nothing was opened.",
    "Seen in our trial org: 12 s, then 9 s, then 14 s.",
    "A customer's tenant, names hidden. The log named record and field.",
    "Part of the larger plan only; price by mail.",
    "Their engineer knew it by heart, sales did not.",
)
REASONS = (
    "As in level 3, a little more.",
    "Shown whole.",
    "Half of it is on the roadmap.",
    "Seen, but fixed.",
)


class FilledAlready(Exception):
    """The workspace holds these vendors."""


@transaction.atomic
def fill(actor: Actor, *, seed: int = 1) -> dict[str, int]:
    """Fills the actor's workspace; the same seed gives the same figures. Returns how many of what."""
    if Vendor.objects.for_workspace(actor.workspace_id).filter(name=FIRST_VENDOR).exists():
        raise FilledAlready
    load_built_in()
    random = Random(seed)
    vendors = Vendor.objects.bulk_create(make_vendors(actor), BATCH)
    evaluations = Evaluation.objects.bulk_create(make_evaluations(actor), BATCH)
    candidates = Candidate.objects.bulk_create(make_candidates(evaluations, vendors), BATCH)
    catalog = evaluations[0].catalog
    answers = Answer.objects.bulk_create(make_answers(actor, candidates, catalog, random), BATCH)
    scores = Score.objects.bulk_create(make_scores(actor, candidates, catalog, random), BATCH)
    checks = ObjectCheck.objects.bulk_create(make_checks(actor, candidates, random), BATCH)
    events = Event.objects.bulk_create(make_events(actor, answers, scores, catalog), BATCH)
    return {
        "vendors": len(vendors),
        "evaluations": len(evaluations),
        "candidates": len(candidates),
        "answers": len(answers),
        "points": len(scores),
        "objects": len(checks),
        "events": len(events),
        **large_audits.fill(actor, random),
    }


def make_vendors(actor: Actor) -> Iterator[Vendor]:
    for number in range(1, VENDORS + 1):
        yield Vendor(
            workspace_id=actor.workspace_id,
            name=f"Vendor {number:03}",
            product=f"Product {number:03}",
            website=f"https://vendor-{number:03}.example",
            crms=["salesforce", "hubspot"],
            created_by_id=actor.user_id,
        )


def make_evaluations(actor: Actor) -> Iterator[Evaluation]:
    version = latest(BUILT_IN_SLUG, workspace_id=actor.workspace_id)
    present = Evaluation.objects.for_workspace(actor.workspace_id)
    highest = present.aggregate(highest=Max("number"))["highest"] or 0
    for number in range(1, EVALUATIONS + 1):
        yield Evaluation(
            workspace_id=actor.workspace_id,
            number=highest + number,
            title=f"Purchase {number:02}",
            framework=version,
            crms=["salesforce", "hubspot"],
            created_by_id=actor.user_id,
        )


def make_candidates(evaluations: list[Evaluation], vendors: list[Vendor]) -> Iterator[Candidate]:
    """Each evaluation gets the next vendors of the row, one more while there are candidates over."""
    row = cycle(vendors)
    least, over = divmod(CANDIDATES, EVALUATIONS)
    for position, evaluation in enumerate(evaluations):
        for vendor in islice(row, least + (position < over)):
            writes = len(evaluation.catalog.question_ids) + len(evaluation.catalog.dimension_ids)
            yield Candidate(
                id=uuid7(),
                workspace_id=evaluation.workspace_id,
                evaluation=evaluation,
                vendor=vendor,
                change=writes,
            )


def saved(actor: Actor, candidate: Candidate) -> dict[str, Any]:
    """What every saved row of a candidate has."""
    return {
        "id": uuid7(),
        "workspace_id": actor.workspace_id,
        "candidate": candidate,
        "version": 1,
        "saved_at": clock.now(),
        "saved_by_id": actor.user_id,
    }


def make_answers(
    actor: Actor, candidates: list[Candidate], catalog: Catalog, random: Random
) -> Iterator[Answer]:
    for candidate in candidates:
        for second, key in enumerate(catalog.question_ids.values()):
            yield Answer(
                **saved(actor, candidate),
                question_id=key,
                verdict=random.choices(("strong", "partial", "none"), (5, 3, 1))[0],
                proof=random.choice(("claimed", "sandbox", "production", "own-org")),
                note=random.choice(NOTES),
                demo_second=second * 110,
            )


def make_scores(
    actor: Actor, candidates: list[Candidate], catalog: Catalog, random: Random
) -> Iterator[Score]:
    for candidate in candidates:
        for key in catalog.dimension_ids.values():
            points = random.choices(range(6), (1, 1, 2, 4, 5, 3))[0]
            reason = random.choice(REASONS)
            yield Score(**saved(actor, candidate), dimension_id=key, points=points, rationale=reason)


def make_checks(actor: Actor, candidates: list[Candidate], random: Random) -> Iterator[ObjectCheck]:
    for candidate in candidates:
        for crm in candidate.evaluation.document.crms:
            yield from checks_of(actor, candidate, crm, random)


def checks_of(actor: Actor, candidate: Candidate, crm: Crm, random: Random) -> Iterator[ObjectCheck]:
    """All required objects read; one in forty cannot be written."""
    for item in crm.objects:
        write = random.random() > 0.025
        parts = {part.slug: {"read": True, "write": write} for part in item.parts}
        own = saved(actor, candidate)
        yield ObjectCheck(**own, crm=crm.slug, object=item.slug, read=True, write=write, parts=parts)


def make_events(
    actor: Actor, answers: list[Answer], scores: list[Score], catalog: Catalog
) -> Iterator[Event]:
    """One event for every answer and for all points, as saving them one by one would have left."""
    for answer in answers:
        after = {"verdict": answer.verdict, "proof": answer.proof, "note": answer.note}
        yield saved_event(actor, "answer", answer, catalog.question_slugs[answer.question_id], after)
    for score in scores:
        given = {"points": score.points, "rationale": score.rationale}
        yield saved_event(actor, "score", score, catalog.dimension_slugs[score.dimension_id], given)


def saved_event(actor: Actor, noun: str, row: Answer | Score, part: str, after: dict[str, Any]) -> Event:
    return new_event(
        workspace_id=actor.workspace_id,
        actor_id=actor.user_id,
        kind=f"{noun}.saved",
        subject=row.candidate_id,
        part=part,
        after=after,
        version=row.version,
    )
