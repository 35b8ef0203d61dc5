"""Which low-code recipes may run in production, and who said so (R142, GV-05)."""

from datetime import date
from functools import partial
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from audits.connectors.actions.connectors import open_row
from audits.connectors.models import Connector, RecipeApproval
from audits.connectors.values import each, line, needed, past
from audits.journal import actions as journal
from audits.kit import clock, text
from audits.kit.refusals import Blocked
from audits.people import roles
from audits.people.actor import Actor

NOTE_LIMIT = 1000


class ApprovalValues(TypedDict):
    """Who let which recipe run, and when."""

    recipe: str
    approved_by: str
    approved_on: date
    note: str


def record_approval(
    *, actor: Actor, connector: Connector, values: ApprovalValues, key: str | None = None
) -> dict[str, Any]:
    """Keeps that a recipe may run in production. Raises Denied, Invalid, Blocked."""
    actor.require(roles.LEADS)
    cleaned = each(values, cleaners(actor))

    def do() -> dict[str, Any]:
        row = open_row(connector)
        approval = RecipeApproval.objects.create(
            workspace_id=actor.workspace_id, connector=row, recorded_by_id=actor.user_id, **cleaned
        )
        journal.record(actor, "approval.recorded", subject=row.pk, after=cleaned, operation=key or "")
        return {"id": str(approval.pk)}

    return journal.once(actor, key, journal.fingerprint("approval", connector.pk, cleaned), do)


def end_approval(*, actor: Actor, approval: RecipeApproval) -> None:
    """The recipe may not run any longer; that it was approved stays on the record."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        still = RecipeApproval.objects.filter(pk=approval.pk, ended_at=None)
        if not still.update(ended_at=clock.now(), ended_by_id=actor.user_id):
            raise Blocked(_("This approval has ended already."))
        before = {"recipe": approval.recipe}
        journal.record(actor, "approval.ended", subject=approval.connector_id, before=before)
        return {}

    journal.once(actor, None, "", do)


def cleaners(actor: Actor) -> dict[str, Any]:
    return {
        "recipe": partial(needed, "recipe", text.SHORT),
        "approved_by": partial(needed, "approved_by", text.SHORT),
        "approved_on": partial(past, "approved_on", actor.today),
        "note": partial(line, "note", NOTE_LIMIT),
    }
