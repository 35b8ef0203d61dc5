"""Who may see an evaluation's answers, besides the role: nobody who is excluded, and the members of a panel
once they have declared that nothing stands between them and a fair score."""

from typing import Any, Protocol
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from audits.evaluations.models import Declaration, Evaluation
from audits.evaluations.models.declaration import Interest, Ruling
from audits.evaluations.models.evaluation import Mode, Status
from audits.kit.refusals import Denied
from audits.people import roles
from audits.people.actor import Actor


class Known(Protocol):
    """A row that was fetched with `declared_by`: the reader's own declaration and the ruling on it."""

    interest: str | None
    ruling: str | None


def refuse_excluded(row: Known) -> None:
    """`Denied` for whoever a lead has excluded, on pages, files and API alike."""
    if row.ruling == Ruling.EXCLUDED:
        raise Denied(_("You are excluded from this evaluation, so you see nothing of it and score nothing."))


def must_declare(row: Known, evaluation: Evaluation, role: str) -> bool:
    """A panel's member who has not declared, or waits for a ruling; nobody once it is decided."""
    is_clear = row.interest == Interest.NONE or row.ruling == Ruling.WAIVED
    is_asked = evaluation.is_panel and evaluation.is_open
    return is_asked and role in roles.GIVES_PANEL_POINTS and not is_clear


def closed_to(actor: Actor) -> QuerySet[Evaluation, Any]:
    """The evaluations of the workspace that the actor must not see into, for lists over several."""
    own = Declaration.objects.filter(evaluation=OuterRef("pk")).of(actor.user_id)
    closed = Q(Exists(own.excluding()))
    if actor.can(roles.GIVES_PANEL_POINTS):
        closed |= Q(mode=Mode.PANEL, status=Status.OPEN) & ~Q(Exists(own.clear()))
    return Evaluation.objects.for_workspace(actor.workspace_id).filter(closed)


def excluded(evaluation_id: UUID) -> set[UUID]:
    """The people who do not count among an evaluation's panel."""
    rows = Declaration.objects.filter(evaluation_id=evaluation_id).excluding()
    return set(rows.values_list("person_id", flat=True))
