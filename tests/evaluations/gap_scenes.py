"""Small makers of gaps, through the product's own actions."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from audits.evaluations.actions.gaps import open_gap
from audits.evaluations.actions.scores import save_score
from audits.evaluations.models import Candidate, Gap
from audits.people.actor import Actor

PARTS = ("candidate__evaluation", "candidate__vendor", "owner")


def fresh(gap: Gap) -> Gap:
    """As the pages fetch it."""
    return Gap.objects.select_related(*PARTS).get(pk=gap.pk)


def lacking(actor: Actor, candidate: Candidate, **changed: Any) -> Gap:
    """No record filter, blocking until the vendor's date, unless told otherwise."""
    told: dict[str, Any] = {
        "title": "No record filter",
        "dimension": "permission-scoping",
        "workflow": "Territory privacy",
        "owner": actor.user_id,
        "ruling": "blocking",
        "reason": "Reps would see strategic accounts.",
        "mitigation": "Promised under PS-2.",
        "vendor_on": actor.today + timedelta(days=60),
    }
    made = open_gap(actor=actor, candidate=candidate, values={**told, **changed})  # type: ignore[typeddict-item]
    return Gap.objects.select_related(*PARTS).get(pk=UUID(made["id"]))


def score_all(actor: Actor, candidate: Candidate, points: int, **changed: int) -> None:
    """Every dimension with the same points; `sync_timing=2` gives one its own."""
    for dimension in candidate.evaluation.document.dimensions:
        given = changed.get(dimension.slug.replace("-", "_"), points)
        words = f"Seen in the demo. {dimension.title}"
        save_score(
            actor=actor,
            candidate=candidate,
            dimension=dimension.slug,
            values={"points": given, "rationale": words},
            version=None,
        )
