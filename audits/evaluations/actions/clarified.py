"""The vendor's side of clarifications: drafts, files, sending, asking for another link.

The actor is whoever the link was mailed to, whoever holds it now. None of this touches a verdict, points
or a note of the buyer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audits.evaluations.actions.clarifications import changed, tell
from audits.evaluations.actions.exhibits import Place, placed
from audits.evaluations.models import Clarification, ClarificationFile, ClarificationItem
from audits.evidence import actions as evidence_actions
from audits.evidence.attaching import adding, clean_source
from audits.evidence.models import Proof
from audits.evidence.upload import Upload
from audits.journal import actions as journal
from audits.journal import outbox
from audits.kit import clock, text
from audits.kit.clean import safe_text
from audits.kit.refusals import Blocked, Conflict, Invalid
from audits.people.actor import Actor
from audits.people.roles import GUEST

MOST_FILES = 5
"""For each question."""
MOST_ADDED = 20
"""As well, those taken back counted: they stay on record, and in the workspace's room, like all evidence."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to stand in a draft, the version of it that its author saw, and on which open page."""

    text: str
    version: int
    page: str = ""

    def is_stale(self, item: ClarificationItem) -> bool:
        """Somebody else wrote since; what the same page wrote is no surprise to its author."""
        return item.version != self.version and (not self.page or item.drafted_by != self.page)


Drafts = Mapping[UUID, Draft]


def actor_of(clarification: Clarification) -> Actor:
    """Whoever the link was mailed to, with no role in the workspace."""
    return Actor.at(clarification.recipient, clarification.workspace, GUEST)


def come_in(clarification: Clarification) -> None:
    """Notes when the link was used; its first use is told in the journal."""

    def do() -> dict[str, Any]:
        if clarification.come_in():
            tell(actor, clarification, "clarification.opened")
        return {}

    actor = actor_of(clarification)
    journal.once(actor, None, "", do)


def save_drafts(*, clarification: Clarification, drafts: Drafts) -> dict[UUID, int]:
    """Keeps what the vendor has written so far, seen by nobody else; answers the new versions.

    All or none. Raises Invalid, Conflict (another holder of the link wrote meanwhile), Blocked, Decided.
    """
    cleaned = clean_drafts(drafts)

    def do() -> dict[str, Any]:
        held(clarification)
        return {str(item.pk): item.version for item in swapped(clarification, cleaned)}

    saved = journal.once(actor_of(clarification), None, "", do)
    return {UUID(key): version for key, version in saved.items()}


def held(clarification: Clarification) -> None:
    """Holds the candidate without counting a change: drafts show nowhere. Refuses what came too late."""
    clarification.candidate.hold()
    check_in_time(clarification)


def check_in_time(clarification: Clarification) -> None:
    clarification.refresh_from_db(fields=["due_on", "expires_at", "revoked_at", "answered_at"])
    if not clarification.is_active(clock.now()):
        raise Blocked(_("This link does not work any more."))
    if clarification.due_on < actor_of(clarification).today:
        raise Blocked(_("The deadline is over: nothing is taken any more."))


def clean_drafts(drafts: Drafts) -> dict[UUID, Draft]:
    return {
        key: replace(draft, text=safe_text(f"text_{key.hex}", draft.text, limit=text.LONG))
        for key, draft in drafts.items()
    }


def swapped(clarification: Clarification, drafts: Drafts) -> list[ClarificationItem]:
    """Writes the drafts that differ, under the candidate's lock; what another one wrote is a Conflict."""
    items = list(clarification.items.filter(pk__in=drafts))
    differing = [item for item in items if item.draft != drafts[item.pk].text]
    stale = [item for item in differing if drafts[item.pk].is_stale(item)]
    if stale:
        raise Conflict(
            _("Somebody else with this link wrote here in the meantime. Compare, then save again."),
            yours={item.pk: drafts[item.pk].text for item in stale},
            theirs={item.pk: (item.draft, item.version) for item in stale},
            version=stale[0].version,
        )
    for item in differing:
        item.draft, item.drafted_by = drafts[item.pk].text, drafts[item.pk].page
        item.version, item.drafted_at = item.version + 1, clock.now()
    ClarificationItem.objects.bulk_update(differing, ["draft", "version", "drafted_by", "drafted_at"])
    return items


def attach(*, clarification: Clarification, item: ClarificationItem, file: Upload) -> None:
    """Takes a file in beside a question; it is shown to the buyer once the answers are sent.

    Raises Invalid, TooLarge, Unavailable, Blocked, Decided.
    """
    actor = actor_of(clarification)
    clean_source(file, "")
    details = {"name": "", "proof": Proof.CLAIMED}
    with adding(actor, file, "", details) as make:

        def do() -> dict[str, Any]:
            held(clarification)
            check_number(item)
            ClarificationFile.objects.create(workspace_id=item.workspace_id, item=item, evidence=make())
            return {}

        journal.once(actor, None, "", do)


def check_number(item: ClarificationItem) -> None:
    """No link fills the buyer's room."""
    if item.files.filter(evidence__withdrawn_at=None).count() >= MOST_FILES:
        raise Invalid({"file": [_("No more than %(most)d files for each question.") % {"most": MOST_FILES}]})
    if item.files.count() >= MOST_ADDED:
        message = _("%(most)d files were added here and taken back already. No more are taken.")
        raise Invalid({"file": [message % {"most": MOST_ADDED}]})


