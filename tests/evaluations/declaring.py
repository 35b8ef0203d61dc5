"""An evaluation in panel mode with its people, and short ways to declare and rule."""

from audits.evaluations.actions.declarations import declare, rule
from audits.evaluations.models import Declaration, Evaluation
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.factories import make_actor


def in_panel_mode(evaluation: Evaluation) -> Evaluation:
    Evaluation.objects.filter(pk=evaluation.pk).update(mode="panel")
    evaluation.refresh_from_db()
    return evaluation


def panelist(workspace: Workspace, name: str = "priya") -> Actor:
    return make_actor(workspace, Role.PANELIST, f"{name}@{workspace.slug}.example")


def clear(actor: Actor, evaluation: Evaluation) -> Declaration:
    """Nothing ties this person to a vendor."""
    declare(actor=actor, evaluation=evaluation, interest="none")
    return evaluation.declarations.get(person=actor.user_id)


def interested(actor: Actor, evaluation: Evaluation, note: str = "Shares in Pipetap.") -> Declaration:
    declare(actor=actor, evaluation=evaluation, interest="declared", note=note)
    return evaluation.declarations.get(person=actor.user_id)


def excluded(actor: Actor, evaluation: Evaluation, *, by: Actor) -> Declaration:
    """Somebody whom a lead has excluded."""
    row = interested(actor, evaluation)
    rule(actor=by, declaration=row, ruling="excluded", reason="Owns a part of it.")
    row.refresh_from_db()
    return row
