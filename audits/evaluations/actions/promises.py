"""Making commitments of what a candidate promised, with the decision or before it (R076)."""

from typing import Any

from django.utils.translation import gettext as _

from audits.commitments.actions.promises import take_over
from audits.evaluations.models import Candidate
from audits.evaluations.promises import promises_of
from audits.journal import actions as journal
from audits.kit.refusals import Blocked
from audits.people import roles
from audits.people.actor import Actor


def commit(*, actor: Actor, candidate: Candidate, key: str | None = None) -> dict[str, Any]:
    """Takes a candidate's promises over by hand; answers the codes {"made", "updated"}.

    Nothing of the evaluation changes, so a decided one may still be asked. `Blocked` without a promise.
    """
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        promises = promises_of(actor, candidate)
        if not promises:
            raise Blocked(_("No answer of this vendor is marked as a promise."))
        return take_over(actor=actor, vendor_id=candidate.vendor_id, promises=promises)

    return journal.once(actor, key, journal.fingerprint("commit", candidate.pk), do)
