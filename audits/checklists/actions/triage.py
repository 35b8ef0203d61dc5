"""Quick triage in one click: of everything in the inventory, with its clock running (R079, R080)."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audits.checklists.actions.runs import start_run, turn_clock
from audits.checklists.models import Run
from audits.connectors.models import Connector
from audits.journal import actions as journal
from audits.kit.days import said_day
from audits.people import roles
from audits.people.actor import Actor

TRIAGE = "quick-triage"


def start_triage(*, actor: Actor, key: str | None = None) -> dict[str, Any]:
    """A run of today that belongs to whoever starts it; returns {"id"}. Raises Denied, Invalid."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        connectors = Connector.objects.for_workspace(actor.workspace_id).current()
        made = start_run(
            actor=actor,
            checklist=TRIAGE,
            title=_("Quick triage, %(day)s") % {"day": said_day(actor.today)},
            due_on=actor.today,
            owner=actor.user_id,
            connectors=list(connectors.values_list("pk", flat=True)),
            key=key,
        )
        turn_clock(actor=actor, run=Run.objects.get(pk=UUID(made["id"])), runs=True)
        return made

    return journal.once(actor, key, journal.fingerprint("triage"), do)
