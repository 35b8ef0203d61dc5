"""The objects matrix: read and write of each required object, and waivers (R032-R038)."""

from datetime import date, datetime
from typing import Any, NamedTuple, TypedDict

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.models import Candidate, Evaluation, ObjectCheck, Waiver
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import clean_text, known
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.scoring.framework import CrmObject
from audits.scoring.objects import conjunction

DIRECTIONS = ("read", "write")


class Terms(NamedTuple):
    """Why an object is let pass, and up to which day; for good without one."""

    reason: str
    expires_on: date | None


class ObjectValues(TypedDict, total=False):
    """True, False or None (not asked) by direction; `parts` by part slug, for Task and Event."""

    read: bool | None
    write: bool | None
    parts: dict[str, dict[str, bool | None]]


def save_object(
    *,
    actor: Actor,
    candidate: Candidate,
    crm: str,
    name: str,
    values: ObjectValues,
    version: int | None,
    key: str | None = None,
) -> dict[str, Any]:
    """Saves one object's directions; a changed answer makes its waiver lapse."""
    actor.require(roles.ANSWERS)
    write.same_workspace(actor, candidate.workspace_id)
    document = required_object(candidate.evaluation, crm, name)
    check(values, document)
    at = clock.now()

    def do() -> dict[str, Any]:
        candidate.touch()
        row = checks(candidate, crm).get(object=name)
        changed = resolve(values, row, document)
        before = write.swap(row, changed, actor=actor, version=version, at=at)
        journal.record(
            actor,
            "object.saved",
            subject=candidate.pk,
            part=f"{crm}/{name}",
            before=before,
            after=changed,
            operation=key or "",
            version=row.version,
        )
        if any(before[direction] != changed[direction] for direction in DIRECTIONS):
            lapse(actor, candidate, row, at)
        return write.outcome(candidate, row)

    print_of = journal.fingerprint("object", candidate.pk, crm, name, values, version)
    return journal.once(actor, key, print_of, do, write.expected(candidate, version, at))


def checks(candidate: Candidate, crm: str) -> QuerySet[ObjectCheck]:
    """A CRM's checks, each with its saver and whether a waiver is in force (`is_waived`)."""
    in_force = Waiver.objects.filter(check_row=OuterRef("pk"), lapsed_at=None)
    rows = ObjectCheck.objects.filter(candidate=candidate, crm=crm)
    return rows.select_related("saved_by").annotate(is_waived=Exists(in_force))


def required_object(evaluation: Evaluation, crm: str, name: str) -> CrmObject:
    """The object's document; `Invalid` when this purchase does not need it."""
    for required in evaluation.required_crms:
        for document in required.objects:
            if (required.slug, document.slug) == (crm, name):
                return document
    raise Invalid({"object": [_("“%(name)s” is not required here.") % {"name": f"{crm}/{name}"}]})


def check(values: ObjectValues, document: CrmObject) -> None:
    """Refuses anything but true, false and null, and parts the object does not have."""
    known(values, frozenset(ObjectValues.__annotations__))
    parts = values.get("parts", {})
    own = {part.slug for part in document.parts}
    if not isinstance(parts, dict) or set(parts) - own:
        raise Invalid({"parts": [_("These are not parts of this object.")]})
    given = [(name, values.get(name)) for name in DIRECTIONS]
    for slug, part in parts.items():
        if not isinstance(part, dict) or set(part) - set(DIRECTIONS):
            raise Invalid({f"parts.{slug}": [_("A part has read and write.")]})
        given += [(f"parts.{slug}.{name}", value) for name, value in part.items()]
    for name, value in given:
        if value is not None and not isinstance(value, bool):
            raise Invalid({name: [_("This must be true, false or null.")]})


def resolve(values: ObjectValues, row: ObjectCheck, document: CrmObject) -> dict[str, Any]:
    """The row's new read, write and parts: an object with parts is true only when all parts are."""
    directions = {name: values.get(name, getattr(row, name)) for name in DIRECTIONS}
    if not document.parts:
        return {**directions, "parts": {}}
    parts = {
        part.slug: {"read": None, "write": None, **row.parts.get(part.slug, {})} for part in document.parts
    }
    for name in DIRECTIONS:
        if name in values:
            for part in parts.values():
                part[name] = directions[name]
    for slug, part_values in values.get("parts", {}).items():
        parts[slug] |= part_values
    derived = {name: conjunction(part[name] for part in parts.values()) for name in DIRECTIONS}
    return {**derived, "parts": parts}


def lapse(actor: Actor, candidate: Candidate, row: ObjectCheck, at: datetime) -> None:
    """A waiver speaks of the answer it was given for; another answer ends it. `row` is of `checks`."""
    if not getattr(row, "is_waived", True):
        return
    if row.waivers.filter(lapsed_at=None).update(lapsed_at=at):
        journal.record(
            actor, "waiver.lapsed", subject=candidate.pk, part=f"{row.crm}/{row.object}", before="in force"
        )


def confirm_all(*, actor: Actor, candidate: Candidate, crm: str, key: str | None = None) -> dict[str, Any]:
    """ "All confirmed": every direction of the CRM not asked yet becomes true; a no stays a no."""
    actor.require(roles.ANSWERS)
    required = next((item for item in candidate.evaluation.required_crms if item.slug == crm), None)
    if required is None:
        raise Invalid({"crm": [_("“%(name)s” is not required here.") % {"name": crm}]})
    documents = {document.slug: document for document in required.objects}

    def do() -> dict[str, Any]:
        candidate.touch()
        at, filled = clock.now(), []
        for row in checks(candidate, crm):
            changed = confirmed(row, documents[row.object])
            if changed["read"] == row.read and changed["write"] == row.write:
                continue
            write.swap(row, changed, actor=actor, version=None, at=at)
            lapse(actor, candidate, row, at)
            filled.append(row.object)
        journal.record(
            actor, "objects.confirmed", subject=candidate.pk, part=crm, after=filled, operation=key or ""
        )
        return {"change": candidate.change, "filled": filled, "saved_at": at}

    return journal.once(actor, key, journal.fingerprint("confirm", candidate.pk, crm), do)


