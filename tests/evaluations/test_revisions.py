"""What changed between two decisions, or since the last one."""

from datetime import date

import pytest

from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.actions.objects import save_object, waive
from audits.evaluations.actions.scores import ScoreValues, save_score
from audits.evaluations.models import Evaluation
from audits.people.roles import Role
from tests import factories
from tests.pages import Pages
from tests.reports.conftest import folder as folder
from tests.reports.reading import made, text_of

pytestmark = pytest.mark.django_db


def fresh(evaluation):
    return Evaluation.objects.get(pk=evaluation.pk)


def scored(lead, candidate, points, why):
    values: ScoreValues = {"points": points, "rationale": why}
    save_score(actor=lead, candidate=candidate, dimension="sync-timing", values=values, version=None)


@pytest.fixture
def reopened(lead, evaluation, candidate):
    """Decided on 2 points, opened again, and changed since."""
    scored(lead, candidate, 2, "Every 15 minutes.")
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None is fast enough.")
    reopen(actor=lead, evaluation=fresh(evaluation), reason="Pipetap has a new release.")
    candidate = factories.candidate_of(evaluation)
    scored(lead, candidate, 4, "In seconds, seen live.")
    values: AnswerValues = {"verdict": "strong", "proof": "production", "note": "Shown on 4 May."}
    save_answer(actor=lead, candidate=candidate, question="st-1", values=values, version=None)
    waive(
        actor=lead,
        candidate=candidate,
        crm="salesforce",
        name="lead",
        reason="The next release has it.",
        expires_on=date(2999, 1, 1),
    )
    return fresh(evaluation)


def shown(pages, evaluation, **asked):
    (vendor,) = pages.open("revisions", evaluation.pk, **asked).context["vendors"]
    return {
        section.title: {change.what: (change.before, change.after) for change in section.changes}
        for section in vendor.sections
    }


def test_points_reasons_answers_and_waivers_are_told_by_vendor_and_dimension(lead, reopened):
    found = shown(Pages.of(lead), reopened)
    timing = found["Sync timing"]
    assert timing["Points"] == ("2", "4")
    assert timing["Reason"] == ("Every 15 minutes.", "In seconds, seen live.")
    assert timing["ST-1, verdict"] == ("–", "Strong") and timing["ST-1, note"] == ("–", "Shown on 4 May.")
    assert "up to 1 Jan 2999" in found["Objects"]["Salesforce Lead, waiver"][1]
    assert found["As a whole"]["Points"] == ("2", "4")
    assert "Sync direction" not in found


def test_the_page_says_why_it_was_decided_and_opened_again(lead, reopened):
    html = Pages.of(lead).text("revisions", reopened.pk)
    assert "None is fast enough." in html and "Pipetap has a new release." in html


def test_two_decisions_are_held_against_each_other_whatever_came_later(lead, reopened):
    decide(actor=lead, evaluation=reopened, candidate_id=None, reason="Still none.")
    reopen(actor=lead, evaluation=fresh(reopened), reason="Once more.")
    scored(lead, factories.candidate_of(reopened), 0, "Gone again.")
    pages = Pages.of(lead)
    assert shown(pages, reopened, before="1", after="2")["Sync timing"]["Points"] == ("2", "4")
    assert shown(pages, reopened)["Sync timing"]["Points"] == ("4", "0")


def test_nothing_changed_is_said(lead, evaluation):
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None.")
    reopen(actor=lead, evaluation=fresh(evaluation), reason="A second look.")
    assert "Nothing differs between these two." in Pages.of(lead).text("revisions", evaluation.pk)


def test_without_two_states_there_is_no_such_page(lead, evaluation):
    pages = Pages.of(lead)
    assert pages.open("revisions", evaluation.pk).status_code == 404
    assert pages.address("revisions", evaluation.pk) not in pages.text("evaluation", evaluation.pk)


@pytest.mark.parametrize("page", ["evaluation", "decide"])
def test_overview_and_decision_lead_to_it(workspace, reopened, page):
    pages = Pages.of(factories.make_actor(workspace, Role.PROCUREMENT))
    assert pages.address("revisions", reopened.pk) in pages.text(page, reopened.pk)


def test_an_unknown_revision_is_refused_at_its_field(lead, reopened):
    html = Pages.of(lead).text("revisions", reopened.pk, before="7")
    assert "Select a valid choice" in html


def test_a_later_report_prints_what_changed(lead, reopened, folder):
    save_object(
        actor=lead,
        candidate=factories.candidate_of(reopened),
        crm="salesforce",
        name="account",
        values={"read": True},
        version=None,
    )
    text = text_of(made(lead, fresh(reopened)))
    assert "Whatchangedsincetherevisionbefore" in text
    assert "readnotasked,writenotasked" in text and "readyes,writenotasked" in text
