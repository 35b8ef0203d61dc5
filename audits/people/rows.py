"""What every row of a workspace has in common."""

from typing import Any
from uuid import UUID

from django.db import models

from audits.kit.ids import uuid7
from audits.people.models import Workspace


class Row(models.Model):
    """A row of a workspace."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")

    class Meta:
        abstract = True


def held(rows: models.QuerySet[Any]) -> list[UUID]:
    """The keys of rows that nobody else writes before the transaction ends.

    Always taken in the same order, so that two who hold many do not wait for each other. (SQLite lets one
    write at a time anyway.)
    """
    locked = rows.select_for_update(of=("self",), no_key=True)
    return [row.pk for row in locked.order_by("pk").only("pk")]


def pair(at: str, by: str, name: str) -> models.CheckConstraint:
    """A moment and its person: both set or both empty."""
    both = models.Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
    return models.CheckConstraint(condition=models.Q(**{at: None, by: None}) | both, name=name)
