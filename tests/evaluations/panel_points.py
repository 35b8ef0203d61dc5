"""A panel of three and short ways to score."""

from collections.abc import Mapping

from audits.evaluations.actions.panel import save_own
from audits.evaluations.actions.reveal import reveal
from audits.evaluations.models import Candidate, Evaluation
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests import factories

DIMENSION = "error-handling"


def make_panel(workspace: Workspace, *names: str) -> list[Actor]:
    """Panelists by first name."""
    return [factories.make_actor(workspace, Role.PANELIST, f"{name}@halden.example") for name in names]


def panel_evaluation(lead: Actor, *vendors: str) -> Evaluation:
    return factories.make_evaluation(lead, vendors=vendors or ("Pipetap",), mode="panel")


def fresh(candidate: Candidate) -> Candidate:
    """As another request finds it."""
    return Candidate.objects.with_parents().get(pk=candidate.pk)


def give(
    actor: Actor, candidate: Candidate, points: int | None, why: str = "", dimension: str = DIMENSION
) -> None:
    save_own(
        actor=actor,
        candidate=fresh(candidate),
        dimension=dimension,
        values={"points": points, "rationale": why},
        version=None,
    )


def abstain(actor: Actor, candidate: Candidate, why: str = "", dimension: str = DIMENSION) -> None:
    save_own(
        actor=actor,
        candidate=fresh(candidate),
        dimension=dimension,
        values={"is_abstained": True, "rationale": why},
        version=None,
    )


def give_all(actor: Actor, candidate: Candidate, points: int) -> None:
    for slug in candidate.evaluation.catalog.dimension_ids:
        give(actor, candidate, points, dimension=slug)


def revealed(lead: Actor, candidate: Candidate, given: Mapping[Actor, int]) -> Candidate:
    """The candidate after the reveal of what each gave one dimension."""
    for actor, points in given.items():
        give(actor, candidate, points)
    reveal(actor=lead, candidate=fresh(candidate))
    return fresh(candidate)