def confirmed(row: ObjectCheck, document: CrmObject) -> dict[str, Any]:
    """The row with every unasked direction made true."""
    parts = {
        part.slug: {
            name: True if row.parts.get(part.slug, {}).get(name) is None else row.parts[part.slug][name]
            for name in DIRECTIONS
        }
        for part in document.parts
    }
    own: ObjectValues = {"read": row.read is not False, "write": row.write is not False}
    return resolve({"parts": parts} if parts else own, row, document)


def waive(
    *,
    actor: Actor,
    candidate: Candidate,
    crm: str,
    name: str,
    reason: str,
    expires_on: date | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Lets a missing or unconfirmed object pass for this candidate, up to a day, else `Blocked`."""
    actor.require(roles.LEADS)
    required_object(candidate.evaluation, crm, name)
    terms = Terms(clean_reason(reason), clean_last_day(actor, expires_on))

    def do() -> dict[str, Any]:
        candidate.touch()
        row = ObjectCheck.objects.get(candidate=candidate, crm=crm, object=name)
        if not needs_waiver(row, candidate.evaluation, actor.today):
            raise Blocked(_("There is nothing to waive: the object is confirmed or waived already."))
        waiver = grant(actor, candidate, row, terms, key)
        return {"id": str(waiver.pk), "change": candidate.change}

    print_of = journal.fingerprint("waive", candidate.pk, crm, name, *terms)
    return journal.once(actor, key, print_of, do)


def waive_crm(
    *,
    actor: Actor,
    candidate: Candidate,
    crm: str,
    reason: str,
    expires_on: date | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Waives every missing or unconfirmed object of one CRM for this candidate, in one action."""
    actor.require(roles.LEADS)
    terms = Terms(clean_reason(reason), clean_last_day(actor, expires_on))

    def do() -> dict[str, Any]:
        candidate.touch()
        evaluation = candidate.evaluation
        checked = candidate.objectchecks.filter(crm=crm)
        rows = [row for row in checked if needs_waiver(row, evaluation, actor.today)]
        if crm not in evaluation.crms or not rows:
            raise Blocked(_("There is nothing to waive for this CRM."))
        for row in rows:
            grant(actor, candidate, row, terms, key)
        return {"waived": [row.object for row in rows], "change": candidate.change}

    return journal.once(actor, key, journal.fingerprint("waive-crm", candidate.pk, crm, *terms), do)


def clean_last_day(actor: Actor, expires_on: date | None) -> date | None:
    """Today at the earliest, where the workspace is."""
    if expires_on and expires_on < actor.today:
        raise Invalid({"expires_on": [_("This day is over. Choose today or a later one.")]})
    return expires_on


def needs_waiver(row: ObjectCheck, evaluation: Evaluation, today: date) -> bool:
    """Missing or unconfirmed, without a waiver in force of its own or one for every candidate."""
    if any((item["crm"], item["object"]) == (row.crm, row.object) for item in evaluation.unused_objects):
        return False
    missing = row.read is not True or row.write is not True
    return missing and not row.waivers.in_force(today).exists()


def grant(actor: Actor, candidate: Candidate, row: ObjectCheck, terms: Terms, key: str | None) -> Waiver:
    """A new waiver; one that had expired gives way to it."""
    row.waivers.standing().update(lapsed_at=clock.now())
    waiver = Waiver.objects.create(
        workspace_id=candidate.workspace_id,
        check_row=row,
        reason=terms.reason,
        waived_by_id=actor.user_id,
        expires_on=terms.expires_on,
        owner_id=actor.user_id if terms.expires_on else None,
    )
    after = {"reason": terms.reason, "waived_until": terms.expires_on} if terms.expires_on else terms.reason
    part = f"{row.crm}/{row.object}"
    journal.record(actor, "waiver.given", subject=candidate.pk, part=part, after=after, operation=key or "")
    return waiver


def clean_reason(reason: str, limit: int = 1000) -> str:
    """A reason is words, at most `limit` characters."""
    cleaned = clean_text("reason", reason, limit=limit)
    if not cleaned:
        raise Invalid({"reason": [_("Say why; the reason stays on the record.")]})
    return cleaned


@transaction.atomic
def set_unused(*, actor: Actor, evaluation: Evaluation, crm: str, name: str, reason: str | None) -> None:
    """Marks an object "not used by us" on every candidate, or takes the mark back (reason None)."""
    actor.require(roles.LEADS)
    required_object(evaluation, crm, name)
    cleaned = clean_reason(reason) if reason is not None else None
    evaluation.touch()
    evaluation.refresh_from_db(fields=["unused_objects"])
    others = [item for item in evaluation.unused_objects if (item["crm"], item["object"]) != (crm, name)]
    mark = {
        "crm": crm,
        "object": name,
        "reason": cleaned,
        "author": actor.name,
        "at": clock.now().isoformat(),
    }
    evaluation.unused_objects = others + ([mark] if cleaned else [])
    evaluation.save(update_fields=["unused_objects"])
    # It is waived on every candidate: open pages and polls must notice.
    evaluation.candidates.update(change=F("change") + 1)
    kind = "object.unused" if cleaned else "object.used"
    journal.record(actor, kind, subject=evaluation.pk, part=f"{crm}/{name}", after=cleaned)
