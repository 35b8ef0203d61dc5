"""Taking the inventory from a spreadsheet: all of its rows or none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from audits.connectors.actions.connectors import one_name
from audits.connectors.actions.plan import Step, plan
from audits.connectors.models import Connector
from audits.connectors.values import told
from audits.journal import actions as journal
from audits.kit.refusals import Blocked, Invalid
from audits.kit.sheets import Line
from audits.people import roles
from audits.people.actor import Actor
from audits.people.rows import held

Marks = Mapping[int, str]
"""By row number the `mark` of the step that a preview has shown."""


def apply_import(*, actor: Actor, lines: Sequence[Line], marks: Marks, key: str | None) -> dict[str, Any]:
    """Does what the preview has shown, in one transaction; counts what was new, changed and unchanged.

    Raises Denied, Invalid when a row is wrong, Blocked when something has changed since the preview.
    """
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        steps = plan(actor, lines)
        if moved := [step for step in steps if step.mark != marks.get(step.number, "")]:
            raise since_preview(moved)
        if wrong := [step for step in steps if step.errors]:
            raise Invalid({f"row {step.number}": list(step.errors.values()) for step in wrong})
        create(actor, [step for step in steps if step.state == "new"], key)
        change(actor, [step for step in steps if step.state == "changed"], key)
        return dict(Counter(step.state for step in steps))

    cells = [(line.number, line.cells) for line in lines]
    return journal.once(actor, key, journal.fingerprint("connector-import", cells), do)


def since_preview(moved: Sequence[Step]) -> Blocked:
    reasons = [_("Row %(row)d: %(name)s") % {"row": step.number, "name": step.name} for step in moved]
    return Blocked(_("Somebody changed this since the preview. Nothing was saved; look again."), reasons)


def create(actor: Actor, steps: Sequence[Step], key: str | None) -> None:
    owned = {"workspace_id": actor.workspace_id, "created_by_id": actor.user_id}
    made = [Connector(**owned, **step.changed) for step in steps]
    try:
        with one_name():
            Connector.objects.bulk_create(made)
    except Invalid as refusal:
        # Made by somebody else between our look and our write.
        raise since_preview(steps) from refusal
    pairs = zip(made, steps, strict=True)
    journal.record_many(
        actor,
        "connector.created",
        [{"subject": row.pk, "after": told(step.changed), "operation": key or ""} for row, step in pairs],
    )


def change(actor: Actor, steps: Sequence[Step], key: str | None) -> None:
    events = []
    held(Connector.objects.filter(pk__in=[step.connector.pk for step in steps if step.connector]))
    for step in steps:
        row = step.connector
        if row is None:
            raise TypeError("only what stands there can be changed")
        seen = Connector.objects.current().filter(pk=row.pk, change=row.change)
        if not seen.update(**step.changed, change=F("change") + 1):
            raise since_preview([step])
        before = told({name: getattr(row, name) for name in step.changed})
        events.append({"subject": row.pk, "before": before, "after": told(step.changed)})
    journal.record_many(actor, "connector.edited", [{**event, "operation": key or ""} for event in events])
