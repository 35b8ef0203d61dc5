"""Evidence on findings and incidents: a file or a link, numbered E-01 on, withdrawn with a reason."""

from datetime import date
from typing import Any, TypeAlias

from django.db.models import F, Max

from audits.checklists.models import Attachment, Finding, Incident
from audits.checklists.rights import require_write
from audits.evidence import actions as evidence_actions
from audits.evidence.attaching import adding, clean_source
from audits.evidence.models import Evidence
from audits.evidence.upload import Upload
from audits.journal import actions as journal
from audits.kit.mask import masked
from audits.people.actor import Actor

Place: TypeAlias = Finding | Incident


def attach(
    *,
    actor: Actor,
    place: Place,
    file: Upload | None = None,
    url: str = "",
    name: str = "",
    effective_on: date | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Takes in a file or a link and attaches it; a closed incident takes none.

    Raises Denied, Invalid, TooLarge, Unavailable, Blocked.
    """
    require_write(actor, place)
    url, name = masked(url), masked(name)
    source = clean_source(file, url)
    print_of = journal.fingerprint("attachment", place.pk, source, name, effective_on)
    # A repetition need not decode and store its picture again.
    if key and (first := journal.finished(actor, key)):
        return journal.replay(first, print_of)
    with adding(actor, file, url, {"name": name, "effective_on": effective_on}) as make:

        def do() -> dict[str, Any]:
            lock(place)
            attachment = numbered(place, make())
            facts = evidence_actions.facts_of(attachment.evidence)
            tell(actor, "attachment.added", attachment, facts, key or "")
            return {"id": str(attachment.pk), "code": attachment.code}

        return journal.once(actor, key, print_of, do)


def lock(place: Place) -> None:
    """Holds the row until the end of the transaction; `Blocked` when an incident is closed."""
    if isinstance(place, Incident):
        place.touch()
    else:
        Finding.objects.filter(pk=place.pk).update(version=F("version"))


def numbered(place: Place, evidence: Evidence) -> Attachment:
    """The attachment with the next number of its place, whose lock keeps numbers single."""
    last = place.attachments.aggregate(last=Max("number"))["last"] or 0
    return place.attachments.create(workspace_id=place.workspace_id, evidence=evidence, number=last + 1)


def place_of(attachment: Attachment) -> Place:
    """The finding or incident it is on."""
    place = attachment.finding or attachment.incident
    if place is None:
        raise RuntimeError(f"attachment {attachment.pk} has no place")
    return place


def withdraw_attachment(*, actor: Actor, attachment: Attachment, reason: str) -> dict[str, Any]:
    """Takes it out of use, with a reason; its bytes stay. It comes with its place and evidence.

    Raises Denied, Invalid, Blocked (it is withdrawn already, or its incident is closed).
    """
    place = place_of(attachment)
    require_write(actor, place)
    said = masked(evidence_actions.clean_reason(reason))[: evidence_actions.REASON_LIMIT]

    def do() -> dict[str, Any]:
        lock(place)
        evidence_actions.take_out(actor, attachment.evidence, said)
        facts = {"name": attachment.evidence.name, "reason": said}
        tell(actor, "attachment.withdrawn", attachment, facts, "")
        return {"id": str(attachment.pk)}

    return journal.once(actor, None, "", do)


def tell(actor: Actor, kind: str, attachment: Attachment, facts: dict[str, Any], operation: str) -> None:
    journal.record(
        actor,
        kind,
        subject=place_of(attachment).pk,
        part=attachment.code,
        after=facts,
        operation=operation,
        evidence=attachment.evidence_id,
    )
