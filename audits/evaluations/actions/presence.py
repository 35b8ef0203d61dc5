"""Who is in a demo. A screen that is open says so; this is no change of the record and leaves no event."""

from typing import Any

from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.models import Candidate, Presence
from audits.kit import clock
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actor import Actor


def be_here(*, actor: Actor, candidate: Candidate, dimension: Any = "") -> None:
    """Notes that the actor's screen is open, and which dimension it shows: one statement."""
    actor.require(roles.READS_EVALUATIONS)
    write.same_workspace(actor, candidate.workspace_id)
    is_known = isinstance(dimension, str) and dimension in {"", *candidate.evaluation.catalog.dimension_ids}
    if not is_known:
        raise Invalid({"dimension": [_("“%(value)s” is not known here.") % {"value": str(dimension)[:60]}]})
    row = Presence(
        workspace_id=candidate.workspace_id,
        candidate=candidate,
        person_id=actor.user_id,
        dimension=dimension,
        seen_at=clock.now(),
    )
    Presence.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["candidate", "person"],
        update_fields=["dimension", "seen_at"],
    )
