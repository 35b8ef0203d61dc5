"""Feedback letters: about one vendor alone, written and sent after the decision."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from audits.evaluations.actions.candidates import withdraw
from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.actions.objects import ObjectValues, save_object
from audits.evaluations.actions.scores import ScoreValues, save_score
from audits.evaluations.models import Evaluation, FeedbackLetter
from audits.journal.models import Event
from audits.people.roles import Role
from tests import factories
from tests.pages import Pages
from tests.reports.conftest import folder as folder
from tests.reports.reading import made, text_of

pytestmark = pytest.mark.django_db
TELL_ALL = {"points": "on", "reasons": "on"}


def scored(lead, candidate, points, why):
    values: ScoreValues = {"points": points, "rationale": why}
    save_score(actor=lead, candidate=candidate, dimension="sync-timing", values=values, version=None)


@pytest.fixture
def decided(lead):
    """Pipetap, Ringly and Dialmate were scored, Dialmate left, and none was chosen."""
    vendors = ["Pipetap", "Ringly", "Dialmate"]
    evaluation = factories.make_evaluation(lead, title="Pipetap or Ringly", vendors=vendors)
    pipetap, ringly, dialmate = (factories.candidate_of(evaluation, name) for name in vendors)
    scored(lead, pipetap, 2, "Every 15 minutes, slower than RINGLY.")
    poor: ScoreValues = {"points": 1, "rationale": "As poor as Dialmate."}
    save_score(actor=lead, candidate=pipetap, dimension="field-mapping", values=poor, version=None)
    scored(lead, ringly, 5, "Ringly answers in 437 milliseconds.")
    half: ObjectValues = {"read": True, "write": False}
    save_object(actor=lead, candidate=pipetap, crm="salesforce", name="lead", values=half, version=None)
    withdraw(actor=lead, candidate=dialmate, reason="Went out of business.")
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="Ringly is too dear.")
    return Evaluation.objects.get(pk=evaluation.pk)


@pytest.fixture
def pipetap(decided):
    return factories.candidate_of(decided, "Pipetap")


def letter(pages, candidate, **wanted):
    pages.send("letter-draft", candidate.pk, **wanted)
    return FeedbackLetter.objects.get(candidate=candidate)


def test_the_draft_tells_points_stops_and_what_would_have_helped(lead, pipetap):
    text = letter(Pages.of(lead), pipetap, points="on").text
    assert "Sync timing: 2 of 5" in text and "3 of 40 points" in text
    assert "Salesforce Lead is not synced both ways" in text
    assert "More in Sync timing" in text


def test_nothing_of_the_others_stands_in_it(lead, pipetap):
    text = letter(Pages.of(lead), pipetap, **TELL_ALL).text.casefold()
    for word in ("ringly", "dialmate", "437", "too dear", "out of business", "5 of 5"):
        assert word not in text


def test_reasons_that_name_nobody_are_told_when_wanted(lead):
    evaluation = factories.make_evaluation(lead, vendors=["Pipetap", "Ringly"])
    pipetap = factories.candidate_of(evaluation)
    scored(lead, pipetap, 2, "Every 15 minutes.")
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None.")
    pages = Pages.of(lead)
    assert "Every 15 minutes." in letter(pages, pipetap, **TELL_ALL).text
    assert "Every 15 minutes." not in letter(pages, pipetap, points="on", sure="on").text
    assert "of 5" not in letter(pages, pipetap, sure="on").text


def test_a_saved_letter_is_only_drafted_again_when_that_is_confirmed(lead, pipetap):
    pages = Pages.of(lead)
    fields = pages.fields("candidate-letter", pipetap.pk)
    pages.send("candidate-letter", pipetap.pk, **fields | {"text": "Dear Pipetap, no."})
    refused = pages.send("letter-draft", pipetap.pk, points="on")
    assert refused.status_code == 422 and "Confirm that the draft replaces it" in refused.content.decode()
    assert FeedbackLetter.objects.get().text == "Dear Pipetap, no."
    assert letter(pages, pipetap, points="on", sure="on").version == 2


def test_a_version_saved_meanwhile_is_shown_first(lead, pipetap):
    pages = Pages.of(lead)
    stale = pages.fields("candidate-letter", pipetap.pk)
    pages.send("candidate-letter", pipetap.pk, **stale | {"text": "First."})
    answer = pages.send("candidate-letter", pipetap.pk, **stale | {"text": "Second."})
    html = answer.content.decode()
    assert answer.status_code == 409 and "First." in html and "Second." in html


def test_another_vendors_name_is_pointed_at(lead, pipetap):
    pages = Pages.of(lead)
    fields = pages.fields("candidate-letter", pipetap.pk)
    pages.send("candidate-letter", pipetap.pk, **fields | {"text": "You lost to ringly."})
    assert "It names somebody else: Ringly." in pages.text("candidate-letter", pipetap.pk)


def test_it_is_marked_as_sent_with_its_version(lead, pipetap):
    pages = Pages.of(lead)
    letter(pages, pipetap, points="on")
    late = pages.send("letter-sent", pipetap.pk, sent_on=lead.today + timedelta(days=1), seen=1)
    assert late.status_code == 422
    pages.send("letter-sent", pipetap.pk, sent_on=lead.today, seen=1)
    row = FeedbackLetter.objects.get()
    assert (row.sent_on, row.sent_version) == (lead.today, 1)
    assert "version 1 sent on" in pages.text("candidate-letter", pipetap.pk)
    assert Event.objects.filter(kind="letter.sent").count() == 1


def test_there_is_none_before_a_decision_nor_for_the_chosen_one(lead, evaluation, candidate):
    assert Pages.of(lead).open("candidate-letter", candidate.pk).status_code == 404


def test_reopening_puts_it_away_with_its_decision(lead, decided, pipetap):
    pages = Pages.of(lead)
    letter(pages, pipetap, points="on")
    reopen(actor=lead, evaluation=decided, reason="A new release.")
    assert pages.open("candidate-letter", pipetap.pk).status_code == 404
    assert FeedbackLetter.objects.count() == 1


def test_procurement_reads_the_saved_letter_and_writes_none(workspace, lead, decided, pipetap):
    pages = Pages.of(factories.make_actor(workspace, Role.PROCUREMENT))
    assert "has not written it yet" in pages.text("candidate-letter", pipetap.pk)
    letter(Pages.of(lead), pipetap, points="on")
    assert pages.open("letter-markdown", pipetap.pk).content.decode().startswith("# Feedback: EV-")
    assert pages.send("candidate-letter", pipetap.pk, text="Mine.", seen=1).status_code == 403
    assert pages.address("candidate-letter", pipetap.pk) in pages.text("decide", decided.pk)


def test_its_pdf_holds_the_letter_and_nothing_else(lead, decided, pipetap, folder):
    letter(Pages.of(lead), pipetap, **TELL_ALL)
    text = text_of(made(lead, decided, "letter", pipetap))
    assert "Synctiming:2of5" in text
    assert "ringly" not in text.casefold() and "437" not in text


def test_the_word_file_has_its_headings_and_nobody_else(lead, pipetap):
    pages = Pages.of(lead)
    letter(pages, pipetap, **TELL_ALL)
    found = Document(BytesIO(pages.open("letter-docx", pipetap.pk).content))
    style = found.paragraphs[0].style
    assert style and style.name == "Heading 1"
    assert "ringly" not in " ".join(one.text for one in found.paragraphs).casefold()
