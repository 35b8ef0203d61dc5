"""Nothing typed is lost or replaced: lost lines, ended sessions, conflicts, refusals, each in words."""

import time
from typing import cast

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.models import Candidate, Evaluation
from audits.journal.models import Event
from tests.browser.scoring import Desk


def saved_by(actor, candidate, question, **values):
    """Another person's save, on top of whatever there is."""
    fresh = Candidate.objects.with_parents().get(pk=candidate.pk)
    given = cast(AnswerValues, values)
    save_answer(actor=actor, candidate=fresh, question=question, values=given, version=None)


def answer(candidate, question):
    return candidate.answers.get(question=candidate.evaluation.catalog.question_ids[question])


def test_saved_is_said_only_once_the_server_has_it(seat, candidate):
    seat.open("sync-direction").cut()
    seat.verdict("sd-1", "strong").check(force=True)
    expect(seat.saving_of("sd-1")).to_contain_text("Kept on this device")
    assert answer(candidate, "sd-1").version == 0
    seat.mend()
    expect(seat.saving_of("sd-1")).to_contain_text("Saved")
    assert answer(candidate, "sd-1").verdict == "strong"


def test_a_save_whose_answer_is_lost_has_one_effect(seat, candidate):
    seat.open("sync-direction").lose_answer("answers/sd-1")
    seat.write_note("sd-1", "Seen twice.")
    expect(seat.saving_of("sd-1")).to_contain_text("Saved", timeout=10_000)
    seat.page.keyboard.type(" And again.")
    seat.expect_all_saved()
    row = answer(candidate, "sd-1")
    assert (row.note, row.version) == ("Seen twice. And again.", 2)
    assert Event.objects.filter(subject=candidate.pk, kind="answer.saved").count() == 2


def test_twenty_edits_without_a_line_survive_a_reload_and_arrive_once(seat, candidate):
    framework = candidate.evaluation.document
    slugs = [question.slug for question in framework.questions][:10]
    seat.open("sync-direction").cut()
    for place, slug in enumerate(slugs):
        seat.verdict(slug, "partial").evaluate("(radio) => radio.click()")
        seat.page.locator(f"#note-{slug}").evaluate(
            "(area, text) => { area.value = text; area.dispatchEvent(new Event('input', {bubbles: true})); }",
            f"Kept {place}",
        )
    expect(seat.page.locator("#net")).to_contain_text("changes kept on this device, retrying")
    seat.reload()
    expect(seat.note(slugs[9])).to_have_value("Kept 9")
    seat.mend()
    seat.expect_all_saved(timeout=20_000)
    rows = [answer(candidate, slug) for slug in slugs]
    assert [(row.verdict, row.note) for row in rows] == [("partial", f"Kept {place}") for place in range(10)]
    events = Event.objects.filter(subject=candidate.pk, kind="answer.saved").order_by("pk")
    assert [event.part for event in events] == sorted((event.part for event in events), key=slugs.index)
    assert len({event.operation for event in events}) == len(events)


def test_a_session_that_ended_loses_nothing(seat, candidate, lead):
    seat.open("sync-direction")
    Session.objects.all().delete()
    seat.write_note("sd-1", "Typed after the session ended")
    expect(seat.page.locator("#net")).to_have_text("Signed out - 1 change kept on this device")
    expect(seat.page.get_by_role("link", name="Sign in")).to_be_visible()
    seat.sign_in(lead)
    seat.page.get_by_role("button", name="Try again").click()
    seat.expect_all_saved()
    assert answer(candidate, "sd-1").note == "Typed after the session ended"


def test_who_signs_in_next_neither_sends_nor_sees_what_was_kept(seat, candidate, priya):
    seat.open("sync-direction").cut()
    seat.write_note("sd-1", "Only the author's")
    expect(seat.page.locator("#net")).to_contain_text("1 change kept")
    seat.sign_in(priya)
    seat.mend()
    expect(seat.page.locator("#net")).to_contain_text("Signed out - 1 change kept")
    seat.reload()
    expect(seat.note("sd-1")).to_have_value("")
    seat.expect_all_saved()
    assert answer(candidate, "sd-1").version == 0


