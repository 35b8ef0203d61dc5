"""The scoring screen without a mouse: single keys score, find, catch, and rest while somebody types."""

import re
from itertools import cycle

import pytest
from playwright.sync_api import expect

from audits.evaluations.models import Capture, Demo
from audits.people.models import User
from audits.scoring.framework import Framework

VERDICTS = ["", "strong", "partial", "none"]
PROOFS = ["", "claimed", "sandbox", "production", "own-org"]


def plan_of(framework: Framework):
    """What somebody means to give: every verdict with every proof, and points from 0 to 5."""
    choices = zip(cycle(VERDICTS[1:]), cycle(PROOFS[1:]), strict=False)
    answers = {question.slug: next(choices) for question in framework.questions}
    scores = {dimension.slug: place % 6 for place, dimension in enumerate(framework.dimensions)}
    return answers, scores


def score_all(desk, framework, answers, scores):
    for dimension in framework.dimensions:
        for question in dimension.questions:
            verdict, proof = answers[question.slug]
            desk.press(*["v"] * VERDICTS.index(verdict), *["p"] * PROOFS.index(proof), "j")
        # j stays on the last question of a dimension.
        desk.press(str(scores[dimension.slug]), "n")
        desk.page.keyboard.type(f"Seen in {dimension.slug}, live 3-0.")
        desk.press("Escape", "]")


def recorded(candidate, framework):
    questions = {pk: slug for slug, pk in candidate.evaluation.catalog.question_ids.items()}
    dimensions = {pk: slug for slug, pk in candidate.evaluation.catalog.dimension_ids.items()}
    answers = {questions[row.question_id]: (row.verdict, row.proof) for row in candidate.answers.all()}
    scores = {dimensions[row.dimension_id]: row.points for row in candidate.scores.all()}
    notes = {questions[row.question_id]: row.note for row in candidate.answers.all() if row.note}
    return answers, scores, notes


@pytest.mark.covers("R020", "R046")
def test_a_whole_vendor_is_scored_without_the_mouse(seat, candidate):
    framework = candidate.evaluation.document
    answers, scores = plan_of(framework)
    seat.open(framework.dimensions[0].slug)
    score_all(seat, framework, answers, scores)
    seat.press("m", "a")
    seat.expect_all_saved(timeout=30_000)
    given, points, notes = recorded(candidate, framework)
    assert (given, points) == (answers, scores)
    last = {dimension.questions[-1].slug: dimension.slug for dimension in framework.dimensions}
    assert notes == {question: f"Seen in {slug}, live 3-0." for question, slug in last.items()}
    objects = candidate.objectchecks.filter(crm="salesforce")
    assert {(row.read, row.write) for row in objects} == {(True, True)}


def test_objects_are_set_cell_by_cell_with_arrows(seat, candidate):
    seat.open("object-coverage")
    seat.press("m", "y", "ArrowRight", "u", "ArrowDown", "y", "-")
    seat.expect_all_saved()
    first, second, *_ = (cell.split("/")[1] for cell in cells(seat.page))
    rows = {row.object: row for row in candidate.objectchecks.all()}
    assert (rows[first].read, rows[first].write) == (True, False)
    assert rows[second].parts.get("task", {"write": rows[second].write})["write"] is None


def cells(page):
    return dict.fromkeys(
        page.locator("[data-object]").evaluate_all("(all) => all.map((c) => c.dataset.object)")
    )


def test_n_goes_on_at_the_end_of_a_note(seat):
    seat.open("sync-direction").write_note("sd-1", "Seen live.")
    seat.expect_all_saved()
    seat.reload()
    seat.press("j", "n")
    seat.page.keyboard.type(" Twice.")
    expect(seat.note("sd-1")).to_have_value("Seen live. Twice.")


