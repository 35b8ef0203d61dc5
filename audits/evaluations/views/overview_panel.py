"""What the overview says of a panel before the reveal: who is awaited, and how far each is, never how."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import ComparisonView
from audits.evaluations.models import Declaration, Evaluation
from audits.evaluations.panel import Panelist, members, panels_of
from audits.people import roles
from audits.people.actor import Actor
from audits.people.roles import Role


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the panel of one candidate is."""

    finished: str
    own: str
    """Blank for whoever gives no points."""


def panel_news(actor: Actor, evaluation: Evaluation, view: ComparisonView) -> dict[str, Any]:
    """Nothing in solo mode, nor once it is decided."""
    if not (evaluation.is_panel and evaluation.is_open):
        return {}
    news: dict[str, Any] = {"progress": progress(actor, evaluation, view)}
    return news | awaited(actor, evaluation) if actor.can(roles.LEADS) else news


def progress(actor: Actor, evaluation: Evaluation, view: ComparisonView) -> dict[UUID, Progress]:
    blind = [candidate.id for candidate in view.candidates if candidate.is_blind]
    return {key: progress_of(actor, panel) for key, panel in panels_of(evaluation, blind).items()}


def progress_of(actor: Actor, panel: list[Panelist]) -> Progress:
    words = {"finished": sum(one.is_finished for one in panel), "size": len(panel)}
    own = next((one for one in panel if one.user_id == actor.user_id), None)
    return Progress(
        finished=_("Finished: %(finished)d of %(size)d on the panel.") % words,
        own=_("You: %(done)d of %(total)d scored.") % {"done": own.done, "total": own.total} if own else "",
    )


def awaited(actor: Actor, evaluation: Evaluation) -> dict[str, list[str]]:
    """Those who see no answers yet: they wait for a ruling of somebody else's, or have not declared."""
    rows = {row.person_id: row for row in Declaration.objects.filter(evaluation=evaluation).with_people()}
    waiting = [str(row.person) for row in rows.values() if row.waits and row.person_id != actor.user_id]
    panel = [one for one in members(evaluation).values() if one.role == Role.PANELIST]
    return {
        "waiting": sorted(waiting, key=str.casefold),
        "undeclared": sorted((str(one.user) for one in panel if one.user_id not in rows), key=str.casefold),
    }
