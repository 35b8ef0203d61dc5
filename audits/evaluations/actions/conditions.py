"""Conditions of a choice: given with it, and settled one by one afterwards."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from audits.evaluations.actions.signatures import offer_anew
from audits.evaluations.models import Condition, ConditionStep, Decision
from audits.evaluations.models.condition import LONGEST_CONDITION, ConditionStatus
from audits.journal import actions as journal
from audits.kit.clean import gathered, needed_safe_text
from audits.kit.refusals import Conflict, Denied, Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import Membership

MOST_CONDITIONS = 20


class Terms(TypedDict):
    """One condition as it is given: what must happen, who sees to it, until when."""

    text: str
    owner: UUID | None
    due_on: date | None


def clean_conditions(
    actor: Actor, given: Mapping[int, Terms], candidate_id: UUID | None
) -> list[dict[str, Any]]:
    """What is stored of them, in their order, or `Invalid` naming the fields of each by its number."""
    if given and candidate_id is None:
        raise Invalid({"choice": [_("Only a chosen vendor can have conditions. Take them out, or choose.")]})
    if len(given) > MOST_CONDITIONS:
        message = _("No more than %(most)d conditions.") % {"most": MOST_CONDITIONS}
        raise Invalid({"choice": [message]})
    owners = members_of(actor, given)
    steps = [partial(numbered, actor, number, given[number], owners) for number in sorted(given)]
    return list(gathered(steps).values())


def numbered(actor: Actor, number: int, terms: Terms, owners: set[UUID]) -> dict[int, dict[str, Any]]:
    return {number: clean_terms(actor, number, terms, owners)}


def members_of(actor: Actor, given: Mapping[int, Terms]) -> set[UUID]:
    """Those of the named owners who are members, by one query."""
    wanted = {terms["owner"] for terms in given.values() if terms["owner"]}
    rows = Membership.objects.active().filter(workspace_id=actor.workspace_id, user_id__in=wanted)
    return set(rows.values_list("user_id", flat=True))


def clean_terms(actor: Actor, number: int, terms: Terms, owners: set[UUID]) -> dict[str, Any]:
    place = f"condition_{number}"
    missing = _("Say what must happen, or leave the whole row blank.")
    return gathered(
        (
            lambda: {"text": clean_words(f"{place}_text", terms["text"], missing)},
            lambda: {"owner_id": clean_owner(f"{place}_owner", terms["owner"], owners)},
            lambda: {"due_on": clean_due(actor, f"{place}_due_on", terms["due_on"])},
        )
    )


def clean_owner(field: str, owner: UUID | None, owners: set[UUID]) -> UUID:
    if owner is None:
        raise Invalid({field: [_("Choose who sees to it.")]})
    if owner not in owners:
        raise Invalid({field: [_("This person is not a member of the workspace.")]})
    return owner


def clean_words(field: str, words: str, missing: str) -> str:
    return needed_safe_text(field, words, missing, limit=LONGEST_CONDITION)


def clean_due(actor: Actor, field: str, due_on: date | None) -> date:
    if due_on is None:
        raise Invalid({field: [_("Say until when.")]})
    if due_on < actor.today:
        raise Invalid({field: [_("This day has passed. Choose today or a later one.")]})
    return due_on


def give(decision: Decision, cleaned: list[dict[str, Any]]) -> None:
    """Writes the conditions of a decision that is just being taken."""
    Condition.objects.bulk_create(
        Condition(workspace_id=decision.workspace_id, decision=decision, number=number, **values)
        for number, values in enumerate(cleaned, 1)
    )


def settle(
    *, actor: Actor, condition: Condition, status: str, note: str, version: int | None, key: str | None = None
) -> dict[str, Any]:
    """Says that a condition is met, waived or missed, or open after all; the note says why.

    Its owner or a lead; only a lead waives. Raises Denied, Invalid, Blocked (the evaluation was reopened),
    Conflict. `condition` comes with its parents.
    """
    check_may_settle(actor, condition, status)
    note = needed_safe_text("note", note, _("Say how you know; it stays on the record."))

    def do() -> dict[str, Any]:
        condition.decision.hold()
        row = Condition.objects.get(pk=condition.pk)
        check_fresh(row, status, note, version)
        Condition.objects.filter(pk=row.pk).update(status=status, version=F("version") + 1)
        ConditionStep.objects.create(
            workspace_id=row.workspace_id, condition=row, status=status, note=note, by_id=actor.user_id
        )
        offer_anew(condition.decision, actor.user_id)
        journal.record(
            actor,
            "condition.settled",
            subject=condition.decision.evaluation_id,
            part=row.code,
            before={"status": row.status},
            after={"status": status, "note": note},
            operation=key or "",
        )
        return {"version": row.version + 1}

    print_of = journal.fingerprint("settle", condition.pk, status, note)
    return journal.once(actor, key, print_of, do)


def may_settle(actor: Actor, condition: Condition) -> bool:
    return actor.can(roles.LEADS) or condition.owner_id == actor.user_id


def check_may_settle(actor: Actor, condition: Condition, status: str) -> None:
    if condition.workspace_id != actor.workspace_id:
        raise RuntimeError("an action was handed another workspace's row")
    if not may_settle(actor, condition):
        raise Denied(_("A condition is settled by its owner or a lead."))
    if status not in ConditionStatus.values:
        raise Invalid({"status": [_("Choose what became of it.")]})
    if status == ConditionStatus.WAIVED and not actor.can(roles.LEADS):
        raise Invalid({"status": [_("Only a lead waives a condition.")]})


def check_fresh(row: Condition, status: str, note: str, version: int | None) -> None:
    """Under the decision's lock: nobody settled it since, and it says something new."""
    if version is not None and version != row.version:
        raise Conflict(
            _("Somebody settled this condition in the meantime. Look again."),
            yours={"status": status, "note": note},
            theirs={"status": row.status},
            version=row.version,
        )
    if status == row.status:
        label = ConditionStatus(status).label
        raise Invalid({"status": [_("It says so already: %(status)s.") % {"status": label}]})
