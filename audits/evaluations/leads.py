"""Who answers for an evaluation."""

from uuid import UUID

from audits.evaluations.admission import excluded
from audits.evaluations.models import Evaluation
from audits.people import roles
from audits.people.models import Membership
from audits.people.roles import Role


def lead_of(evaluation: Evaluation) -> UUID | None:
    """Who started it, while they lead here; else the lead, or the admin, who is here longest.

    Nobody who is excluded from it; None when that leaves nobody.
    """
    rows = Membership.objects.active().filter(workspace_id=evaluation.workspace_id, role__in=roles.LEADS)
    rows = rows.exclude(user_id__in=excluded(evaluation.pk)).order_by("created_at", "pk")
    found = dict(rows.values_list("user_id", "role"))
    if evaluation.created_by_id in found:
        return evaluation.created_by_id
    return next((user for user, role in found.items() if role == Role.LEAD), next(iter(found), None))
