"""The six steps of an incident: what each captures, and that it is done (R133-R137)."""

from collections.abc import Mapping
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from audits.checklists.actions.runs import start_run
from audits.checklists.actions.timeline import note_line
from audits.checklists.captures import clean_captures, merged, require_filled, said
from audits.checklists.catalog import check_of
from audits.checklists.document import Check
from audits.checklists.models import Incident, IncidentStep, PausedAutomation, Run
from audits.checklists.models.run import RunKind
from audits.checklists.rights import require_write
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import safe_text
from audits.kit.refusals import Blocked, Conflict
from audits.people.actor import Actor

FIX, TEST = "fix-reference", "test-reference"
TRIAGE, PAUSED = "triage-run", "paused-automations"


class StepValues(TypedDict, total=False):
    """What is saved of a step; a field left out keeps its value."""

    captured: Mapping[str, Any]
    note: str


def save_step(
    *,
    actor: Actor,
    step: IncidentStep,
    values: StepValues,
    version: int | None = None,
    finish: bool = False,
    key: str | None = None,
) -> dict[str, Any]:
    """Saves what was captured, and with `finish` says that the step is done.

    `step` comes with its incident. Raises Denied, Invalid (a step is not done without what it must
    capture), Blocked (the incident is closed, or an earlier step is not done), Conflict.
    """
    incident = step.incident
    require_write(actor, incident)
    check = check_of(step.document)
    captured = clean_captures(actor, check, values.get("captured", {}))
    note = safe_text("note", values["note"]) if "note" in values else None

    def do() -> dict[str, Any]:
        incident.touch()
        row = IncidentStep.objects.select_related("saved_by").get(pk=step.pk)
        row.incident = incident
        before = in_words(check, row)
        row.captured = with_pauses(incident, check, merged(row.captured, captured))
        row.note = row.note if note is None else note
        after = in_words(check, row)
        require_seen(row, version, before, after)
        swap(actor, row, check, finish)
        carry(incident, row)
        kind = "incident.step_done" if finish else "incident.step_saved"
        told = {"before": labelled(check, before), "after": labelled(check, after), "version": row.version}
        journal.record(actor, kind, subject=incident.pk, part=row.slug, operation=key or "", **told)
        return {"version": row.version, "done": row.done_at is not None}

    print_of = journal.fingerprint("step", step.pk, values, version, finish)
    return journal.once(actor, key, print_of, do)


def with_pauses(incident: Incident, check: Check, captured: dict[str, Any]) -> dict[str, Any]:
    """Where automations are asked for and none is named, those that were paused for the incident."""
    if not check.pauses or captured.get(PAUSED):
        return captured
    paused = PausedAutomation.objects.of_incident(incident).order_by("pk")
    names = list(paused.values_list("name", flat=True))
    return {**captured, PAUSED: "\n".join(names)} if names else captured


def in_words(check: Check, row: IncidentStep) -> dict[str, Any]:
    """What stands in a step, by field."""
    captured = {field.slug: said(field, row.captured.get(field.slug)) for field in check.record}
    return captured | {"note": row.note}


def labelled(check: Check, words: Mapping[str, Any]) -> dict[str, Any]:
    """The same as the journal tells it: by the labels of the fields."""
    labels = {field.slug: field.label for field in check.record}
    return {labels.get(slug, slug): value for slug, value in words.items()}


def require_seen(
    row: IncidentStep, version: int | None, before: dict[str, Any], after: dict[str, Any]
) -> None:
    if version is None or version == row.version:
        return
    words = _("%(name)s changed this step in the meantime.") % {"name": row.saved_by}
    raise Conflict(words, yours=after, theirs=before, version=row.version)


def swap(actor: Actor, row: IncidentStep, check: Check, finish: bool) -> None:
    """Writes the row under its incident's lock; a step that is done keeps all that it must capture."""
    is_first = finish and row.done_at is None
    if is_first:
        require_earlier(row)
    if finish or row.done_at is not None:
        require_filled(check, row.captured)
    row.version, row.saved_at, row.saved_by_id = row.version + 1, clock.now(), actor.user_id
    if is_first:
        row.done_at, row.done_by_id = row.saved_at, actor.user_id
    row.save(update_fields=["captured", "note", "version", "saved_at", "saved_by", "done_at", "done_by"])
    if is_first:
        words = _("Step %(number)d is done: %(title)s.") % {"number": row.position, "title": row.title}
        note_line(actor, row.incident, words, step=row.slug)


def require_earlier(row: IncidentStep) -> None:
    """The steps are done in their order."""
    earlier = IncidentStep.objects.filter(
        incident_id=row.incident_id, position__lt=row.position, done_at=None
    )
    if undone := list(earlier.order_by("position").values_list("title", flat=True)):
        raise Blocked(_("The steps are done in their order. First:"), undone)


def carry(incident: Incident, row: IncidentStep) -> None:
    """The triage run and the references of fix and test stand on the incident itself as well."""
    columns: dict[str, Any] = {}
    if row.position == 1:
        columns["run_id"] = (row.captured.get(TRIAGE) or {}).get("id")
    if any(field.slug == FIX for field in check_of(row.document).record):
        columns["fix_reference"] = row.captured.get(FIX, "")
        columns["test_reference"] = row.captured.get(TEST, "")
    if columns:
        Incident.objects.filter(pk=incident.pk).update(**columns)


def start_its_triage(*, actor: Actor, incident: Incident, key: str | None = None) -> dict[str, Any]:
    """A quick triage for the incident, captured by its first step; returns {"id"} of the run.

    Raises Denied (only leads start runs), Invalid, Blocked.
    """
    require_write(actor, incident)
    step = incident.steps.select_related("incident").get(position=1)

    def do() -> dict[str, Any]:
        made = start_run(
            actor=actor,
            checklist="quick-triage",
            title=_("Triage of %(code)s") % {"code": incident.code},
            kind=RunKind.INCIDENT,
            owner=incident.owner_id,
            vendor=incident.vendor_id,
            due_on=actor.today,
        )
        run = Run.objects.get(pk=made["id"])
        save_step(actor=actor, step=step, values={"captured": {TRIAGE: UUID(made["id"])}})
        words = _("Triage %(code)s started.") % {"code": run.code}
        note_line(actor, incident, words, step=step.slug)
        return made

    return journal.once(actor, key, journal.fingerprint("its triage", incident.pk), do)
