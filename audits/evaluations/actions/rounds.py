"""Ending a round with a shortlist, and taking somebody back onto it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.models import Candidate, Evaluation
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import needed_safe_text
from audits.kit.refusals import Blocked, Conflict, Invalid
from audits.people import roles
from audits.people.actor import Actor

LONGEST_REASON = 2000


def end_round(
    *,
    actor: Actor,
    evaluation: Evaluation,
    left_out: Mapping[UUID, str],
    seen: int | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Ends the round: those in `left_out` stay behind, each with its reason, the others go on.

    `seen` is the round that the lead looked at. Raises Denied, Invalid, Conflict, Decided.
    """
    actor.require(roles.LEADS)
    write.same_workspace(actor, evaluation.workspace_id)
    reasons = {candidate: clean_reason(candidate, reason) for candidate, reason in left_out.items()}

    def do() -> dict[str, Any]:
        evaluation.touch()
        evaluation.refresh_from_db(fields=["round"])
        ended = evaluation.round
        same_round(seen, ended)
        racing = shortlist(evaluation, reasons)
        for candidate, reason in reasons.items():
            leave_out(actor, racing[candidate], ended, reason)
        Evaluation.objects.filter(pk=evaluation.pk).update(round=F("round") + 1)
        evaluation.round = ended + 1
        after = {"shortlist": sorted(str(one) for one in racing.values() if one.pk not in reasons)}
        journal.record(
            actor, "round.ended", subject=evaluation.pk, part=str(ended), after=after, operation=key or ""
        )
        return {"round": evaluation.round}

    print_of = journal.fingerprint("end-round", evaluation.pk, sorted(reasons.items()), seen)
    return journal.once(actor, key, print_of, do)


def clean_reason(candidate: UUID, reason: str) -> str:
    missing = _("Say why it is left out; the reason stays on the record.")
    return needed_safe_text(f"reason_{candidate.hex}", reason, missing, limit=LONGEST_REASON)


def same_round(seen: int | None, now: int) -> None:
    if seen is not None and seen != now:
        message = _("Somebody ended this round in the meantime. Look again before you end the next one.")
        raise Conflict(message, yours=seen, theirs=now, version=now)


def shortlist(evaluation: Evaluation, leaving: Mapping[UUID, str]) -> dict[UUID, Candidate]:
    """Who is on the shortlist now; `Invalid` when somebody is to leave who is not, or nobody would stay."""
    rows = evaluation.candidates.shortlisted().select_related("vendor")
    found = {row.pk: row for row in rows}
    if set(leaving) - set(found):
        raise Invalid({"stays": [_("This candidate is not on the shortlist.")]})
    if not set(found) - set(leaving):
        raise Invalid({"stays": [_("At least one candidate stays on the shortlist.")]})
    return found


def leave_out(actor: Actor, candidate: Candidate, ended: int, reason: str) -> None:
    candidate.touch()
    left = {"left_round": ended, "left_reason": reason, "left_at": clock.now(), "left_by_id": actor.user_id}
    Candidate.objects.filter(pk=candidate.pk).update(**left)
    tell(actor, "candidate.left_out", candidate, {"round": ended, "reason": reason})


def take_back(*, actor: Actor, candidate: Candidate, reason: str) -> None:
    """Puts a candidate back onto the shortlist. Raises Denied, Invalid, Blocked, Decided."""
    actor.require(roles.LEADS)
    write.same_workspace(actor, candidate.workspace_id)
    missing = _("Say why it is taken back; the reason stays on the record.")
    cleaned = needed_safe_text("reason", reason, missing, limit=LONGEST_REASON)

    def do() -> dict[str, Any]:
        candidate.evaluation.touch()
        candidate.touch()
        out = Candidate.objects.filter(pk=candidate.pk, left_round__isnull=False)
        if not out.update(left_round=None, left_reason="", left_at=None, left_by=None):
            raise Blocked(_("%(vendor)s is on the shortlist.") % {"vendor": candidate})
        tell(actor, "candidate.taken_along", candidate, {"reason": cleaned})
        return {}

    journal.once(actor, None, "", do)


def tell(actor: Actor, kind: str, candidate: Candidate, after: dict[str, Any]) -> None:
    part = str(candidate.pk)
    journal.record(actor, kind, subject=candidate.evaluation_id, part=part, after=after)
