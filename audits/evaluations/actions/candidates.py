"""Who is in the race, and what the purchase needs (R001, R002, R039)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from audits.evaluations.actions import setup
from audits.evaluations.actions.objects import clean_reason
from audits.evaluations.models import Candidate, Evaluation
from audits.evaluations.models.evaluation import Mode
from audits.journal import actions as journal
from audits.kit import clock, text
from audits.kit.clean import clean_text
from audits.kit.refusals import Blocked, Conflict, Invalid
from audits.kit.state import state_number
from audits.people import roles
from audits.people.actor import Actor
from audits.vendors.actions import create_vendor
from audits.vendors.models import Vendor


def start_evaluation(
    *,
    actor: Actor,
    title: str,
    crms: Sequence[str],
    vendors: Sequence[UUID],
    new_vendors: Sequence[str],
    custom_objects: Sequence[str],
    framework: str = setup.BUILT_IN_SLUG,
    mode: str = Mode.SOLO,
    key: str | None = None,
) -> dict[str, Any]:
    """A new evaluation of vendors we have and vendors named here first, as one write."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        added = add_vendors(actor, new_vendors)
        return setup.create_evaluation(
            actor=actor,
            title=title,
            framework=framework,
            crms=crms,
            vendors=[*vendors, *added],
            custom_objects=custom_objects,
            mode=mode,
        )

    given = (title, framework, mode, list(crms), list(vendors), list(new_vendors), list(custom_objects))
    return journal.once(actor, key, journal.fingerprint("start", *given), do)


def add_vendors(actor: Actor, names: Sequence[str]) -> list[UUID]:
    """New vendors by name alone; a name we have is refused, so that no duplicate slips in."""
    names = list(dict.fromkeys(text.normal(name) for name in names if name.strip()))
    known = Vendor.objects.for_workspace(actor.workspace_id)
    for name in names:
        if known.filter(name__iexact=name).exists():
            message = _("There is a vendor “%(name)s” already; choose it from the list.") % {"name": name}
            raise Invalid({"new_vendors": [message]})
    return [UUID(create_vendor(actor=actor, values={"name": name})["id"]) for name in names]


def add(
    *,
    actor: Actor,
    evaluation: Evaluation,
    vendors: Sequence[UUID],
    new_vendors: Sequence[str] = (),
    key: str | None = None,
) -> dict[str, Any]:
    """More candidates. Raises Denied, Invalid, Blocked (one is in already), Decided."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        wanted = [*vendors, *add_vendors(actor, new_vendors)]
        if not wanted:
            raise Invalid({"vendors": [_("Choose a vendor, or name a new one.")]})
        added = setup.add_candidates(actor, evaluation, wanted)
        return {"candidates": [str(candidate.pk) for candidate in added]}

    print_of = journal.fingerprint("add", evaluation.pk, list(vendors), list(new_vendors))
    return journal.once(actor, key, print_of, do)


def withdraw(*, actor: Actor, candidate: Candidate, reason: str) -> None:
    """Takes a candidate out of the race with a reason; everything recorded stays."""
    actor.require(roles.LEADS)
    reason = clean_reason(reason)

    def do() -> dict[str, Any]:
        leave_or_return(candidate, leaves=True)
        record(actor, "candidate.withdrawn", candidate, reason)
        return {}

    journal.once(actor, None, "", do)


def readmit(*, actor: Actor, candidate: Candidate) -> None:
    """Takes a withdrawn candidate back, with everything recorded of it."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        leave_or_return(candidate, leaves=False)
        record(actor, "candidate.readmitted", candidate, None)
        return {}

    journal.once(actor, None, "", do)


def leave_or_return(candidate: Candidate, *, leaves: bool) -> None:
    """Archives a candidate or takes it back, in a transaction.

    The comparison counts the writes of the running candidates: one that leaves hands its count
    to the evaluation, so that the sum never falls back to a number already seen.
    """
    candidate.evaluation.touch()
    candidate.touch()
    same = Candidate.objects.filter(pk=candidate.pk)
    changed = same.filter(archived_at__isnull=leaves).update(archived_at=clock.now() if leaves else None)
    if not changed:
        said = _("It is withdrawn already.") if leaves else _("It is in the race already.")
        raise Blocked(said)
    if leaves:
        writes = same.values_list("change", flat=True).get()
        Evaluation.objects.filter(pk=candidate.evaluation_id).update(change=F("change") + writes)


def record(actor: Actor, kind: str, candidate: Candidate, reason: str | None) -> None:
    journal.record(
        actor, kind, subject=candidate.evaluation_id, part=str(candidate.pk), after={"reason": reason}
    )


def edit_evaluation(
    *,
    actor: Actor,
    evaluation: Evaluation,
    title: str,
    crms: Sequence[str],
    custom_objects: Sequence[str],
    seen: int | None = None,
) -> None:
    """Title, CRMs and custom objects; `seen` is the `state_of` what was shown, a later one conflicts.

    Candidates have rows for every CRM of the framework, so a CRM added back finds its answers.
    """
    actor.require(roles.LEADS)
    values = {
        "title": clean_title(title),
        "crms": setup.clean_crms(evaluation, crms),
        "custom_objects": clean_names(custom_objects),
    }

    def do() -> dict[str, Any]:
        evaluation.touch()
        evaluation.refresh_from_db()
        rewrite(actor, evaluation, values, seen)
        return {}

    journal.once(actor, None, "", do)


def rewrite(actor: Actor, evaluation: Evaluation, values: dict[str, Any], seen: int | None) -> None:
    """Saves the fields of a row read under its lock, unless they are others than those shown."""
    before = {name: getattr(evaluation, name) for name in values}
    if seen is not None and seen != state_of(evaluation):
        message = _("Somebody changed this evaluation since you opened it. Look again, then save.")
        raise Conflict(message, yours=values, theirs=before, version=state_of(evaluation))
    Evaluation.objects.filter(pk=evaluation.pk).update(**values)
    # Other CRMs, other hard stops: open screens of the candidates must notice.
    evaluation.candidates.running().update(change=F("change") + 1)
    if values != before:
        journal.record(actor, "evaluation.edited", subject=evaluation.pk, before=before, after=values)


def state_of(evaluation: Evaluation) -> int:
    return state_number(evaluation.title, evaluation.crms, evaluation.custom_objects)


def clean_title(title: str) -> str:
    cleaned = clean_text("title", title, limit=text.SHORT)
    if not cleaned:
        raise Invalid({"title": [_("Give it a title.")]})
    return cleaned


def clean_names(names: Sequence[str]) -> list[str]:
    """Names of custom objects, each once, blank ones left out."""
    cleaned = [clean_text("custom_objects", name, limit=text.SHORT) for name in names]
    return list(dict.fromkeys(name for name in cleaned if name))
