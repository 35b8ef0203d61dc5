"""What the saves of a candidate's rows have in common."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from audits.evaluations.models import (
    Answer,
    Candidate,
    CostSheet,
    Gap,
    ObjectCheck,
    PanelScore,
    Proposal,
    Score,
    Sla,
)
from audits.kit.refusals import Conflict, Invalid
from audits.people.actor import Actor

Saved = Answer | Score | ObjectCheck | CostSheet | Gap | Proposal | Sla
RowType = TypeVar("RowType", Answer, Score, ObjectCheck, CostSheet, Gap, Proposal, Sla)
LAST_SECOND = 24 * 3600


def swap(
    row: RowType, values: Mapping[str, Any], *, actor: Actor, version: int | None, at: datetime
) -> dict[str, Any]:
    """Compare-and-swap of a row read under the parent's lock; returns the fields' former values.

    A stale `version` is a `Conflict` carrying both texts; None overwrites.
    """
    refuse_stale(row, values, actor=actor, version=version)
    before = former(row, values)
    model = type(row)
    swapped = model.objects.filter(pk=row.pk, version=row.version).update(
        **values, version=row.version + 1, saved_at=at, saved_by_id=actor.user_id
    )
    if not swapped:
        raise RuntimeError(f"{model.__name__} {row.pk} changed under its parent's lock")
    for name, value in values.items():
        setattr(row, name, value)
    row.version, row.saved_at, row.saved_by_id = row.version + 1, at, actor.user_id
    return before


def refuse_stale(row: RowType, values: Mapping[str, Any], *, actor: Actor, version: int | None) -> None:
    """What was written on another version than the row's is a `Conflict`, whatever else is wrong with it."""
    if version is not None and version != row.version:
        raise Conflict(
            _("%(name)s changed this in the meantime.") % {"name": saver(row)},
            yours=dict(values),
            theirs={**former(row, values), **saved(row, actor)},
            version=row.version,
        )


def former(row: Saved, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in values}


def saver(row: Saved) -> str:
    return str(row.saved_by) if row.saved_by_id else _("Somebody")


def saved(row: Saved, actor: Actor) -> dict[str, Any]:
    """Who saved a row, and when: as an instant, and as the reader's clock shows it."""
    return stamp(saver(row), row.saved_at, actor)


def stamp(name: str, at: datetime | None, actor: Actor) -> dict[str, Any]:
    text = f"{at.astimezone(actor.zone):%H:%M}" if at else ""
    return {"saved_by": name, "saved_at": at, "saved_at_text": text}


def outcome(candidate: Candidate, row: Saved | PanelScore) -> dict[str, Any]:
    """The stored result of a save: what the browser's queue goes on from."""
    return {"version": row.version, "change": candidate.change, "saved_at": row.saved_at}


def expected(candidate: Candidate, version: int | None, at: datetime) -> dict[str, Any] | None:
    """The outcome a save will have when nobody was faster; unknown where it overwrites any version."""
    if version is None:
        return None
    return {"version": version + 1, "change": candidate.change + 1, "saved_at": at}


def clean_second(value: Any) -> int | None:
    """Seconds into a demo, at most a day."""
    if value is None:
        return None
    if type(value) is not int or not 0 <= value <= LAST_SECOND:
        raise Invalid({"demo_second": [_("The demo second must be a whole number up to a day.")]})
    return value


def key_of(catalog_ids: Mapping[str, int], slug: str) -> int | None:
    """The row key of a dimension or question slug in the pinned framework."""
    return catalog_ids.get(slug)


def same_workspace(actor: Actor, workspace_id: UUID) -> None:
    """A second wall behind the views' scoped queries."""
    if actor.workspace_id != workspace_id:
        raise RuntimeError("an action was handed another workspace's row")
