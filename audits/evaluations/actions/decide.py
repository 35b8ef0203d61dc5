"""The decision in its plain form: choose or none, freeze, reopen (contract: Decision)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from audits.commitments.actions.promises import take_over
from audits.evaluations.actions import deferrals
from audits.evaluations.actions.conditions import Terms, clean_conditions, give
from audits.evaluations.actions.expiry import end_expired
from audits.evaluations.actions.objects import clean_reason
from audits.evaluations.actions.signatures import end_all
from audits.evaluations.comparison import snapshot
from audits.evaluations.comparison.load import load_comparison
from audits.evaluations.comparison.shapes import CandidateView, ComparisonView
from audits.evaluations.gaps import take_gaps_over
from audits.evaluations.models import Candidate, Decision, Evaluation
from audits.evaluations.models.evaluation import Status
from audits.evaluations.promises import promises_of
from audits.journal import actions as journal
from audits.journal.sealing import seal_soon
from audits.kit import clock, text
from audits.kit.refusals import Blocked, Conflict, Decided, Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.scoring.framework import Framework
from audits.scoring.objects import Hindrance, Obstacle

NO_CONDITIONS: Mapping[int, Terms] = MappingProxyType({})


def decide(
    *,
    actor: Actor,
    evaluation: Evaluation,
    candidate_id: UUID | None,
    reason: str,
    conditions: Mapping[int, Terms] = NO_CONDITIONS,
    seen_change: int | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Chooses a candidate, or none, and freezes the evaluation with a snapshot.

    What the chosen one promised becomes commitments in the same transaction (R076). A deferral ends with it.
    `seen_change` is the comparison's change the lead has acknowledged; with an older one the
    decision is a `Conflict`. Raises Denied, Invalid, Blocked (an obstacle stands), Decided.
    """
    actor.require(roles.LEADS)
    reason = clean_reason(reason, text.LONG)
    terms = clean_conditions(actor, conditions, candidate_id)

    def do() -> dict[str, Any]:
        close(evaluation)
        end_expired(evaluation, actor.today)
        view = load_comparison(evaluation, workspace=actor.workspace_name)
        unchanged(view, seen_change, len(view.candidates) + 1)
        chosen = choose(view, candidate_id, evaluation.document)
        decision = freeze(actor, evaluation, view, chosen, reason)
        give(decision, terms)
        deferrals.end(evaluation.pk)
        if chosen:
            keep_to_word(actor, evaluation, chosen)
        after = told(decision, chosen, terms)
        journal.record(actor, "evaluation.decided", subject=evaluation.pk, after=after, operation=key or "")
        seal_soon(evaluation.workspace_id)
        return {"id": str(decision.pk), "revision": decision.revision}

    print_of = journal.fingerprint("decide", evaluation.pk, candidate_id, reason, *terms)
    return journal.once(actor, key, print_of, do)


def told(decision: Decision, chosen: CandidateView | None, terms: list[dict[str, Any]]) -> dict[str, Any]:
    """A decision as the journal tells it."""
    said = {
        "candidate": chosen.vendor if chosen else None,
        "reason": decision.reason,
        "revision": decision.revision,
    }
    return said | ({"conditions": [one["text"] for one in terms]} if terms else {})


def close(evaluation: Evaluation) -> None:
    """Closes the evaluation and every candidate; a save in flight ends first or is refused."""
    closed = Evaluation.objects.filter(pk=evaluation.pk, status=Status.OPEN).update(
        status=Status.DECIDED, change=F("change") + 1
    )
    if not closed:
        raise Decided(_("This evaluation is decided already."))
    evaluation.candidates.update(is_open=False, change=F("change") + 1)
    evaluation.refresh_from_db()


def unchanged(view: ComparisonView, seen_change: int | None, own_writes: int) -> None:
    """The lead decides on what they saw: anything saved since is shown first."""
    now = view.change - own_writes
    if seen_change is not None and seen_change != now:
        raise Conflict(
            _("Something was saved since this page was opened. Look again before you decide."),
            yours=seen_change,
            theirs=now,
            version=now,
        )


