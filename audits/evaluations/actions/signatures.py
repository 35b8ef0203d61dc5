"""The lead's side of sign-offs: asking people to sign a decision, reminding, taking back, answering."""

from datetime import date, datetime, time, timedelta
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from audits.evaluations.actions.offering import offer
from audits.evaluations.models import Decision, Declaration, Signature
from audits.evaluations.models.declaration import Ruling
from audits.journal import actions as journal
from audits.journal import outbox
from audits.kit import clock
from audits.kit.clean import gathered, needed_safe_text
from audits.kit.languages import Language
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actions.guests import outsider
from audits.people.actions.members import lock_people
from audits.people.actor import Actor
from audits.people.models import Membership, User

LONGEST_WAIT = timedelta(days=90)
READABLE = timedelta(days=14)
"""How long after its day a link still takes an answer and shows it."""
NAME = 200


class Wanted(TypedDict):
    """Who is to sign: a member, or somebody by name and address; in which role, until when."""

    member: UUID | None
    name: str
    email: str
    role: str
    due_on: date
    language: str


def ask(*, actor: Actor, decision: Decision, values: Wanted, key: str | None = None) -> dict[str, Any]:
    """Asks somebody to sign, and has the PDF made that they are to sign.

    `decision` comes with its evaluation. Raises Denied, Invalid, Blocked (the evaluation was reopened).
    """
    begin(actor, decision.workspace_id)
    cleaned = clean(actor, values)

    def do() -> dict[str, Any]:
        decision.hold()
        lock_people(actor.workspace_id)
        person = signer(actor, decision, cleaned)
        row = added(actor, decision, person, cleaned)
        offer(decision, actor.user_id)
        after = {"role": row.role, "due_on": row.due_on, "email": person.email}
        tell(actor, row, "signature.asked", after=after, operation=key or "")
        post(row, "asked")
        return {"id": str(row.pk)}

    return journal.once(actor, key, journal.fingerprint("ask-to-sign", decision.pk, cleaned), do)


def begin(actor: Actor, workspace_id: UUID) -> None:
    actor.require(roles.LEADS)
    if workspace_id != actor.workspace_id:
        raise RuntimeError("an action was handed another workspace's row")


def clean(actor: Actor, values: Wanted) -> dict[str, Any]:
    """What is stored of a request, or `Invalid` naming every wrong field."""
    if values["language"] not in Language.values:
        raise Invalid({"language": [_("There are no words for this language.")]})
    by_link = values["member"] is None
    missing_name = _("Name whoever is to sign, or choose a member.")
    missing_role = _("Say in which role they sign; it is printed beside their name.")

    def named() -> dict[str, Any]:
        return {"name": needed_safe_text("name", values["name"], missing_name, limit=NAME) if by_link else ""}

    cleaned = gathered(
        (
            named,
            lambda: {"role": needed_safe_text("role", values["role"], missing_role, limit=NAME)},
            lambda: {"due_on": clean_due(actor, values["due_on"])},
        )
    )
    return cleaned | {name: values[name] for name in ("member", "email", "language")}


def clean_due(actor: Actor, due_on: date) -> date:
    """Today at the earliest, and not so late that everybody has forgotten it."""
    if not actor.today <= due_on <= actor.today + LONGEST_WAIT:
        days = {"days": LONGEST_WAIT.days}
        raise Invalid({"due_on": [_("Choose a day from today to %(days)d days ahead.") % days]})
    return due_on


def signer(actor: Actor, decision: Decision, cleaned: dict[str, Any]) -> User:
    """The person, who is not asked already and not shut out of this evaluation."""
    if cleaned["member"]:
        person, field = member(actor, decision, cleaned["member"]), "member"
    else:
        person, field = outsider(actor, cleaned["email"]), "email"
    if Signature.objects.open().filter(decision=decision, recipient=person).exists():
        raise Invalid({field: [_("%(name)s is asked already and has not answered.") % {"name": person}]})
    return person


def member(actor: Actor, decision: Decision, key: UUID) -> User:
    rows = Membership.objects.active().filter(workspace_id=actor.workspace_id, user_id=key)
    found = rows.select_related("user").first()
    if found is None:
        raise Invalid({"member": [_("This person is not a member of the workspace.")]})
    excluded = Declaration.objects.filter(
        evaluation=decision.evaluation_id, person=key, ruling=Ruling.EXCLUDED
    )
    if excluded.exists():
        message = _("%(name)s is excluded from this evaluation by their declaration of interest.")
        raise Invalid({"member": [message % {"name": found.user}]})
    return found.user


