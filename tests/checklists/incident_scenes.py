"""Small makers of incidents, through the same actions as the product."""

from typing import Any
from uuid import UUID

from audits.checklists.actions.incident_steps import StepValues, save_step
from audits.checklists.actions.incidents import open_incident
from audits.checklists.models import Finding, Incident, IncidentStep, Run
from audits.kit import clock
from audits.people.actor import Actor
from tests.checklists.scenes import make_run


def make_incident(actor: Actor, finding: Finding | None = None, **values: Any) -> Incident:
    about: Any = {"title": "Calls are lost", "severity": "high", "owner": None, "vendor": None, **values}
    made = open_incident(actor=actor, values=about, finding=finding)
    return Incident.objects.get(pk=UUID(made["id"]))


def step_of(incident: Incident, slug: str) -> IncidentStep:
    return incident.steps.select_related("incident").get(slug=slug)


CAPTURED: dict[str, dict[str, Any]] = {
    "in-01": {"paused-automations": "none"},
    "in-02": {
        "request-payloads": "09:38 POST /calls",
        "response-payloads": "09:38 502",
        "webhook-ids": "09:38 wh-88",
        "queue-offsets": "09:38 4411",
    },
    "in-03": {
        "affected-records": 312,
        "systems": [{"system": "CRM", "records": 312, "is_revenue": True}],
        "revenue-items": "312 opportunities",
    },
    "in-04": {"mitigation": "Retries throttled", "by": "Ana"},
    "in-05": {"repaired-records": 312, "method": "Idempotent upsert"},
    "in-06": {"fix-reference": "PR 412", "test-reference": "CI job 41"},
}
"""What each step must capture, but for the triage run and the times."""


def captured_of(actor: Actor, slug: str) -> dict[str, Any]:
    """The same with a run of the workspace and times that lie in the past."""
    now = clock.now()
    more: dict[str, dict[str, Any]] = {"in-02": {"first-at": now, "last-at": now}, "in-04": {"at": now}}
    if slug == "in-01":
        latest = Run.objects.for_workspace(actor.workspace_id).order_by("-pk").first()
        more["in-01"] = {"triage-run": (latest or make_run(actor)).pk}
    return CAPTURED[slug] | more.get(slug, {})


def finish_step(actor: Actor, incident: Incident, slug: str) -> None:
    values = StepValues(captured=captured_of(actor, slug))
    save_step(actor=actor, step=step_of(incident, slug), values=values, finish=True)


def walk(actor: Actor, incident: Incident, until: str = "") -> None:
    """All steps, or those before one, done in order."""
    for slug in CAPTURED:
        if slug == until:
            return
        finish_step(actor, incident, slug)
