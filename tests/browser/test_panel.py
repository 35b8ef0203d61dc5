"""Three people score one vendor at once: blind, one recorder, the reveal, the meeting."""

import re

import pytest
from playwright.sync_api import expect

from audits.evaluations.actions.demos import start
from audits.evaluations.models import Answer, PanelScore
from audits.people.roles import Role
from tests.browser.looks import faults
from tests.browser.panel import Table
from tests.evaluations.panel_points import give_all, panel_evaluation, revealed
from tests.factories import candidate_of, make_actor

ERRORS = "error-handling"


@pytest.fixture
def panel(workspace):
    """Priya and Marek."""
    return [make_actor(workspace, Role.PANELIST, f"{name}@halden.example") for name in ("priya", "marek")]


@pytest.fixture
def candidate(lead):
    return candidate_of(panel_evaluation(lead))


@pytest.fixture
def table(browser, live_server, transactional_db, workspace, lead, candidate):
    table = Table(browser, live_server.url, candidate)
    yield table
    table.leave()
    assert table.wrong == []


def panel_list(desk):
    return desk.page.locator(f"[data-panel-on={ERRORS}]")


def rail_points(desk):
    return desk.page.locator(f"#rail-{ERRORS} .rail__pts")


def test_three_score_blind_and_see_only_that_the_others_have(table, lead, panel):
    chair, priya, marek = (table.seat(actor).open(ERRORS) for actor in (lead, *panel))
    priya.press("4")
    marek.press("1")
    expect(rail_points(priya)).to_have_class(re.compile("rail__pts--own"))
    expect(rail_points(priya)).to_contain_text("4")
    expect(panel_list(chair).locator("li", has_text="Priya")).to_contain_text("Scored")
    expect(panel_list(chair).locator("li", has_text="Marek")).to_contain_text("Scored")
    expect(panel_list(chair).locator("li", has_text="You")).to_contain_text("Choosing")
    expect(rail_points(chair)).to_contain_text("not scored")
    expect(rail_points(marek)).to_contain_text("1")
    assert "4" not in panel_list(marek).inner_text()
    assert dict(PanelScore.objects.values_list("panelist__name", "points")) == {"Priya": 4, "Marek": 1}


def test_a_suggestion_waits_for_ones_own_points(table, panel, candidate):
    priya = table.seat(panel[0]).open(ERRORS)
    for question in ("eh-1", "eh-2", "eh-3", "eh-4"):
        priya.verdict(question, "strong").check(force=True)
    priya.expect_all_saved()
    expect(priya.page.locator(f"#dim-state-{ERRORS}")).to_contain_text("once you have given points")
    expect(priya.page.locator(f"#tag-{ERRORS}-3")).to_be_hidden()
    priya.press("2")
    expect(priya.page.locator(f"#dim-state-{ERRORS}")).to_contain_text("You gave 2, answers suggest 3.")


def test_own_points_and_an_abstention_survive_a_cut_line(table, panel):
    priya = table.seat(panel[0]).open(ERRORS)
    priya.cut()
    priya.press("3")
    expect(priya.page.locator("#net")).to_contain_text("Offline")
    priya.press("a")
    priya.reload()
    expect(priya.page.locator(f"#score-{ERRORS} [data-field=is_abstained]")).to_be_checked()
    priya.mend()
    priya.expect_all_saved()
    row = PanelScore.objects.get()
    assert (row.points, row.is_abstained) == (None, True)


def test_everybody_sees_who_is_here(table, lead, panel):
    chair = table.seat(lead).open()
    priya = table.seat(panel[0]).open()
    expect(priya.page.locator("#presence .avatar")).to_have_count(2)
    chair.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(chair.page.locator("#presence")).to_contain_text("Priya, scored 0 of 8")


def test_the_recorder_takes_over_what_another_proposes(table, lead, panel, candidate):
    start(actor=lead, candidate=candidate)
    chair, priya = table.seat(lead).open(ERRORS), table.seat(panel[0]).open(ERRORS)
    expect(priya.verdict("eh-1", "strong")).to_be_disabled()
    priya.page.locator("input[name='eh-1-own-verdict'][value='partial']").check(force=True)
    priya.page.locator("#own-note-eh-1").fill("Only an e-mail.")
    priya.expect_all_saved()
    take = chair.page.locator("#q-eh-1 [data-propose-take]")
    expect(chair.page.locator("#q-eh-1 .proposals")).to_contain_text(
        "Priya proposes Partial: Only an e-mail."
    )
    take.click()
    expect(chair.verdict("eh-1", "partial")).to_be_checked()
    expect(priya.verdict("eh-1", "partial")).to_be_checked()
    assert Answer.objects.get(question__slug="eh-1").saved_by_id == lead.user_id


def test_the_lead_reveals_after_reading_who_has_not_finished(table, lead, panel, candidate):
    give_all(panel[0], candidate, 4)
    chair, marek = table.seat(lead).open(ERRORS), table.seat(panel[1]).open(ERRORS)
    marek.press("1")
    marek.expect_all_saved()
    chair.page.get_by_role("link", name=re.compile("^Reveal")).click()
    dialog = chair.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Marek: 1 of 8 scored")
    dialog.get_by_role("button", name="Reveal all the same").click()
    expect(chair.page.get_by_role("heading", level=1)).to_have_text("Meeting on Pipetap")
    expect(chair.page.locator(f"#agree-{ERRORS}")).to_contain_text("1 to 4, 3 apart.")
    expect(marek.page.locator("#banner")).to_contain_text("revealed and frozen")


def test_the_meeting_agrees_with_a_reason_outside_the_panels_range(table, lead, panel, candidate):
    revealed(lead, candidate, {panel[0]: 4, panel[1]: 2})
    chair = table.seat(lead)
    chair.page.goto(chair.url.replace("/score", "/meeting/"))
    item = chair.page.locator(f"#agree-{ERRORS}")
    item.get_by_role("radio", name="5").check(force=True)
    item.get_by_role("button", name="Agree").click()
    expect(item).to_contain_text("The panel gave 2 to 4. Say why these points differ.")
    item.get_by_label("Why these points").fill("The vendor showed the missing part on Friday.")
    item.get_by_role("button", name="Agree").click()
    expect(item).to_contain_text("Saved")
    expect(chair.page.locator("#meeting-sum .points")).to_contain_text("5")


def test_the_panels_pages_look_right(table, lead, panel, candidate, violations):

    start(actor=lead, candidate=candidate)
    give_all(panel[0], candidate, 3)
    priya = table.seat(panel[0]).open(ERRORS)
    assert faults(priya.page, violations) == []
    chair = table.seat(lead)
    chair.page.goto(chair.url.replace("/score", "/reveal/"))
    assert faults(chair.page, violations) == []
    revealed(lead, candidate, {panel[0]: 4, panel[1]: 1})
    chair.page.goto(chair.url.replace("/score", "/meeting/"))
    assert faults(chair.page, violations) == []
