"""Takes the demo away: its two workspaces, their people, their files. Nothing else is touched."""

from collections.abc import Iterable
from graphlib import TopologicalSorter
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from audits.evidence import making, storage
from audits.evidence.models import Evidence
from audits.operations.demo.people import WORKSPACES, demo_users
from audits.people import links
from audits.people.models import User, Workspace


def remove_demo() -> list[str]:
    """Removes what is there of the demo; returns the names of the workspaces that went."""
    with transaction.atomic():
        found = list(Workspace.objects.filter(slug__in=WORKSPACES, is_demo=True))
        ids = [workspace.pk for workspace in found]
        keys = file_keys(ids)
        people = [*demo_users(), *User.objects.filter(guests__workspace__in=ids), *outsiders(ids)]
        for model in children_first(owned_models()):
            rows = model._default_manager.filter(workspace__in=ids)
            let_go(rows)
            rows.delete()
        Workspace.objects.filter(pk__in=ids).delete()
        # Somebody who was let into another workspace as well stays with their history there.
        User.objects.filter(pk__in=[user.pk for user in people if belongs_nowhere(user)]).delete()
    # Only now: bytes that are gone could not come back with a rolled-back row.
    for key in keys:
        storage.remove(key)
    return [str(workspace) for workspace in found]


def outsiders(workspaces: list[UUID]) -> list[User]:
    """Whom links for one purpose were sent to."""
    rows = (model._default_manager.filter(workspace__in=workspaces) for model in links.kinds())
    return [link.recipient for each in rows for link in each.select_related("recipient")]


def belongs_nowhere(user: User) -> bool:
    is_asked = any(model._default_manager.filter(recipient=user).exists() for model in links.kinds())
    return not user.memberships.exists() and not user.guests.exists() and not is_asked


def file_keys(workspaces: list[UUID]) -> list[str]:
    """Where the workspaces' files lie."""
    evidence = Evidence.objects.filter(workspace__in=workspaces)
    pairs = evidence.values_list("storage_key", "thumbnail_key")
    made = (making.rows_of(model).filter(workspace__in=workspaces) for model in making.queues())
    reports = (key for rows in made for key in rows.values_list("storage_key", flat=True))
    return [key for key in [*(key for pair in pairs for key in pair), *reports] if key]


def let_go(rows: models.QuerySet[models.Model]) -> None:
    """Rows that point to others of their own table stop doing so: none of them has to go first."""
    own = [field.name for field in rows.model._meta.concrete_fields if field.related_model is rows.model]
    if own:
        rows.update(**dict.fromkeys(own))


def owned_models() -> list[type[models.Model]]:
    """Every table whose rows belong to a workspace."""
    return [
        model
        for model in apps.get_models()
        if any(field.name == "workspace" and field.many_to_one for field in model._meta.get_fields())
    ]


def children_first(tables: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    """In an order in which no row is deleted before those that point to it."""
    known = set(tables)
    parents = {
        model: {field.related_model for field in model._meta.concrete_fields if field.related_model in known}
        - {model}
        for model in known
    }
    return list(reversed(list(TopologicalSorter(parents).static_order())))
