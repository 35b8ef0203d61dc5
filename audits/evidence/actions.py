"""Taking evidence in and withdrawing it (R022, threats 20-24)."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from audits.evidence import storage
from audits.evidence.intake import Received, receive, sha256
from audits.evidence.links import clean_url
from audits.evidence.models import Evidence, Proof
from audits.evidence.names import clean_name
from audits.evidence.upload import Upload
from audits.journal import actions as journal
from audits.kit import text
from audits.kit.ids import uuid7
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor

log = logging.getLogger(__name__)
REASON_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that is written already and waits for its row."""

    id: UUID
    received: Received
    storage_key: str
    thumbnail_key: str


@contextmanager
def incoming(actor: Actor, upload: Upload, *, name: str = "") -> Iterator[Incoming]:
    """Writes the file before its row is made, and takes it away again when no row was made.

    So a row never lacks its file; a file left without a row by a crash is swept up later.
    """
    received = receive(upload, name=name)
    storage.check_room(actor.workspace_id, received.size + len(received.thumbnail))
    key = storage.new_key(actor.workspace_id)
    thumbnail_key = f"{key}{storage.THUMBNAIL}" if received.thumbnail else ""
    file = Incoming(uuid7(), received, key, thumbnail_key)
    try:
        storage.put(key, received.data)
        if thumbnail_key:
            storage.put(thumbnail_key, received.thumbnail)
        yield file
    finally:
        remove_unless_kept(file)


def remove_unless_kept(file: Incoming) -> None:
    """Asks the database, not the course of things: a commit may have succeeded without its answer."""
    try:
        if not Evidence.objects.filter(pk=file.id).exists():
            storage.remove(file.storage_key)
            storage.remove(file.thumbnail_key)
    except (DatabaseError, OSError):
        log.exception("evidence file %s may have no row; the sweep will tell", file.storage_key)


def add_file(actor: Actor, file: Incoming, *, effective_on: date | None = None, proof: str = "") -> Evidence:
    """The row of a written file; called inside the transaction of what it belongs to."""
    received = file.received
    return added(
        actor,
        id=file.id,
        name=received.name,
        storage_key=file.storage_key,
        thumbnail_key=file.thumbnail_key,
        thumbnail_sha256=sha256(received.thumbnail) if received.thumbnail else "",
        media_type=received.media_type,
        size=received.size,
        sha256=received.sha256,
        width=received.width,
        height=received.height,
        effective_on=clean_date(actor, effective_on),
        proof=clean_proof(proof),
    )


def add_link(
    actor: Actor, url: str, *, name: str = "", effective_on: date | None = None, proof: str = ""
) -> Evidence:
    """The row of a link; called inside the transaction of what it belongs to."""
    url = clean_url(url)
    return added(
        actor,
        name=clean_name(name or url.partition("://")[2].replace("/", " ")),
        url=url,
        effective_on=clean_date(actor, effective_on),
        proof=clean_proof(proof),
    )


def added(actor: Actor, **values: Any) -> Evidence:
    """Creates the row with its journal event."""
    evidence = Evidence.objects.create(
        workspace_id=actor.workspace_id, uploaded_by_id=actor.user_id, **values
    )
    journal.record(actor, "evidence.taken", subject=evidence.pk, after=facts_of(evidence))
    return evidence


def facts_of(evidence: Evidence) -> dict[str, Any]:
    """What the journal keeps of a piece of evidence."""
    names = ("name", "url", "media_type", "size", "sha256", "effective_on", "proof")
    return {name: value for name in names if (value := getattr(evidence, name)) not in ("", None)}


def take_file(
    actor: Actor,
    upload: Upload,
    *,
    name: str = "",
    effective_on: date | None = None,
    proof: str = "",
) -> Evidence:
    """Takes in a file that stands alone. Raises Denied, Invalid, TooLarge, Unavailable."""
    actor.require(roles.ANSWERS)
    with incoming(actor, upload, name=name) as file, transaction.atomic():
        return add_file(actor, file, effective_on=effective_on, proof=proof)


@transaction.atomic
def take_link(
    actor: Actor, url: str, name: str = "", *, effective_on: date | None = None, proof: str = ""
) -> Evidence:
    """Takes in a link that stands alone. Raises Denied, Invalid."""
    actor.require(roles.ANSWERS)
    return add_link(actor, url, name=name, effective_on=effective_on, proof=proof)


@transaction.atomic
def withdraw(actor: Actor, evidence: Evidence, reason: str) -> None:
    """Takes evidence out of use, with a reason; the row and its bytes stay."""
    actor.require(roles.ANSWERS)
    take_out(actor, evidence, reason)


def take_out(actor: Actor, evidence: Evidence, reason: str) -> None:
    """As `withdraw`, inside the transaction of what it belongs to, which has asked who may."""
    if actor.workspace_id != evidence.workspace_id:
        raise RuntimeError("an action was handed another workspace's row")
    reason = clean_reason(reason)
    if not evidence.withdraw(by_id=actor.user_id, reason=reason):
        raise Blocked(_("This evidence is withdrawn already."))
    journal.record(
        actor, "evidence.withdrawn", subject=evidence.pk, after={"name": evidence.name, "reason": reason}
    )


def clean_reason(reason: str) -> str:
    if found := text.problem(reason, limit=REASON_LIMIT):
        raise Invalid({"reason": [found]})
    if not (cleaned := text.normal(reason)):
        raise Invalid({"reason": [_("Say why; the reason stays on the record.")]})
    return cleaned


def clean_date(actor: Actor, effective_on: date | None) -> date:
    """When what it shows was so: today in the workspace's zone unless given, and not in the future."""
    # Somebody west of the workspace may already be a day ahead of it, or behind.
    if effective_on and effective_on > actor.today + timedelta(days=1):
        raise Invalid({"effective_on": [_("This date lies in the future.")]})
    return effective_on or actor.today


def clean_proof(proof: str) -> str:
    if proof and proof not in Proof.values:
        choices = ", ".join(Proof.values)
        message = _("“%(value)s” is not one of: %(choices)s.") % {"value": proof, "choices": choices}
        raise Invalid({"proof": [message]})
    return proof
