"""What the panel proposed to the recorder of a demo, and each one's own notes."""

from dataclasses import dataclass

from audits.evaluations.comparison.shapes import CandidateView, ProposalView
from audits.evaluations.models.record import Verdict
from audits.reports.presenting import wording


@dataclass(frozen=True, slots=True)
class ProposalRow:
    code: str
    who: str
    proposed: str
    note: str


def proposals(candidate: CandidateView) -> tuple[ProposalRow, ...]:
    return tuple(
        proposal_row(answer.question, one) for answer in candidate.answers for one in answer.proposals
    )


def proposal_row(question: str, one: ProposalView) -> ProposalRow:
    said = [str(Verdict(one.verdict).label)] if one.verdict else []
    said += [wording.proof(one.proof)] if one.proof else []
    return ProposalRow(question.upper(), one.person.name, ", ".join(said) or wording.DASH, one.note)
