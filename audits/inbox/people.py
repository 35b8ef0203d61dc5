"""Who may have work here: everybody who is or was a member."""

from uuid import UUID

from audits.people.models import User


def names_of(workspace_id: UUID) -> dict[UUID, str]:
    """People by key, in the order of their names; those who have left may still own something."""
    people = User.objects.filter(memberships__workspace_id=workspace_id)
    return {person.pk: str(person) for person in people.order_by("name", "email")}
