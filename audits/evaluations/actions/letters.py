"""Writing feedback letters; they stay open after the decision that they are about."""

from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.models import Candidate, Decision, FeedbackLetter
from audits.journal import actions as journal
from audits.kit import clock, text
from audits.kit.clean import needed_safe_text
from audits.kit.refusals import Blocked, Conflict, Invalid
from audits.people import roles
from audits.people.actor import Actor


def save_letter(
    *, actor: Actor, decision: Decision, candidate: Candidate, words: str, seen: int, key: str | None = None
) -> dict[str, Any]:
    """Saves the letter over the version that was seen, 0 for none.

    Raises Denied, Invalid, Blocked (this vendor was chosen), Conflict.
    """
    actor.require(roles.LEADS)
    write.same_workspace(actor, candidate.workspace_id)
    cleaned = needed_safe_text("text", words, _("Write the letter."), limit=text.LONG)

    def do() -> dict[str, Any]:
        decision.evaluation.hold()
        check(decision, candidate)
        row = FeedbackLetter.objects.filter(decision=decision, candidate=candidate).first()
        if (row.version if row else 0) != seen:
            raise stale(row, cleaned)
        version = keep(actor, decision, candidate, row, cleaned)
        part, after = candidate.vendor.name, {"text": cleaned}
        before = {"text": row.text} if row else None
        journal.record(
            actor,
            "letter.saved",
            subject=candidate.pk,
            part=part,
            before=before,
            after=after,
            version=version,
        )
        return {"version": version}

    print_of = journal.fingerprint("letter", decision.pk, candidate.pk, cleaned, seen)
    return journal.once(actor, key, print_of, do)


def check(decision: Decision, candidate: Candidate) -> None:
    if decision.candidate_id == candidate.pk:
        raise Blocked(_("%(vendor)s was chosen: there is nothing to regret.") % {"vendor": candidate})


def stale(row: FeedbackLetter | None, yours: str) -> Conflict:
    message = _("Somebody saved this letter in the meantime. Look at theirs, then save to overwrite it.")
    theirs = {"text": row.text if row else ""}
    return Conflict(message, yours={"text": yours}, theirs=theirs, version=row.version if row else 0)


def keep(
    actor: Actor, decision: Decision, candidate: Candidate, row: FeedbackLetter | None, words: str
) -> int:
    saved = {"text": words, "saved_at": clock.now(), "saved_by_id": actor.user_id}
    if row:
        FeedbackLetter.objects.filter(pk=row.pk).update(version=F("version") + 1, **saved)
        return row.version + 1
    own = {"workspace_id": actor.workspace_id, "decision": decision, "candidate": candidate}
    return FeedbackLetter.objects.create(**own, **saved).version


def mark_sent(*, actor: Actor, letter: FeedbackLetter, on: date, seen: int) -> None:
    """Notes the day on which the version that was seen went out. Raises Denied, Invalid, Conflict."""
    actor.require(roles.LEADS)
    write.same_workspace(actor, letter.workspace_id)
    if on > actor.today:
        raise Invalid({"sent_on": [_("This day is still to come.")]})

    def do() -> dict[str, Any]:
        row = FeedbackLetter.objects.filter(pk=letter.pk, version=seen)
        if not row.update(sent_on=on, sent_by=actor.user_id, sent_version=seen):
            letter.refresh_from_db()
            raise stale(letter, "")
        after = {"sent_on": on, "version": seen}
        part = letter.candidate.vendor.name
        journal.record(actor, "letter.sent", subject=letter.candidate_id, part=part, after=after)
        return {}

    journal.once(actor, None, "", do)
