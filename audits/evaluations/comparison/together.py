"""What several people left beside the answers: proposals to the recorder, declarations of interest."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from audits.evaluations.comparison.shapes import DeclarationView, ProposalView, Stamp
from audits.evaluations.models import Declaration, Proposal
from audits.scoring.score import Proof, Verdict

Proposals = dict[tuple[UUID, int], list[ProposalView]]


def proposals_of(candidates: Iterable[UUID]) -> Proposals:
    """By candidate and question, in the order of people's names: one query."""
    found: Proposals = defaultdict(list)
    rows = Proposal.objects.filter(candidate__in=candidates).select_related("person")
    for row in rows.order_by("person__name", "pk"):
        found[row.candidate_id, row.question_id].append(proposal_view(row))
    return found


def proposal_view(row: Proposal) -> ProposalView:
    if row.saved_at is None:
        raise RuntimeError(f"proposal {row.pk} was made without being saved")
    return ProposalView(
        id=row.pk,
        person=Stamp(str(row.person), row.saved_at, row.person_id),
        verdict=Verdict(row.verdict) if row.verdict else None,
        proof=Proof(row.proof) if row.proof else None,
        note=row.note,
        version=row.version,
    )


def declarations_of(evaluation: UUID) -> tuple[DeclarationView, ...]:
    """Everybody's declaration with the ruling on it, by name: one query."""
    rows = Declaration.objects.filter(evaluation=evaluation).with_people().order_by("person__name", "pk")
    return tuple(declaration_view(row) for row in rows)


def declaration_view(row: Declaration) -> DeclarationView:
    return DeclarationView(
        person=Stamp(str(row.person), row.declared_at, row.person_id),
        interest=row.interest,
        note=row.note,
        ruling=row.ruling,
        ruled=Stamp(str(row.ruled_by), row.ruled_at, row.ruled_by_id) if row.ruled_at else None,
        reason=row.ruling_reason,
    )
