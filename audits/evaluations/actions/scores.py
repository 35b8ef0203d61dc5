"""Giving points in solo mode (R046, R064, R065)."""

from typing import Any, TypedDict

from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.models import Candidate, Score
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import clean_text, known
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.scoring.score import is_points


class ScoreValues(TypedDict, total=False):
    """Points (0 to 5, None clears) and the reason; a field left out keeps its value."""

    points: int | None
    rationale: str
    demo_second: int | None


def save_score(
    *,
    actor: Actor,
    candidate: Candidate,
    dimension: str,
    values: ScoreValues,
    version: int | None,
    key: str | None = None,
) -> dict[str, Any]:
    """Saves the points or reason of one dimension; see `write.outcome` for the result.

    `candidate` comes with its evaluation. Raises Denied, Invalid, Conflict, Decided, and Blocked in
    panel mode, where points are given blind and agreed on.
    """
    actor.require(roles.LEADS)
    write.same_workspace(actor, candidate.workspace_id)
    if candidate.evaluation.is_panel:
        raise Blocked(_("In this evaluation a panel gives the points."))
    catalog = candidate.evaluation.catalog
    cleaned = clean(values)
    at = clock.now()

    def do() -> dict[str, Any]:
        candidate.touch()
        row = Score.objects.select_related("saved_by").get(
            candidate=candidate, dimension=catalog.dimension_ids[dimension]
        )
        before = write.swap(row, cleaned, actor=actor, version=version, at=at)
        journal.record(
            actor,
            "score.saved",
            subject=candidate.pk,
            part=dimension,
            before=before,
            after=cleaned,
            operation=key or "",
            version=row.version,
        )
        return write.outcome(candidate, row)

    print_of = journal.fingerprint("score", candidate.pk, dimension, values, version)
    return journal.once(actor, key, print_of, do, write.expected(candidate, version, at))


def clean(values: ScoreValues) -> dict[str, Any]:
    """Database values of what was given, or `Invalid` naming every wrong field."""
    cleaned: dict[str, Any] = {}
    known(values, frozenset(ScoreValues.__annotations__))
    if "points" in values:
        points = values["points"]
        if points is not None and not is_points(points):
            raise Invalid({"points": [_("Points are whole numbers from 0 to 5.")]})
        cleaned["points"] = points
    if "rationale" in values:
        cleaned["rationale"] = clean_text("rationale", values["rationale"])
    if "demo_second" in values:
        cleaned["demo_second"] = write.clean_second(values["demo_second"])
    return cleaned