def choose(view: ComparisonView, candidate_id: UUID | None, framework: Framework) -> CandidateView | None:
    if candidate_id is None:
        return None
    chosen = next((one for one in view.candidates if one.id == candidate_id), None)
    if chosen is None:
        raise Invalid({"candidate": [_("This candidate is not part of the evaluation.")]})
    if chosen.left_out:
        raise Blocked(_("%(vendor)s is not on the shortlist.") % {"vendor": chosen.vendor})
    if chosen.obstacles:
        reasons = [obstacle_text(obstacle, framework) for obstacle in chosen.obstacles]
        raise Blocked(_("%(vendor)s cannot be chosen yet.") % {"vendor": chosen.vendor}, reasons)
    return chosen


def obstacle_text(obstacle: Obstacle, framework: Framework) -> str:
    """One reason against choosing a candidate, in words."""
    crm = next(crm for crm in framework.crms if crm.slug == obstacle.crm)
    item = next(item for item in crm.objects if item.slug == obstacle.object)
    values = {"object": item.title, "crm": crm.title}
    if obstacle.hindrance is Hindrance.HARD_STOP:
        return _("Hard stop: %(object)s (%(crm)s) does not sync both ways and is not waived.") % values
    return _("Unconfirmed: %(object)s (%(crm)s) has not been asked in both directions.") % values


def freeze(
    actor: Actor, evaluation: Evaluation, view: ComparisonView, chosen: CandidateView | None, reason: str
) -> Decision:
    document = snapshot.to_json(view)
    return Decision.objects.create(
        workspace_id=evaluation.workspace_id,
        evaluation=evaluation,
        revision=evaluation.revision,
        candidate_id=chosen.id if chosen else None,
        reason=reason,
        decided_by_id=actor.user_id,
        snapshot=document,
        snapshot_sha256=snapshot.sha256(document),
    )


def keep_to_word(actor: Actor, evaluation: Evaluation, chosen: CandidateView) -> None:
    """Makes commitments of the chosen candidate's promises and gaps, or brings them up to this decision."""
    candidate = evaluation.candidates.with_parents().get(pk=chosen.id)
    promises = promises_of(actor, candidate)
    if promises:
        take_over(actor=actor, vendor_id=chosen.vendor_id, promises=promises)
    take_gaps_over(actor, candidate)


def reopen(*, actor: Actor, evaluation: Evaluation, reason: str, key: str | None = None) -> dict[str, Any]:
    """Opens a decided evaluation again as a new revision; the old decision and its reports stay."""
    actor.require(roles.LEADS)
    reason = clean_reason(reason, text.LONG)

    def do() -> dict[str, Any]:
        opened = Evaluation.objects.filter(pk=evaluation.pk, status=Status.DECIDED).update(
            status=Status.OPEN, revision=F("revision") + 1, change=F("change") + 1
        )
        if not opened:
            raise Blocked(_("This evaluation is open already."))
        Candidate.objects.filter(evaluation=evaluation).update(is_open=True, change=F("change") + 1)
        evaluation.refresh_from_db()
        leave(actor, evaluation, reason)
        journal.record(
            actor,
            "evaluation.reopened",
            subject=evaluation.pk,
            after={"reason": reason, "revision": evaluation.revision},
            operation=key or "",
        )
        return {"id": str(evaluation.pk), "revision": evaluation.revision}

    return journal.once(actor, key, journal.fingerprint("reopen", evaluation.pk, reason), do)


def leave(actor: Actor, evaluation: Evaluation, reason: str) -> None:
    """The decision of the revision before is history: whoever has not signed it is not asked any more.

    Its lock comes first and the time after it: who signed before has an earlier one.
    """
    rows = Decision.objects.filter(evaluation=evaluation, revision=evaluation.revision - 1)
    decision = rows.defer("snapshot").get()
    decision.hold()
    rows.update(reopened_at=clock.now(), reopened_by_id=actor.user_id, reopening_reason=reason)
    end_all(decision)
