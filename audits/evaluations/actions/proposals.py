"""A panelist's own notes during a demo, and the verdicts they propose to its recorder."""

from typing import Any, TypedDict, cast

from django.utils.translation import gettext as _

from audits.evaluations.actions import answers, write
from audits.evaluations.actions.recorder import only_the_recorder
from audits.evaluations.models import Answer, Candidate, Proposal
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import known
from audits.kit.refusals import Blocked
from audits.people import roles
from audits.people.actor import Actor


class ProposalValues(TypedDict, total=False):
    """What one proposes, and one's own note; a field left out keeps its value, None clears it."""

    verdict: str | None
    proof: str | None
    note: str


def save_proposal(
    *,
    actor: Actor,
    candidate: Candidate,
    question: str,
    values: ProposalValues,
    version: int | None,
    key: str | None = None,
) -> dict[str, Any]:
    """Saves the actor's own proposal; see `write.outcome` for the result.

    `candidate` comes with its evaluation. Raises Denied, Invalid, Blocked (no panel), Conflict, Decided.
    """
    actor.require(roles.ANSWERS)
    write.same_workspace(actor, candidate.workspace_id)
    if not candidate.evaluation.is_panel:
        raise Blocked(_("Here everybody records answers; proposals belong to a panel."))
    known(values, frozenset(ProposalValues.__annotations__))
    catalog = candidate.evaluation.catalog
    cleaned = answers.clean(cast(answers.AnswerValues, values), catalog.framework.question(question))
    at = clock.now()

    def do() -> dict[str, Any]:
        candidate.touch()
        row = own_row(actor, candidate, catalog.question_ids[question])
        before = write.swap(row, cleaned, actor=actor, version=version, at=at)
        told = {"before": before, "after": cleaned, "version": row.version}
        record(actor, "proposal.saved", candidate, question, key, **told)
        return write.outcome(candidate, row)

    print_of = journal.fingerprint("proposal", candidate.pk, question, values, version)
    return journal.once(actor, key, print_of, do, write.expected(candidate, version, at))


def own_row(actor: Actor, candidate: Candidate, question: int) -> Proposal:
    """The actor's row, made when they first write; the candidate's lock keeps it one."""
    own = {"candidate": candidate, "question_id": question, "person_id": actor.user_id}
    row = Proposal.objects.filter(**own).select_related("saved_by").first()
    return row or Proposal.objects.create(workspace_id=candidate.workspace_id, **own)


def take_over(
    *, actor: Actor, candidate: Candidate, proposal: Proposal, key: str | None = None
) -> dict[str, Any]:
    """The proposed verdict and proof become the answer's; the note stays its author's own.

    Raises Denied, Blocked (somebody else records), Decided.
    """
    actor.require(roles.ANSWERS)
    write.same_workspace(actor, candidate.workspace_id)
    question = candidate.evaluation.catalog.question_slugs[proposal.question_id]
    at = clock.now()

    def do() -> dict[str, Any]:
        candidate.touch()
        only_the_recorder(actor, candidate, ["verdict"])
        row = Proposal.objects.select_related("person").get(pk=proposal.pk)
        answer = Answer.objects.select_related("saved_by").get(candidate=candidate, question=row.question_id)
        changed = answers.consistent({"verdict": row.verdict, "proof": row.proof}, answer)
        before = write.swap(answer, changed, actor=actor, version=None, at=at)
        told = {"before": before, "after": {**changed, "proposed_by": str(row.person)}}
        record(actor, "proposal.taken", candidate, question, key, **told)
        return write.outcome(candidate, answer)

    return journal.once(actor, key, journal.fingerprint("take-over", proposal.pk), do)


def record(
    actor: Actor, kind: str, candidate: Candidate, question: str, key: str | None, **told: Any
) -> None:
    journal.record(actor, kind, subject=candidate.pk, part=question, operation=key or "", **told)
