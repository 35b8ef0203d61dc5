"""The page of an SLA record: prefilled with sources, what is missing or only claimed, wording and files."""

from io import BytesIO

import pytest
from docx import Document

from audits.evaluations.actions.decide import decide
from audits.evaluations.models import Candidate, Sla
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests import factories
from tests.evaluations.sla_scenes import agreed
from tests.evaluations.test_promises import ST_4, answer
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


@pytest.mark.covers("R054")
def test_a_new_record_is_filled_from_the_answers_each_with_its_source(
    pages: Pages, lead: Actor, candidate: Candidate
) -> None:
    answer(lead, candidate, "st-4", ST_4)
    page = pages.open("candidate-sla", candidate.pk)
    assert page.context["form"]["optout"].value() == "1"
    shown = page.content.decode()
    assert "1 minute, claimed, never shown" in shown and "ST-4" in shown
    assert "Only claimed: have it shown before it is signed." in shown
    assert shown.count("Not agreed yet.") == 5 and not Sla.objects.exists()


@pytest.mark.covers("R053", "R054")
def test_what_is_saved_is_shown_and_drafted(pages: Pages, candidate: Candidate) -> None:
    sent = {
        **pages.fields("candidate-sla", candidate.pk),
        "line_1_object": "Deal",
        "line_1_limit": "2",
        "line_1_unit": "min",
        "line_1_percentile": "99.5",
        "line_1_measured_at": "in both histories",
        "optout": "1",
        "optout_unit": "h",
    }
    assert pages.send("candidate-sla", candidate.pk, **sent).status_code == 302
    (line,) = Sla.objects.get().terms.lines
    assert line.object == "Deal" and line.limit is not None and line.limit.seconds == 120
    page = pages.text("candidate-sla", candidate.pk)
    assert "99.5 percent reach the other system within 2 minutes" in page and "no later than 1 hour" in page


def test_an_error_stands_in_the_row_it_is_about_and_keeps_what_was_typed(
    pages: Pages, candidate: Candidate
) -> None:
    sent = {"rows": "3", "seen": "0", "line_2_limit": "30", "line_2_unit": "s", "breach": "A credit."}
    refused = pages.send("candidate-sla", candidate.pk, **sent)
    assert refused.status_code == 422
    form = refused.context["form"]
    assert list(form.errors) == ["line_2_object"] and form["breach"].value() == "A credit."


def test_of_two_who_save_at_once_the_second_is_asked(pages: Pages, lead: Actor, candidate: Candidate) -> None:
    sent = pages.fields("candidate-sla", candidate.pk) | {"breach": "Mine."}
    agreed(lead, candidate)
    refused = pages.send("candidate-sla", candidate.pk, **sent)
    shown = refused.content.decode()
    assert refused.status_code == 409 and "Mine." in shown and "5 percent of the month" in shown
    again = sent | {"seen": refused.context["form"]["seen"].value()}
    assert pages.send("candidate-sla", candidate.pk, **again).status_code == 302


def test_a_figure_looser_or_stricter_than_the_answer_is_pointed_out(
    pages: Pages, lead: Actor, candidate: Candidate
) -> None:
    answer(lead, candidate, "eh-3", {"facts": {"retry-window": {"value": "30", "unit": "min"}}})
    agreed(lead, candidate)
    assert "Weaker than the answer: 30 minutes was said." in pages.text("candidate-sla", candidate.pk)
    answer(lead, candidate, "eh-3", {"facts": {"retry-window": {"value": "3", "unit": "day"}}})
    assert "Stricter than the answer" in pages.text("candidate-sla", candidate.pk)


def test_edited_wording_is_overwritten_only_after_asking(
    pages: Pages, lead: Actor, candidate: Candidate
) -> None:
    agreed(lead, candidate)
    edited = {**pages.fields("sla-wording", candidate.pk), "wording": "Ours."}
    assert pages.send("sla-wording", candidate.pk, **edited).status_code == 302
    seen = pages.fields("sla-draft", candidate.pk)
    refused = pages.send("sla-draft", candidate.pk, **seen)
    assert refused.status_code == 422 and "Ours." in refused.content.decode()
    assert pages.send("sla-draft", candidate.pk, **seen, overwrites="on").status_code == 302
    assert not Sla.objects.get().is_own_wording


def test_both_files_hold_the_wording(pages: Pages, lead: Actor, candidate: Candidate) -> None:
    words = agreed(lead, candidate).wording
    text = pages.open("sla-markdown", candidate.pk)
    assert text.content.decode() == f"{words}\n"
    assert text["Content-Disposition"] == 'attachment; filename="sla-pipetap.md"'
    word = pages.open("sla-docx", candidate.pk)
    assert "Sync latency" in Document(BytesIO(word.content)).paragraphs[1].text


def test_without_a_record_there_is_no_file(pages: Pages, candidate: Candidate) -> None:
    for name in ("sla-markdown", "sla-docx", "sla-wording", "sla-draft"):
        assert pages.open(name, candidate.pk).status_code == 404


def test_a_reader_sees_the_record_without_a_form_and_a_lead_drafts_on_after_the_decision(
    lead: Actor, workspace: Workspace, candidate: Candidate
) -> None:
    agreed(lead, candidate)
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    reader = Pages.of(factories.make_actor(workspace, Role.PROCUREMENT)).text("candidate-sla", candidate.pk)
    assert "sla-form" not in reader and "30 seconds, 95 percent" in reader
    assert "sla-form" in Pages.of(lead).text("candidate-sla", candidate.pk)
