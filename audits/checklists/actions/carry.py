"""The run that follows a finished one: the same again, with every status reset (R153)."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audits.checklists.actions.runs import start_run
from audits.checklists.catalog import checklist_of
from audits.checklists.models import Run
from audits.commitments.models import Commitment
from audits.connectors.models import Connector
from audits.kit.refusals import Blocked
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import Membership


def carry_forward(*, actor: Actor, run: Run, key: str | None = None) -> dict[str, Any]:
    """Starts it from the newest version of the same checklist; returns {"id"}.

    Owners, connectors in use, standing promises and items that had been added come along. `run` comes with
    its checklist. Raises Denied, Invalid (the checklist is gone), Blocked (the run is not finished).
    """
    actor.require(roles.LEADS)
    if run.is_withdrawn:
        raise Blocked(_("This run was withdrawn: no other follows it. Start a new one."))
    if run.is_open:
        raise Blocked(_("Finish this run first; the next one starts from what it found."))
    return start_run(
        actor=actor,
        checklist=run.checklist.slug,
        title=run.title,
        kind=run.kind,
        owner=owner_still(run),
        vendor=run.vendor_id,
        connectors=connectors_in_use(run),
        groups=groups_of(run),
        commitments=promises(run),
        after=run,
        key=key,
    )


def owner_still(run: Run) -> UUID | None:
    """The run's owner, unless they can own nothing here any more."""
    members = Membership.objects.active().filter(workspace_id=run.workspace_id, role__in=roles.WRITES_OWN)
    return run.owner_id if run.owner_id and members.filter(user_id=run.owner_id).exists() else None


def connectors_in_use(run: Run) -> list[UUID]:
    rows = Connector.objects.current().filter(run_connectors__run=run).by_name()
    return list(rows.values_list("pk", flat=True))


def groups_of(run: Run) -> frozenset[str] | None:
    """The groups of its checklist that were run; None when it was the whole."""
    document = checklist_of(run.checklist_id)
    used = frozenset(run.items.values_list("group", flat=True))
    own = {check.group for check in document.checks}
    return None if own <= used else used & own


def promises(run: Run) -> list[UUID]:
    """Those it tested that still stand."""
    return list(Commitment.objects.standing().filter(items__run=run).values_list("pk", flat=True))
