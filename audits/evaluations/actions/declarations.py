"""Declaring an interest, and ruling on it. An interest and the ruling on it are on record for good."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.models import Candidate, Declaration, Evaluation
from audits.evaluations.models.declaration import Interest, Ruling
from audits.journal import actions as journal
from audits.kit import clock, text
from audits.kit.clean import needed_safe_text, safe_text
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.kit.state import state_number
from audits.people import roles
from audits.people.actor import Actor

NO_RULING = {"ruling": "", "ruling_reason": "", "ruled_at": None, "ruled_by_id": None}


def declare(
    *, actor: Actor, evaluation: Evaluation, interest: str, note: str = "", key: str | None = None
) -> dict[str, Any]:
    """Records the actor's own declaration; another one than before needs a new ruling.

    Raises Denied (also for whoever is excluded: only a lead takes that back), Invalid, Decided.
    """
    actor.require(roles.READS_EVALUATIONS)
    write.same_workspace(actor, evaluation.workspace_id)
    if interest not in Interest.values:
        choices = ", ".join(Interest.values)
        raise Invalid({"interest": [_("Give one of: %(choices)s.") % {"choices": choices}]})
    after = {"interest": interest, "note": safe_text("note", note, limit=text.LONG)}

    def do() -> dict[str, Any]:
        evaluation.touch()
        row = Declaration.objects.filter(evaluation=evaluation).of(actor.user_id).first()
        if row and row.is_excluding:
            raise Denied(_("You are excluded from this evaluation; only a lead can change that."))
        before = said(row) if row else None
        if before != after:
            keep(actor, evaluation, row, after)
            tell(actor, evaluation, before, after, key)
        return {"interest": interest}

    return journal.once(actor, key, journal.fingerprint("declare", evaluation.pk, after), do)


def said(row: Declaration) -> dict[str, str]:
    return {"interest": row.interest, "note": row.note}


def keep(actor: Actor, evaluation: Evaluation, row: Declaration | None, after: dict[str, str]) -> None:
    values = {**after, "declared_at": clock.now(), **NO_RULING}
    if row:
        Declaration.objects.filter(pk=row.pk).update(**values)
        return
    own = {"workspace_id": actor.workspace_id, "person_id": actor.user_id}
    Declaration.objects.create(evaluation=evaluation, **own, **values)


def tell(
    actor: Actor,
    evaluation: Evaluation,
    before: dict[str, str] | None,
    after: dict[str, str],
    key: str | None,
) -> None:
    journal.record(
        actor,
        "declaration.made",
        subject=evaluation.pk,
        before=in_journal(before) if before else None,
        after=in_journal(after),
        operation=key or "",
    )


def in_journal(values: dict[str, str]) -> dict[str, Any]:
    return {"has_interest": values["interest"] == Interest.DECLARED, "note": values["note"]}


def rule(
    *, actor: Actor, declaration: Declaration, ruling: str, reason: str, seen: int | None = None
) -> None:
    """Waives somebody else's interest or excludes them; `seen` is the `state_of` what was shown.

    Raises Denied, Invalid, Blocked (there is nothing to waive), Conflict, Decided.
    """
    actor.require(roles.LEADS)
    if declaration.person_id == actor.user_id:
        raise Denied(_("Somebody else has to rule on your own declaration."))
    if ruling not in Ruling.values:
        raise Invalid({"ruling": [_("Waive it, or exclude the person.")]})
    missing = _("Say why; the reason stays on the record.")
    after = {"ruling": ruling, "reason": needed_safe_text("reason", reason, missing)}

    def do() -> dict[str, Any]:
        evaluation = declaration.evaluation
        evaluation.touch()
        row = Declaration.objects.select_related("person").get(pk=declaration.pk)
        before = {"ruling": row.ruling, "reason": row.ruling_reason}
        check(row, after, before, seen)
        decided = {"ruled_at": clock.now(), "ruled_by_id": actor.user_id}
        values = {"ruling": ruling, "ruling_reason": after["reason"], **decided}
        Declaration.objects.filter(pk=row.pk).update(**values)
        # Who counts as the panel may be others now: open screens of the candidates must notice.
        Candidate.objects.running().filter(evaluation=evaluation).update(change=F("change") + 1)
        what = {"part": str(row.person), "before": before, "after": after}
        journal.record(actor, "declaration.ruled", subject=evaluation.pk, **what)
        return {}

    journal.once(actor, None, "", do)


def check(row: Declaration, after: dict[str, str], before: dict[str, str], seen: int | None) -> None:
    """What can stand against a ruling."""
    if seen is not None and seen != state_of(row):
        message = _("This declaration has changed since you opened it. Look again, then rule.")
        raise Conflict(message, yours=after, theirs=before, version=state_of(row))
    if after["ruling"] == Ruling.WAIVED and row.interest == Interest.NONE and not row.is_excluding:
        raise Blocked(_("There is nothing to waive: no interest was declared."))


def state_of(row: Declaration) -> int:
    return state_number(row.interest, row.note, row.ruling, row.ruling_reason)
