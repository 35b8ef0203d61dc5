"""The signer's side of sign-offs: they sign or challenge, once, the very PDF they had before them."""

from typing import Any

from django.utils.translation import gettext as _

from audits.evaluations.actions.signatures import NAME, held, offer_anew, tell
from audits.evaluations.models import ReportFile, Signature
from audits.evaluations.models.signature import SignatureAnswer
from audits.evaluations.offers import offered
from audits.evidence.making import MadeStatus
from audits.journal import actions as journal
from audits.journal import outbox
from audits.kit import clock
from audits.kit.clean import needed_safe_text
from audits.kit.refusals import Blocked, Conflict, Denied
from audits.people import roles
from audits.people.actor import Actor


def actor_of(signature: Signature) -> Actor:
    """Whoever came by the link: the person it was mailed to, who has no role here."""
    return Actor.at(signature.recipient, signature.workspace, roles.GUEST)


def come_in(signature: Signature) -> None:
    """Notes that the link was used; the first time stands in the journal."""
    actor = actor_of(signature)

    def do() -> dict[str, Any]:
        if signature.come_in():
            tell(actor, signature, "signature.opened")
        return {}

    journal.once(actor, None, "", do)


def sign(
    *, actor: Actor, signature: Signature, sha256: str, name: str, role: str, key: str | None = None
) -> dict[str, Any]:
    """Signs the PDF with that hash, under this name and in this role.

    Raises Denied, Invalid, Blocked (over, or answered before), Conflict (another PDF stands to be signed).
    """
    values = {
        "name": needed_safe_text("name", name, _("Write your name as it is to be printed."), limit=NAME),
        "role": needed_safe_text("role", role, _("Say in which role you sign."), limit=NAME),
    }
    return answer(actor, signature, SignatureAnswer.SIGNED, sha256, values, key)


def challenge(
    *, actor: Actor, signature: Signature, sha256: str, reason: str, key: str | None = None
) -> dict[str, Any]:
    """Says why it cannot be signed so; lands with whoever asked, as a message and as work.

    Raises as `sign`.
    """
    values = {"reason": needed_safe_text("reason", reason, _("Say what you object to; it is printed."))}
    return answer(actor, signature, SignatureAnswer.CHALLENGED, sha256, values, key)


def answer(
    actor: Actor,
    signature: Signature,
    given: SignatureAnswer,
    sha256: str,
    values: dict[str, Any],
    key: str | None,
) -> dict[str, Any]:
    """The one answer of a request, under the decision's lock: a reopening or another answer excludes it."""
    if actor.user_id != signature.recipient_id:
        raise Denied(_("Somebody else is asked to sign here."))

    def do() -> dict[str, Any]:
        held(signature)
        check_open(signature)
        report = standing(signature, sha256)
        kept = values | {"answer": given, "answered_at": clock.now(), "report": report, "sha256": sha256}
        if not Signature.objects.open().filter(pk=signature.pk).update(**kept):
            raise RuntimeError(f"signature {signature.pk} changed under its decision's lock")
        if given == SignatureAnswer.CHALLENGED:
            offer_anew(signature.decision, actor.user_id)
        after = values | {"sha256": sha256}
        tell(actor, signature, f"signature.{given}", after=after, operation=key or "")
        post_word(signature, given, values)
        return {"answer": given}

    print_of = journal.fingerprint("answer", signature.pk, given, sha256, values)
    return journal.once(actor, key, print_of, do)


def check_open(row: Signature) -> None:
    """Blocked, with what has become of the request."""
    if row.answer:
        raise Blocked(_("You have answered already; an answer is given once and stays."))
    if row.revoked_at or row.expires_at <= clock.now():
        raise Blocked(_("This request was taken back or has expired. Nothing was signed."))


def standing(row: Signature, sha256: str) -> ReportFile:
    """The PDF that stands to be signed, when it is the one with this hash; else `Conflict`."""
    report = offered(row.decision)
    if report is None or report.status != MadeStatus.DONE or report.sha256 != sha256:
        raise Conflict(
            _(
                "Nothing was signed: another PDF of this decision stands to be signed by now, because its"
                " conditions or challenges have moved on. Read that one first."
            ),
            yours=sha256,
            theirs=report.sha256 if report else "",
            version=row.decision.revision,
        )
    return report


def post_word(row: Signature, given: SignatureAnswer, values: dict[str, Any]) -> None:
    """Tells whoever asked what came back."""
    outbox.post(
        workspace_id=row.workspace_id,
        kind="signature.answered",
        recipient_id=row.owner_id,
        payload={
            "evaluation": row.decision.evaluation_id,
            "title": row.decision.evaluation.title,
            "name": values.get("name", row.name),
            "answer": given,
            "objection": values.get("reason", ""),
        },
    )
