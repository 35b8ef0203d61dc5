"""What a report prints of a panel besides its points: declarations of interest, proposals, own notes."""

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.proposals import ProposalValues, save_proposal
from audits.evaluations.models import Evaluation
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.reports.render import document_of
from tests.evaluations.declaring import clear, excluded, interested
from tests.evaluations.panel_points import make_panel, panel_evaluation
from tests.factories import candidate_of
from tests.reports.reading import ask, loaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(lead: Actor) -> Evaluation:
    return panel_evaluation(lead)


def printed(lead: Actor, evaluation: Evaluation) -> str:
    evaluation.refresh_from_db()
    return document_of(loaded(ask(lead, evaluation))).html


def test_declarations_stand_with_their_rulings_also_once_decided(
    workspace: Workspace, lead: Actor, evaluation: Evaluation
) -> None:
    priya, marek, sofia = make_panel(workspace, "priya", "marek", "sofia")
    clear(priya, evaluation)
    interested(marek, evaluation, "A brother works there.")
    excluded(sofia, evaluation, by=lead)
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    html = printed(lead, evaluation).split("Declarations of interest")[1].split("</table>")[0]
    assert "Nothing to declare" in html
    assert "A brother works there." in html and "not ruled on" in html
    assert "Excluded: sees and scores nothing; Lead" in html and "Owns a part of it." in html


def test_proposals_and_own_notes_stand_by_question(
    workspace: Workspace, lead: Actor, evaluation: Evaluation
) -> None:
    (priya,) = make_panel(workspace, "priya")
    values: ProposalValues = {"verdict": "partial", "proof": "sandbox", "note": "Only a mail to the owner."}
    candidate = candidate_of(evaluation)
    save_proposal(actor=priya, candidate=candidate, question="eh-1", values=values, version=0)
    html = printed(lead, evaluation).split("Proposed to the recorder")[1].split("</table>")[0]
    assert "EH-1" in html and "Priya" in html
    assert "Partial, Sandbox" in html and "Only a mail to the owner." in html


def test_where_nobody_declared_there_is_no_empty_table(lead: Actor, evaluation: Evaluation) -> None:
    assert "Declarations of interest" not in printed(lead, evaluation)
