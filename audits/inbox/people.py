"""Who may have work here: everybody who is or was a member or a guest."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from audits.people.models import Guest, Membership, User


def people_of(workspace_id: UUID) -> QuerySet[User]:
    """Those who have left as well: they may still own something."""
    own = {"workspace_id": workspace_id, "user_id": OuterRef("pk")}
    return User.objects.filter(
        Exists(Membership.objects.filter(**own)) | Exists(Guest.objects.filter(**own))
    ).order_by("name", "email")


def names_of(workspace_id: UUID) -> dict[UUID, str]:
    """People by key, in the order of their names."""
    return {person.pk: str(person) for person in people_of(workspace_id)}
