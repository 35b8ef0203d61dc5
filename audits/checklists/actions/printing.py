"""Asking for printouts: the same content is made once."""

import hashlib
from typing import Any

from audits.checklists.models import ChecklistVersion, Incident, PausedAutomation, Printout, Run
from audits.checklists.models.printout import PrintoutKind
from audits.checklists.next_audit import following
from audits.evidence import making
from audits.evidence.making import MadeStatus
from audits.journal.models import canonical
from audits.people import roles
from audits.people.actor import Actor


def print_run(*, actor: Actor, run: Run, edition: str) -> Printout:
    """The printout of a run as it stands: made before, under way, or a new job."""
    names = [run.title, *(following(run).told() if run.finished_at else ())]
    key = f"run:{run.pk.hex}:{run.change}:{run.status}:{digest(actor, *names)}:{edition}"
    return asked(actor, key, kind=PrintoutKind.RUN, run=run)


def print_blank(*, actor: Actor, version: ChecklistVersion, edition: str) -> Printout:
    """A checklist to fill in by hand."""
    key = f"blank:{version.pk}:{digest(actor)}:{edition}"
    return asked(actor, key, kind=PrintoutKind.BLANK, checklist=version)


def print_incident(*, actor: Actor, incident: Incident, edition: str) -> Printout:
    """The report of an incident as it stands (R139)."""
    rows = PausedAutomation.objects.of_incident(incident).order_by("pk")
    paused = [f"{key.hex}{resumed_at}" for key, resumed_at in rows.values_list("pk", "resumed_at")]
    key = f"incident:{incident.pk.hex}:{incident.change}:{incident.status}:{digest(actor, *paused)}:{edition}"
    return asked(actor, key, kind=PrintoutKind.INCIDENT, incident=incident)


def digest(actor: Actor, *names: str) -> str:
    """Names that can change without a write under what is printed."""
    told = {"names": [actor.workspace_name, str(actor.zone), *names]}
    return hashlib.sha256(canonical(told).encode()).hexdigest()[:12]


def asked(actor: Actor, key: str, **what: Any) -> Printout:
    actor.require(roles.EVERYONE)

    def standing() -> Printout | None:
        rows = Printout.objects.for_workspace(actor.workspace_id).filter(content_key=key)
        return rows.exclude(status=MadeStatus.FAILED).first()

    new = Printout(workspace_id=actor.workspace_id, content_key=key, requested_by_id=actor.user_id, **what)
    return standing() or making.enqueue(new, standing)
