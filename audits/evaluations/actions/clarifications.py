"""The buyer's side of clarifications: asking a vendor in writing, reminding, more time, taking back."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypedDict

from django.db.models import Max
from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.actions.answers import save_answer
from audits.evaluations.clarifying import quoted
from audits.evaluations.models import Answer, Candidate, Clarification, ClarificationItem
from audits.evaluations.models.clarification import LONGEST_QUESTION
from audits.frameworks.catalog import Catalog
from audits.journal import actions as journal
from audits.journal import outbox
from audits.kit import clock, text
from audits.kit.clean import needed_safe_text, safe_text
from audits.kit.languages import Language
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actions.guests import clean_email, outsider
from audits.people.actions.members import lock_people
from audits.people.actor import Actor

LONGEST_WAIT = timedelta(days=90)
READABLE = timedelta(days=14)
"""How long after the deadline the link still shows what was sent."""


class Request(TypedDict):
    """What is asked of whom until when; the questions by slug, in the buyer's words."""

    questions: Mapping[str, str]
    email: str
    due_on: date
    language: str
    message: str


def ask_vendor(
    *, actor: Actor, candidate: Candidate, values: Request, key: str | None = None
) -> dict[str, Any]:
    """Puts questions to a vendor and mails the link. Raises Denied, Invalid, Blocked, Decided.

    `candidate` comes with its evaluation.
    """
    actor.require(roles.LEADS)
    write.same_workspace(actor, candidate.workspace_id)
    cleaned = clean(actor, values, candidate.evaluation.catalog)

    def do() -> dict[str, Any]:
        candidate.touch()
        check_racing(candidate)
        lock_people(actor.workspace_id)
        row = added(actor, candidate, cleaned)
        tell(actor, row, "clarification.asked", after=asked_facts(cleaned), operation=key or "")
        post(row, "asked")
        return {"id": str(row.pk), "code": row.code, "change": candidate.change}

    return journal.once(actor, key, journal.fingerprint("ask-vendor", candidate.pk, cleaned), do)


def check_racing(candidate: Candidate) -> None:
    """Nobody is asked about a purchase that they are out of, or that is put away."""
    if candidate.archived_at or candidate.evaluation.archived_at:
        raise Blocked(_("This vendor is not in the race any more."))


def added(actor: Actor, candidate: Candidate, cleaned: dict[str, Any]) -> Clarification:
    """The row with the candidate's next number, its link and its questions."""
    last = Clarification.objects.filter(candidate=candidate).aggregate(last=Max("number"))["last"] or 0
    row = Clarification(
        workspace_id=actor.workspace_id,
        candidate=candidate,
        number=last + 1,
        recipient=outsider(actor, cleaned["email"]),
        owner_id=actor.user_id,
        **{name: cleaned[name] for name in ("language", "message", "due_on")},
    )
    row.issue(readable_until(actor, row.due_on))
    row.save(force_insert=True)
    ids = candidate.evaluation.catalog.question_ids
    ClarificationItem.objects.bulk_create(
        ClarificationItem(
            workspace_id=actor.workspace_id, clarification=row, question_id=ids[slug], asked=asked
        )
        for slug, asked in cleaned["questions"].items()
    )
    return row


def readable_until(actor: Actor, due_on: date) -> datetime:
    """The end of the deadline's day on the workspace's clock, and the days for reading after it."""
    return datetime.combine(due_on + timedelta(days=1), time(), tzinfo=actor.zone) + READABLE


