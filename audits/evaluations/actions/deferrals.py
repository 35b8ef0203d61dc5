"""Putting a decision off until a day, with the reason."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audits.evaluations.models import Deferral, Evaluation
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import needed_safe_text
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actor import Actor


def defer(
    *, actor: Actor, evaluation: Evaluation, reason: str, back_on: date, key: str | None = None
) -> dict[str, Any]:
    """Notes why the decision waits and when the actor comes back to it; the evaluation stays open.

    A deferral that stood before ends with it. Raises Denied, Invalid, Decided.
    """
    actor.require(roles.LEADS)
    reason = needed_safe_text("reason", reason, _("Say why; the reason stays on the record."))
    clean_back_on(actor, back_on)

    def do() -> dict[str, Any]:
        evaluation.touch()
        before = end(evaluation.pk)
        row = Deferral.objects.create(
            workspace_id=evaluation.workspace_id,
            evaluation=evaluation,
            revision=evaluation.revision,
            reason=reason,
            back_on=back_on,
            owner_id=actor.user_id,
            deferred_by_id=actor.user_id,
        )
        after = {"reason": reason, "back_on": back_on}
        journal.record(
            actor,
            "evaluation.deferred",
            subject=evaluation.pk,
            before={"back_on": before.back_on} if before else None,
            after=after,
            operation=key or "",
        )
        return {"id": str(row.pk)}

    print_of = journal.fingerprint("defer", evaluation.pk, reason, back_on)
    return journal.once(actor, key, print_of, do)


def clean_back_on(actor: Actor, back_on: date) -> None:
    if back_on < actor.today:
        raise Invalid({"back_on": [_("This day has passed. Choose today or a later one.")]})


def end(evaluation: UUID) -> Deferral | None:
    """Ends the deferral that stands, under the evaluation's lock; answers which one it was."""
    standing = Deferral.objects.standing().filter(evaluation=evaluation).first()
    if standing:
        Deferral.objects.filter(pk=standing.pk).update(ended_at=clock.now())
    return standing