def test_a_demo_is_ended_on_a_phone(seat, candidate):
    seat.page.set_viewport_size({"width": 390, "height": 844})
    bar = seat.open().page.locator("#demo-bar")
    bar.get_by_role("button", name="Start the demo").click()
    bar.get_by_role("button", name="End demo").click()
    expect(bar).to_have_attribute("data-demo-status", "ended")
    assert seat.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_whoever_starts_the_demo_by_keyboard_stays_in_the_bar(seat):
    seat.open().page.locator("#demo-bar [data-action=demo-start]").focus()
    seat.press("Enter")
    expect(seat.page.get_by_role("button", name="Pause the timer")).to_be_focused()


@pytest.mark.parametrize("width", [390, 756])
def test_the_way_back_is_there_on_a_narrow_screen(seat, candidate, width):
    seat.page.set_viewport_size({"width": width, "height": 800})
    seat.open().page.get_by_role("link", name=f"Back to {candidate.evaluation.title}").click()
    expect(seat.page.get_by_role("heading", level=1)).to_have_text(candidate.evaluation.title)


def test_slash_finds_a_question_by_word_and_by_id(seat):
    seat.open("sync-direction").press("/")
    seat.page.keyboard.type("latency")
    expect(seat.page.locator("#finder-list")).to_contain_text("ST-2")
    seat.page.locator("#finder-text").fill("eh-5")
    seat.press("Enter")
    expect(seat.page.locator("#dim-error-handling")).to_be_visible()
    expect(seat.page.locator("#q-eh-5")).to_have_class("q is-current")
    expect(seat.verdict("eh-5", "")).to_be_focused()


def test_c_catches_a_line_with_its_minute(seat, candidate):
    seat.open().page.locator("#demo-bar").get_by_role("button", name="Start the demo").click()
    expect(seat.page.locator("#demo-bar")).to_have_attribute("data-demo-status", "running")
    seat.press("c")
    expect(seat.page.locator("#capture-minute")).to_contain_text("of the demo")
    seat.page.keyboard.type("They said 30 seconds, no proof")
    seat.press("Enter")
    expect(seat.page.locator("#captures")).to_contain_text("They said 30 seconds, no proof")
    line = Capture.objects.get(candidate=candidate)
    assert line.demo_second is not None and line.demo_second < 60


def test_minutes_go_to_the_dimension_that_is_looked_at(seat, candidate):
    seat.open("error-handling").page.locator("#demo-bar [data-action=demo-start]").click()
    expect(seat.page.locator("[data-timer=dimension]")).to_have_text(re.compile("0:0[2-9]"), timeout=10_000)
    seat.press("v")
    seat.expect_all_saved()
    seat.page.locator("#demo-bar [data-action=demo-end]").click()
    expect(seat.page.locator("#demo-bar")).to_have_attribute("data-demo-status", "ended")
    demo = Demo.objects.get(candidate=candidate)
    assert demo.dimension_seconds["error-handling"] >= 2
    assert candidate.answers.get(version__gt=0).demo_second >= 2


def test_keys_rest_while_a_note_is_typed(seat, candidate):
    seat.open("sync-direction").write_note("sd-1", "5x j/k [p] c? 3")
    seat.expect_all_saved()
    assert candidate.answers.get(version__gt=0).note == "5x j/k [p] c? 3"
    assert not candidate.scores.filter(version__gt=0).exists()
    seat.press("Escape", "3")
    expect(seat.saving_of("sync-direction")).to_contain_text("Saved")
    assert candidate.scores.get(version__gt=0).points == 3


def test_keys_rest_with_a_modifier_and_once_switched_off(seat, candidate, lead):
    seat.open("sync-direction").press("Control+4", "Alt+4", "?")
    seat.page.get_by_role("dialog").get_by_label("Single keys are on").uncheck()
    seat.press("Escape", "4")
    expect(seat.page.locator("#announce")).to_have_text("Single keys are off")
    assert not candidate.scores.filter(version__gt=0).exists()
    assert not User.objects.get(pk=lead.user_id).has_keys
    seat.reload()
    seat.press("4")
    expect(seat.page.locator("#levels-sync-direction :checked")).to_have_count(0)