def asked_facts(cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the journal keeps of a request."""
    return {
        "email": cleaned["email"],
        "due_on": cleaned["due_on"],
        "questions": [slug.upper() for slug in cleaned["questions"]],
    }


def remind(*, actor: Actor, clarification: Clarification) -> None:
    """Mails the same link again. Raises Denied, Blocked, Decided."""

    def do() -> dict[str, Any]:
        held(clarification)
        if not clarification.is_active(clock.now()):
            raise Blocked(_("This link does not work any more. Send a new one."))
        if clarification.due_on < actor.today:
            raise Blocked(_("The deadline is over. Give more time first."))
        changed(clarification, reminded_at=clock.now())
        tell(actor, clarification, "clarification.reminded", after={"email": clarification.recipient.email})
        post(clarification, "reminded")
        return {}

    begin(actor, clarification)
    journal.once(actor, None, "", do)


def extend(*, actor: Actor, clarification: Clarification, due_on: date) -> None:
    """Another deadline under the same link, mailed again. Raises Denied, Invalid, Blocked, Decided."""

    def do() -> dict[str, Any]:
        held(clarification)
        if not clarification.is_active(clock.now()):
            raise Blocked(_("This link does not work any more. Send a new one."))
        move(actor, clarification, due_on, "clarification.extended")
        return {}

    begin(actor, clarification)
    clean_due(actor, due_on)
    journal.once(actor, None, "", do)


def renew(*, actor: Actor, clarification: Clarification, due_on: date) -> None:
    """A new link with its deadline, also where the one before was taken back; that one dies.

    Raises Denied, Invalid, Blocked, Decided.
    """

    def do() -> dict[str, Any]:
        held(clarification)
        lock_people(actor.workspace_id)
        outsider(actor, clarification.recipient.email)
        clarification.issue(readable_until(actor, due_on))
        link = ("nonce", "token_digest", "revoked_at", "revoked_by_id")
        changed(clarification, **{name: getattr(clarification, name) for name in link})
        move(actor, clarification, due_on, "clarification.renewed")
        return {}

    begin(actor, clarification)
    clean_due(actor, due_on)
    journal.once(actor, None, "", do)


def move(actor: Actor, row: Clarification, due_on: date, kind: str) -> None:
    """Sets the deadline; what the vendor asked for is granted with it."""
    before = {"due_on": row.due_on}
    changed(row, due_on=due_on, expires_at=readable_until(actor, due_on), wanted_at=None)
    tell(actor, row, kind, before=before, after={"due_on": due_on})
    post(row, "extended")


def revoke(*, actor: Actor, clarification: Clarification) -> None:
    """Ends the link with its next request; what was sent by it stays. Raises Denied, Blocked, Decided."""

    def do() -> dict[str, Any]:
        held(clarification)
        rows = Clarification.objects.filter(pk=clarification.pk, revoked_at=None)
        if not rows.update(revoked_at=clock.now(), revoked_by_id=actor.user_id):
            raise Blocked(_("This link is taken back already."))
        tell(actor, clarification, "clarification.revoked", before={"email": clarification.recipient.email})
        return {}

    begin(actor, clarification)
    journal.once(actor, None, "", do)


def take_over(*, actor: Actor, item: ClarificationItem) -> dict[str, Any]:
    """Appends the vendor's words to the buyer's own note, which keeps all it holds.

    Raises Denied, Invalid, Blocked, Conflict, Decided.
    """
    actor.require(roles.ANSWERS)
    clarification = item.clarification
    words = quoted(clarification, item)
    candidate = clarification.candidate
    slug = candidate.evaluation.catalog.question_slugs[item.question_id]
    answer = Answer.objects.get(candidate=candidate, question=item.question_id)
    if not item.answer or words in answer.note:
        raise Blocked(_("There is nothing of this that the note does not hold already."))
    note = "\n".join(part for part in (answer.note, words) if part)
    return save_answer(
        actor=actor, candidate=candidate, question=slug, values={"note": note}, version=answer.version
    )


def begin(actor: Actor, clarification: Clarification) -> None:
    actor.require(roles.LEADS)
    write.same_workspace(actor, clarification.workspace_id)


def held(clarification: Clarification) -> None:
    """The candidate's lock, which orders these writes, and the row as it stands under it."""
    clarification.candidate.touch()
    check_racing(clarification.candidate)
    clarification.refresh_from_db(fields=["due_on", "expires_at", "revoked_at", "wanted_at", "nonce"])


def changed(clarification: Clarification, **values: Any) -> None:
    Clarification.objects.filter(pk=clarification.pk).update(**values)
    for name, value in values.items():
        setattr(clarification, name, value)


def tell(actor: Actor, row: Clarification, kind: str, **what: Any) -> None:
    journal.record(actor, kind, subject=row.candidate_id, part=row.code, clarification=row.pk, **what)


def post(row: Clarification, occasion: str) -> None:
    """A mail with the link to the vendor; the link is made when it is sent."""
    outbox.post(
        workspace_id=row.workspace_id,
        kind="clarification.asked",
        recipient_id=row.recipient_id,
        payload={
            "link_id": row.pk,
            "language": row.language,
            "occasion": occasion,
            "vendor": row.candidate.vendor.name,
            "questions": row.items.count(),
            "due": row.due_on,
            "message": row.message,
        },
    )


def clean(actor: Actor, values: Request, catalog: Catalog) -> dict[str, Any]:
    """What is stored of a request, or `Invalid` naming the wrong field."""
    if values["language"] not in Language.values:
        raise Invalid({"language": [_("There are no words for this language.")]})
    return {
        "questions": clean_questions(values["questions"], catalog),
        "email": clean_email(values["email"]),
        "due_on": clean_due(actor, values["due_on"]),
        "language": values["language"],
        "message": safe_text("message", values["message"], limit=text.LONG),
    }


def clean_questions(questions: Mapping[str, str], catalog: Catalog) -> dict[str, str]:
    """The chosen questions in the framework's order, none without words."""
    if not questions:
        raise Invalid({"questions": [_("Choose at least one question.")]})
    if unknown := sorted(set(questions) - set(catalog.question_ids)):
        raise Invalid({"questions": [_("“%(value)s” is not known here.") % {"value": unknown[0]}]})
    missing = _("Write the question, or take it off the list.")
    return {
        slug: needed_safe_text(f"asked_{slug}", questions[slug], missing, limit=LONGEST_QUESTION)
        for slug in catalog.question_ids
        if slug in questions
    }


def clean_due(actor: Actor, due_on: date) -> date:
    """Today at the earliest, and not so late that everybody has forgotten it."""
    if not actor.today <= due_on <= actor.today + LONGEST_WAIT:
        days = {"days": LONGEST_WAIT.days}
        raise Invalid({"due_on": [_("Choose a day from today to %(days)d days ahead.") % days]})
    return due_on
