"""Planning demos: when, who, in which environment, and the minutes for each dimension (R003)."""

from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from audits.evaluations.models import Candidate, Demo
from audits.evaluations.models.demo import Environment
from audits.journal import actions as journal
from audits.kit.clean import clean_text
from audits.kit.refusals import Conflict, Invalid
from audits.kit.state import state_number
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import Membership
from audits.scoring.framework import Framework

LONGEST_PART = 240
web_address = URLValidator(schemes=["http", "https"])


class DemoValues(TypedDict):
    """What is planned or noted about a demo; minutes by dimension slug."""

    held_at: datetime
    environment: str
    attendees: str
    vendor_people: str
    recorder: UUID | None
    recording_url: str
    planned_minutes: dict[str, int]


def plan_demo(
    *, actor: Actor, candidate: Candidate, values: DemoValues, key: str | None = None
) -> dict[str, Any]:
    """A new demo of a candidate. Raises Denied, Invalid, Decided."""
    actor.require(roles.LEADS)
    cleaned = clean(actor, values, candidate.evaluation.document)

    def do() -> dict[str, Any]:
        candidate.touch()
        demo = Demo.objects.create(workspace_id=actor.workspace_id, candidate=candidate, **columns(cleaned))
        journal.record(
            actor, "demo.planned", subject=candidate.pk, after=public(cleaned), operation=key or ""
        )
        return {"id": str(demo.pk)}

    return journal.once(actor, key, journal.fingerprint("demo", candidate.pk, cleaned), do)


def edit_demo(*, actor: Actor, demo: Demo, values: DemoValues, seen: int | None = None) -> None:
    """Saves a demo's plan and notes; its timer is not touched. `seen` is the `state_of` what was shown."""
    actor.require(roles.LEADS)
    candidate = demo.candidate
    cleaned = clean(actor, values, candidate.evaluation.document)

    def do() -> dict[str, Any]:
        candidate.touch()
        row = Demo.objects.select_related("recorder").get(pk=demo.pk)
        before = told(row)
        if seen is not None and seen != state_of(row):
            message = _("Somebody changed this demo since you opened it. Look again, then save.")
            raise Conflict(message, yours=public(cleaned), theirs=before, version=state_of(row))
        Demo.objects.filter(pk=demo.pk).update(**columns(cleaned))
        journal.record(actor, "demo.edited", subject=candidate.pk, before=before, after=public(cleaned))
        return {}

    journal.once(actor, None, "", do)


def told(demo: Demo) -> dict[str, Any]:
    """A demo's plan as the journal tells it, its recorder by name."""
    names = ("held_at", "environment", "attendees", "vendor_people", "recording_url", "planned_minutes")
    recorder = str(demo.recorder) if demo.recorder else ""
    return {name: getattr(demo, name) for name in names} | {"recorder": recorder}


def state_of(demo: Demo) -> int:
    """A number that differs as soon as the plan does."""
    return state_number(sorted(told(demo).items(), key=lambda item: item[0]))


def columns(cleaned: dict[str, Any]) -> dict[str, Any]:
    """What was cleaned, as the row's columns."""
    return {name: value for name, value in cleaned.items() if name != "recorder"}


def public(cleaned: dict[str, Any]) -> dict[str, Any]:
    """What was cleaned, as the journal tells it."""
    return {name: value for name, value in cleaned.items() if name != "recorder_id"}


def clean(actor: Actor, values: DemoValues, framework: Framework) -> dict[str, Any]:
    """Database values, or `Invalid` naming the wrong field."""
    recorder = clean_member(actor, values["recorder"], "recorder")
    return {
        "held_at": clean_moment(values["held_at"]),
        "environment": clean_environment(values["environment"]),
        "attendees": clean_text("attendees", values["attendees"]),
        "vendor_people": clean_text("vendor_people", values["vendor_people"]),
        "recorder": str(recorder.user) if recorder else "",
        "recorder_id": recorder.user_id if recorder else None,
        "recording_url": clean_recording(values["recording_url"]),
        "planned_minutes": clean_minutes(values["planned_minutes"], framework),
    }


def clean_moment(moment: datetime) -> datetime:
    """An instant; a time without a zone could mean any of several."""
    if moment.tzinfo is None:
        raise Invalid({"held_at": [_("Say in which time zone this is.")]})
    return moment


def clean_environment(value: str) -> str:
    if value and value not in Environment.values:
        raise Invalid({"environment": [_("“%(value)s” is no environment we know.") % {"value": value}]})
    return value


def clean_member(actor: Actor, user_id: UUID | None, field: str) -> Membership | None:
    """Who is to write something down: a member who may record answers."""
    if user_id is None:
        return None
    members = Membership.objects.active().filter(workspace_id=actor.workspace_id, role__in=roles.ANSWERS)
    found = members.select_related("user").filter(user_id=user_id).first()
    if found is None:
        raise Invalid({field: [_("Choose a member who may record answers.")]})
    return found


def clean_recording(value: str) -> str:
    cleaned = clean_text("recording_url", value, limit=1000)
    if cleaned:
        try:
            web_address(cleaned)
        except ValidationError as error:
            raise Invalid({"recording_url": [_("A link starts with http:// or https://.")]}) from error
    return cleaned


def clean_minutes(minutes: dict[str, int], framework: Framework) -> dict[str, int]:
    """The minutes that differ from the framework's own plan."""
    kept = {}
    for slug, planned in minutes.items():
        if slug not in framework.dimensions_by_slug:
            raise Invalid({"planned_minutes": [_("“%(slug)s” is no dimension.") % {"slug": slug}]})
        if type(planned) is not int or not 1 <= planned <= LONGEST_PART:
            most = {"most": LONGEST_PART}
            raise Invalid({f"minutes-{slug}": [_("Plan 1 to %(most)d whole minutes.") % most]})
        if planned != framework.dimension(slug).minutes:
            kept[slug] = planned
    return kept