def test_a_second_tab_shows_and_sends_what_the_first_could_not(seat, candidate):
    seat.open("sync-direction").cut()
    other = Desk(seat.page.context.new_page(), seat.server, candidate).open("sync-direction")
    seat.page.bring_to_front()
    seat.write_note("sd-1", "Typed in the first tab")
    expect(other.note("sd-1")).to_have_value("Typed in the first tab")
    seat.page.goto("about:blank")
    other.expect_all_saved()
    assert (answer(candidate, "sd-1").note, answer(candidate, "sd-1").version) == (
        "Typed in the first tab",
        1,
    )
    other.page.close()


def test_a_conflict_shows_both_texts_and_keeps_both(seat, candidate, priya):
    seat.open("sync-direction").cut()
    seat.write_note("sd-1", "Retries, window not named.")
    saved_by(priya, candidate, "sd-1", note="Retries for 24 h.", verdict="partial")
    seat.mend()
    box = seat.page.locator("#conflict-q-sd-1")
    expect(box).to_contain_text("Changed by Priya")
    expect(box).to_contain_text("Retries for 24 h.")
    expect(seat.note("sd-1")).to_have_value("Retries, window not named.")
    box.get_by_role("button", name="Keep both").click()
    seat.expect_all_saved()
    row = answer(candidate, "sd-1")
    assert (row.note, row.verdict) == ("Retries for 24 h.\nRetries, window not named.", "partial")
    expect(seat.verdict("sd-1", "partial")).to_be_checked()


def test_edits_of_different_fields_meet_without_a_question(seat, candidate, priya):
    seat.open("sync-direction").cut()
    seat.write_note("sd-1", "My note")
    saved_by(priya, candidate, "sd-1", verdict="none")
    seat.mend()
    seat.expect_all_saved()
    row = answer(candidate, "sd-1")
    assert (row.note, row.verdict) == ("My note", "none")
    expect(seat.page.locator("#conflict-q-sd-1")).to_be_empty()


def test_a_save_refused_after_the_decision_stays_to_be_copied(seat, candidate):
    seat.open("sync-direction")
    Evaluation.objects.update(status="decided")
    Candidate.objects.update(is_open=False)
    seat.write_note("sd-1", "Too late, but worth keeping")
    unsaved = seat.page.locator("#unsaved")
    expect(unsaved).to_contain_text("Too late, but worth keeping")
    expect(unsaved).to_contain_text("decided")
    expect(seat.saving_of("sd-1")).to_contain_text("Not saved")
    seat.reload()
    expect(seat.page.locator("#unsaved")).to_contain_text("Too late, but worth keeping")
    seat.page.get_by_role("button", name="Discard").click()
    expect(seat.page.locator("#unsaved")).to_be_hidden()


def test_another_persons_change_shows_within_a_second_and_a_half(seat, candidate, priya):
    seat.open("sync-direction").write_note("sd-1", "Mine")
    seat.expect_all_saved()
    started = time.monotonic()
    saved_by(priya, candidate, "sd-2", verdict="strong", note="Shown live")
    saved_by(priya, candidate, "sd-1", verdict="partial")
    expect(seat.verdict("sd-2", "strong")).to_be_checked(timeout=3000)
    assert time.monotonic() - started < 1.5
    expect(seat.note("sd-2")).to_have_value("Shown live")
    expect(seat.verdict("sd-1", "partial")).to_be_checked()
    expect(seat.note("sd-1")).to_be_focused()


def test_a_refused_value_is_named_and_can_be_mended(seat, candidate):
    seat.open("sync-direction").note("sd-1").evaluate(
        "(area) => { area.value = 'x'.repeat(20001);"
        " area.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    expect(seat.saving_of("sd-1")).to_contain_text("too long")
    seat.page.locator("#q-sd-1 .q__more").evaluate("(details) => { details.open = true; }")
    seat.note("sd-1").fill("Short enough")
    seat.expect_all_saved()
    assert answer(candidate, "sd-1").note == "Short enough"


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_in_trouble_is_asked_again(seat, candidate, status):
    seat.open("sync-direction").page.route(
        "**/answers/sd-1", lambda route: route.fulfill(status=status, body="{}"), times=1
    )
    seat.write_note("sd-1", "Patience")
    expect(seat.saving_of("sd-1")).to_contain_text("Kept on this device")
    expect(seat.saving_of("sd-1")).to_contain_text("Saved", timeout=10_000)
    assert answer(candidate, "sd-1").version == 1
