"""What a decision leaves open, in its PDF: conditions, and the page of signatures."""

from pathlib import Path

import pytest

from audits.evaluations.actions import signatures as actions
from audits.evaluations.actions.conditions import settle
from audits.evaluations.actions.reports import content_key
from audits.evaluations.models import Candidate, Condition, Decision
from audits.people.actor import Actor
from tests.evaluations.award_scenes import LOGS, ask, challenged, chosen, fresh, made_pdf, signed, terms
from tests.evidence.conftest import folder as folder
from tests.reports.reading import bare, made, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(lead: Actor, candidate: Candidate) -> Decision:
    return chosen(lead, candidate, terms(lead))


def key_of(decision: Decision) -> str:
    return content_key(decision.evaluation, None, "comparison", "one")


def test_a_choice_on_conditions_prints_them_with_what_became_of_them(
    lead: Actor, decision: Decision, folder: Path
) -> None:
    condition = Condition.objects.with_parents().get()
    settle(actor=lead, condition=condition, status="missed", note="Not in the release.", version=0)
    text = text_of(made(lead, decision.evaluation))
    for words in ("Pipetap, on conditions", LOGS, "Missed", "Not in the release.", "C-01"):
        assert bare(words) in text


def test_the_signatures_page_names_who_signed_what(lead: Actor, decision: Decision, folder: Path) -> None:
    first = ask(lead, decision)
    second = ask(lead, decision, email="cfo@lawfirm.example", name="Ola Berg", role="CFO")
    ask(lead, decision, email="open@lawfirm.example", name="Kim Ito", role="Security")
    sha256 = made_pdf(decision)
    signed(first, sha256)
    challenged(second, sha256, "The term is too long.")
    actions.reply(actor=lead, signature=fresh(second), words="It is two years.")
    text = text_of(made(lead, decision.evaluation))
    for words in ("Noor Adeyemi", "General Counsel", sha256, "The term is too long.", "It is two years."):
        assert bare(words) in text
    assert bare("Kim Ito") in text and bare("Place, date") in text


def test_a_report_is_made_anew_when_what_it_prints_has_moved_on(lead: Actor, decision: Decision) -> None:
    keys = [key_of(decision)]
    row = ask(lead, decision)
    keys.append(key_of(decision))
    signed(row, made_pdf(decision))
    keys.append(key_of(decision))
    condition = Condition.objects.with_parents().get()
    settle(actor=lead, condition=condition, status="met", note="Seen.", version=0)
    keys.append(key_of(decision))
    assert len(set(keys)) == 4 and keys[-1] == key_of(decision)