def added(actor: Actor, decision: Decision, person: User, cleaned: dict[str, Any]) -> Signature:
    row = Signature(
        workspace_id=decision.workspace_id,
        decision=decision,
        recipient=person,
        is_member=cleaned["member"] is not None,
        name=cleaned["name"] or str(person),
        owner_id=actor.user_id,
        **{name: cleaned[name] for name in ("role", "language", "due_on")},
    )
    row.issue(usable_until(actor, row.due_on))
    row.save(force_insert=True)
    return row


def usable_until(actor: Actor, due_on: date) -> datetime:
    """The end of that day on the workspace's clock, and the days of grace."""
    return datetime.combine(due_on + timedelta(days=1), time(), tzinfo=actor.zone) + READABLE


def remind(*, actor: Actor, signature: Signature) -> None:
    """Mails the request again. Raises Denied, Blocked."""
    begin(actor, signature.workspace_id)

    def do() -> dict[str, Any]:
        held(signature)
        if not signature.is_open or not signature.is_active(clock.now()):
            raise Blocked(_("This request is over: answered, taken back or expired."))
        Signature.objects.filter(pk=signature.pk).update(reminded_at=clock.now())
        tell(actor, signature, "signature.reminded")
        post(signature, "reminded")
        return {}

    journal.once(actor, None, "", do)


def revoke(*, actor: Actor, signature: Signature) -> None:
    """Takes a request back that was not answered; its link dies. Raises Denied, Blocked."""
    begin(actor, signature.workspace_id)

    def do() -> dict[str, Any]:
        signature.decision.hold()
        rows = Signature.objects.open().filter(pk=signature.pk)
        if not rows.update(revoked_at=clock.now(), revoked_by_id=actor.user_id):
            raise Blocked(_("This request is over: answered, taken back or expired."))
        tell(actor, signature, "signature.revoked")
        return {}

    journal.once(actor, None, "", do)


def reply(*, actor: Actor, signature: Signature, words: str, key: str | None = None) -> dict[str, Any]:
    """Answers a challenge in its place, once; it is printed, and mailed to whoever made it.

    Raises Denied, Invalid, Blocked.
    """
    begin(actor, signature.workspace_id)
    words = needed_safe_text("reply", words, _("Write the answer; it is printed beside the challenge."))

    def do() -> dict[str, Any]:
        signature.decision.hold()
        rows = Signature.objects.challenges().filter(pk=signature.pk)
        now = clock.now()
        if not rows.update(reply=words, replied_at=now, replied_by_id=actor.user_id):
            raise Blocked(_("There is no challenge that waits for an answer here."))
        offer_anew(signature.decision, actor.user_id)
        tell(actor, signature, "signature.replied", after={"reply": words}, operation=key or "")
        post(signature, "replied", reply=words)
        return {}

    return journal.once(actor, key, journal.fingerprint("reply", signature.pk, words), do)


def offer_anew(decision: Decision, user_id: UUID) -> None:
    """What was to be signed has changed: whoever has not answered yet is to see the new state."""
    if Signature.objects.open().filter(decision=decision).exists():
        offer(decision, user_id)


def prepare(*, actor: Actor, decision: Decision) -> None:
    """Has the PDF made again that was to be signed, where that failed. Raises Denied, Blocked."""
    begin(actor, decision.workspace_id)

    def do() -> dict[str, Any]:
        decision.hold()
        offer(decision, actor.user_id)
        return {}

    journal.once(actor, None, "", do)


def end_all(decision: Decision) -> None:
    """The evaluation is opened again: who has not answered is not asked any more."""
    Signature.objects.open().filter(decision=decision).update(ended_at=clock.now())


def held(signature: Signature) -> None:
    """The decision's lock, which orders these writes, and the row as it stands under it."""
    signature.decision.hold()
    names = ["answer", "answered_at", "revoked_at", "ended_at", "expires_at", "replied_at"]
    signature.refresh_from_db(fields=names)


def tell(actor: Actor, row: Signature, kind: str, **what: Any) -> None:
    subject = row.decision.evaluation_id
    journal.record(actor, kind, subject=subject, part=row.name, signature=row.pk, **what)


def post(row: Signature, occasion: str, **more: Any) -> None:
    """A mail to whoever is asked; by link where they have no account."""
    payload = {
        "occasion": occasion,
        "title": row.decision.evaluation.title,
        "name": row.name,
        "role": row.role,
        "due": row.due_on,
        **more,
    }
    place = {"signature": row.pk} if row.is_member else {"link_id": row.pk, "language": row.language}
    outbox.post(
        workspace_id=row.workspace_id,
        kind="signature.wanted" if row.is_member else "signature.asked",
        recipient_id=row.recipient_id,
        payload=payload | place,
    )
