"""Gaps as commitments copy them, once their vendor is the one that was chosen."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from audits.commitments.actions.gaps import Shortfall, follow_gaps
from audits.commitments.models import Commitment
from audits.evaluations.models import Candidate, Decision, Gap
from audits.people.actor import Actor


def take_gaps_over(actor: Actor, candidate: Candidate) -> None:
    """Every gap of the chosen candidate becomes a commitment, those that are one already are brought up.

    Inside the transaction of the decision; `candidate` comes with its evaluation.
    """
    rows = list(Gap.objects.filter(candidate=candidate).select_related("created_by"))
    if rows:
        told = shortfalls(actor, candidate, rows)
        follow_gaps(actor=actor, vendor_id=candidate.vendor_id, gaps=told, makes=True)


def keep_in_step(actor: Actor, candidate: Candidate, gaps: Iterable[Gap]) -> None:
    """After a save: what the ledger says of these gaps, and what it does not say yet of a chosen vendor's.

    Inside the save's transaction, under the candidate's lock, so a decision is seen whole or not at all.
    """
    told = shortfalls(actor, candidate, gaps)
    keys = [gap.source_gap for gap in told]
    chosen = is_chosen(candidate)
    if chosen or Commitment.objects.filter(source_gap__in=keys).exists():
        follow_gaps(actor=actor, vendor_id=candidate.vendor_id, gaps=told, makes=chosen)


def is_chosen(candidate: Candidate) -> bool:
    """Whether the decision in force is for this candidate."""
    rows = Decision.objects.filter(candidate=candidate, reopened_at=None)
    return rows.filter(evaluation=candidate.evaluation_id).exists()


def commitment_of(gap: UUID) -> Commitment | None:
    return Commitment.objects.filter(source_gap=gap).first()


def shortfalls(actor: Actor, candidate: Candidate, gaps: Iterable[Gap]) -> list[Shortfall]:
    return [shortfall(actor, candidate, gap) for gap in gaps]


def shortfall(actor: Actor, candidate: Candidate, gap: Gap) -> Shortfall:
    evaluation = candidate.evaluation
    slug = evaluation.catalog.dimension_slugs[gap.dimension_id]
    return Shortfall(
        source_gap=gap.pk,
        code=gap.code,
        text=gap.title,
        dimension=evaluation.document.dimension(slug).title,
        words=words_of(gap),
        said_by=str(gap.created_by),
        said_on=gap.created_at.astimezone(actor.zone).date(),
        due_on=gap.due_on,
        source_title=f"{evaluation.code} {evaluation.title}",
        source_path=reverse("gap", args=[actor.workspace_slug, gap.pk]),
        closing="" if gap.is_open else gap.closing,
    )


def words_of(gap: Gap) -> str:
    """The ruling, whom it hits, why, and what is done about it, a line each."""
    ruling = _("%(ruling)s: %(reason)s") % {"ruling": gap.get_ruling_display(), "reason": gap.reason}
    workflow = _("Workflow affected: %(workflow)s") % {"workflow": gap.workflow}
    mitigation = _("Mitigation: %(mitigation)s") % {"mitigation": gap.mitigation}
    said = ((gap.workflow, workflow), (gap.ruling, ruling), (gap.mitigation, mitigation))
    return "\n".join(line for value, line in said if value)
