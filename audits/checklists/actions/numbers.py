"""The next short number of a noun, while its workspace's row is locked."""

from uuid import UUID

from django.db.models import F, Model, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from audits.people.models import Workspace


def next_number(model: type[Model], workspace_id: UUID) -> Combinable:
    """One more than the highest `number` of the workspace's rows, found by the insert itself.

    Inside a transaction: the update takes the workspace's row lock, which keeps two from taking one
    number. Whoever needs the number reads it anew.
    """
    Workspace.objects.filter(pk=workspace_id).update(slug=F("slug"))
    rows = model._default_manager.filter(workspace_id=workspace_id).order_by("-number")
    return Coalesce(Subquery(rows.values("number")[:1]), 0) + 1