def take_back(*, clarification: Clarification, file: ClarificationFile) -> None:
    """Takes a file out before it is sent. Raises Blocked, Decided."""
    actor = actor_of(clarification)

    def do() -> dict[str, Any]:
        held(clarification)
        file.refresh_from_db()
        if file.exhibit_id:
            raise Blocked(_("This file was sent already."))
        evidence_actions.take_out(actor, file.evidence, _("Taken back by the vendor before it was sent."))
        return {}

    journal.once(actor, None, "", do)


def send(*, clarification: Clarification, drafts: Drafts) -> bool:
    """Hands the answers over, the first time or amended; False when nothing is new. All or nothing.

    Raises Invalid, Conflict, Blocked, Decided.
    """
    cleaned = clean_drafts(drafts)
    actor = actor_of(clarification)

    def do() -> dict[str, Any]:
        held(clarification)
        swapped(clarification, cleaned)
        items = list(clarification.items.select_related("question__dimension"))
        files = waiting_files(clarification)
        said = [item for item in items if item.draft != item.answer]
        if not said and not files:
            if not clarification.answered_at:
                raise Blocked(_("Answer at least one question before you send."))
            return {"is_new": False}
        clarification.candidate.touch()
        hand_over(actor, clarification, said, files)
        return {"is_new": True}

    return bool(journal.once(actor, None, "", do)["is_new"])


def waiting_files(clarification: Clarification) -> list[ClarificationFile]:
    """Files that were added and not yet sent."""
    rows = ClarificationFile.objects.filter(
        item__clarification=clarification, exhibit=None, evidence__withdrawn_at=None
    )
    return list(rows.select_related("item__question__dimension", "evidence"))


def hand_over(
    actor: Actor, row: Clarification, said: list[ClarificationItem], files: list[ClarificationFile]
) -> None:
    """Makes answers of the drafts and exhibits of the files, and tells the buyer and the vendor."""
    at = clock.now()
    before = {item.question.slug.upper(): item.answer for item in said if item.answer}
    for item in said:
        if item.answer and item.answered_at:
            item.earlier = [*item.earlier, {"at": item.answered_at.isoformat(), "text": item.answer}]
        item.answer, item.answered_at = item.draft, at
    ClarificationItem.objects.bulk_update(said, ["answer", "answered_at", "earlier"])
    for file in files:
        exhibit(actor, row, file)
    # A file alone answers as well.
    shown = ClarificationItem.objects.filter(files__in=files, answered_at=None)
    shown.update(answered_at=at)
    changed(row, answered_at=at)
    after = {item.question.slug.upper(): item.answer for item in said}
    # Last, so that who looks at the newest events meets this one.
    tell(actor, row, "clarification.answered", before=before, after=after)
    post_receipt(row)
    post_word(row, "clarification.answered")


def exhibit(actor: Actor, row: Clarification, file: ClarificationFile) -> None:
    """A file among the candidate's evidence, on the question it was added to."""
    question = file.item.question
    place = Place(question.dimension.slug, question.slug, question.dimension_id, question.pk)
    file.exhibit = placed(row.candidate, place, file.evidence, None)
    file.save(update_fields=["exhibit"])
    after = {"code": file.exhibit.code, **evidence_actions.facts_of(file.evidence)}
    journal.record(
        actor,
        "exhibit.attached",
        subject=row.candidate_id,
        part=question.slug,
        after=after,
        evidence=file.evidence_id,
        clarification=row.pk,
    )


def post_receipt(row: Clarification) -> None:
    """A copy of everything that stands as sent, to the address that was asked."""
    items = row.items.select_related("question").prefetch_related("files__evidence")
    outbox.post(
        workspace_id=row.workspace_id,
        kind="clarification.received",
        recipient_id=row.recipient_id,
        payload={
            "link_id": row.pk,
            "language": row.language,
            "vendor": row.candidate.vendor.name,
            "at": row.answered_at,
            "due": row.due_on,
            "answers": [receipt_line(item) for item in items],
        },
    )


def receipt_line(item: ClarificationItem) -> dict[str, Any]:
    sent = [file.evidence.name for file in item.files.all() if file.exhibit_id]
    return {"code": item.question.slug.upper(), "asked": item.asked, "answer": item.answer, "files": sent}


def post_word(row: Clarification, kind: str) -> None:
    """Tells who asked of what came back."""
    outbox.post(
        workspace_id=row.workspace_id,
        kind=kind,
        recipient_id=row.owner_id,
        payload={"clarification": row.pk, "code": row.code, "vendor": row.candidate.vendor.name},
    )


def ask_anew(*, clarification: Clarification) -> bool:
    """Asks the buyer for a link that works, or for more time; False when that was asked before.

    Raises Blocked (taken back), Decided.
    """
    actor = actor_of(clarification)

    def do() -> dict[str, Any]:
        clarification.candidate.hold()
        rows = Clarification.objects.filter(pk=clarification.pk, wanted_at=None, revoked_at=None)
        if not rows.update(wanted_at=clock.now()):
            return {"is_new": False}
        tell(actor, clarification, "clarification.wanted")
        post_word(clarification, "clarification.wanted")
        return {"is_new": True}

    if clarification.revoked_at:
        raise Blocked(_("This link was taken back."))
    return bool(journal.once(actor, None, "", do)["is_new"])
