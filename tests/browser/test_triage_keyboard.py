"""A whole triage without the mouse, one failure with everything that follows it included."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from audits.checklists.actions.items import save_item
from audits.checklists.actions.library import load_built_in
from audits.checklists.actions.runs import finish_run
from audits.checklists.models import Finding, PausedAutomation, Run, RunItem, Schedule
from audits.connectors.models import IntegrationType
from audits.people.models import User
from tests import factories
from tests.browser.runs import Floor
from tests.checklists.scenes import finish_items, item_of, make_finding, make_run


def fail_with_record(floor):
    """From the current item: its record, written with the keyboard alone."""
    floor.press("f")
    mitigation = floor.page.locator("#qt-03-mitigation")
    expect(mitigation).to_be_focused()
    floor.type("Automation")
    floor.press("Tab", "Tab", "Tab")
    expect(floor.page.locator("#qt-03-observed")).to_be_focused()
    floor.type("The call never reached the timeline.")
    expect(floor.page.locator("#draft-qt-03")).to_contain_text("Draft saved")
    floor.press("Tab", "Tab", "Enter")
    expect(floor.page.locator("#draft-qt-03")).to_contain_text("Failure saved")


def follow_up(floor):
    """From the saved record: an automation on hold, and one proposed check in the run."""
    floor.page.locator("#qt-03-automation").focus()
    floor.type("Call to timeline")
    floor.press("Tab", "Tab", "Enter")
    expect(floor.page.locator("#paused")).to_contain_text("Call to timeline")
    expect(floor.page.locator("#qt-03-note-pause")).to_be_focused()
    floor.press("Tab")
    boxes = floor.page.locator("#after-qt-03 input[name=slugs]:visible")
    for place in range(boxes.count()):
        expect(boxes.nth(place)).to_be_focused()
        floor.press(*(["Space"] if boxes.nth(place).get_attribute("value") != "dx-tel-01" else []), "Tab")
    floor.page.locator("#qt-03-add").focus()
    floor.press("Enter")
    expect(floor.row("dx-tel-01")).to_be_visible()


@pytest.mark.covers("R079", "R084", "R085", "R091", "R151")
def test_a_whole_triage_is_worked_through_by_keyboard(floor, lead):
    factories.make_connector(lead, "Call sync", integration_type=IntegrationType.TELEPHONY)
    floor.goto("run-list").page.get_by_role("button", name="Start quick triage").focus()
    floor.press("Enter")
    run = floor.started()
    floor.press("j", "p")
    floor.expect_status("qt-01", "Pass")
    floor.press("j", "p")
    floor.expect_status("qt-02", "Pass")
    floor.press("j")
    fail_with_record(floor)
    follow_up(floor)
    floor.page.locator("#open-qt-03").focus()
    floor.press("Enter", "j", "b")
    floor.expect_status("qt-04", "Blocked")
    floor.press("u")
    floor.expect_status("qt-04", "To do")
    floor.page.locator("#open-qt-04").focus()
    floor.press("p", "j", "a")
    expect(floor.page.locator("#qt-05-note")).to_be_focused()
    floor.type("The flow that fails is paused already.")
    floor.expect_status("qt-05", "Not applicable")
    floor.press("Escape", "j", "p")
    floor.expect_status("dx-tel-01", "Pass")
    finish(floor)
    recorded(run)


def finish(floor):
    floor.page.get_by_role("link", name="Finish run").focus()
    floor.press("Enter")
    expect(floor.page.get_by_role("heading", level=1)).to_have_text("Finish the run")
    floor.page.get_by_role("button", name="Finish the run").focus()
    floor.press("Enter")
    expect(floor.page.get_by_text("The run is finished.")).to_be_visible()


def recorded(run):
    run.refresh_from_db()
    assert (run.status, run.running_since) == ("finished", None)
    assert dict(run.items.values_list("slug", "status")) == {
        "qt-01": "pass",
        "qt-02": "pass",
        "qt-03": "fail",
        "qt-04": "pass",
        "qt-05": "n/a",
        "dx-tel-01": "pass",
    }
    finding = Finding.objects.get()
    assert (finding.state, finding.mitigation) == ("open", "pause_automation")
    assert finding.observed == "The call never reached the timeline."
    assert finding.steps.startswith("1. ") and finding.missing() == []
    assert PausedAutomation.objects.get().name == "Call to timeline"
    assert Schedule.objects.get().next_on is not None


def test_what_was_cured_counts_beside_the_run_before_at_once(floor, lead):
    make_finding(lead, before := make_run(lead), "qt-01")
    finish_items(lead, before)
    finish_run(actor=lead, run=before)
    floor.open(make_run(lead))
    between = floor.page.locator("#run-between")
    expect(between).to_contain_text("Failed then, no result yet")
    floor.press("j", "p")
    expect(between.get_by_text("Cured:")).to_be_visible()


def test_keys_rest_while_somebody_types_and_with_a_modifier(floor, lead):
    run = make_run(lead)
    floor.open(run).press("j", "o")
    floor.page.locator("#qt-01-note").focus()
    floor.type("pfba jk ?")
    expect(floor.page.locator("#save-qt-01")).to_contain_text("Saved")
    floor.press("Escape", "Control+b", "Alt+p")
    assert RunItem.objects.get(run=run, slug="qt-01").status == "todo"
    assert RunItem.objects.get(run=run, slug="qt-01").note == "pfba jk ?"


def test_single_keys_are_listed_and_can_be_switched_off_for_good(floor, lead):
    run = make_run(lead)
    floor.open(run).press("?")
    floor.page.get_by_role("dialog").get_by_label("Single keys are on").uncheck()
    expect(floor.page.locator("#announce")).to_have_text("Single keys are off")
    floor.press("Escape", "j", "p")
    assert not User.objects.get(pk=lead.user_id).has_keys
    floor.open(run).press("j", "p")
    floor.page.wait_for_timeout(300)
    assert not RunItem.objects.filter(version__gt=0).exists()


def test_a_reader_hears_why_a_key_does_nothing(floor_of, owner, lead):
    run = make_run(lead)
    floor = floor_of(owner).open(run)
    floor.press("j", "p")
    expect(floor.page.locator("#announce")).to_contain_text("Only its owner and the leads")
    floor.press("o")
    floor.panel("qt-01").locator("#pass-qt-01").click(force=True)
    expect(floor.panel("qt-01").locator("input[name=status]:checked")).to_have_count(0)


@pytest.mark.covers("R080", "R081")
def test_the_clock_ticks_warns_and_keeps_its_time_over_a_reload(floor, lead):
    run = make_run(lead)
    Run.objects.filter(pk=run.pk).update(seconds_before=30 * 60 - 1)
    floor.open(run)
    clock, warning = floor.page.locator("#clock-text"), floor.page.locator("#clock-over")
    expect(warning).to_be_hidden()
    floor.page.get_by_role("button", name="Go on with the timer").click()
    expect(warning).to_be_visible()
    floor.page.get_by_role("button", name="Pause timer").click()
    expect(floor.page.get_by_role("button", name="Go on with the timer")).to_be_visible()
    expect(warning).to_be_visible()
    stands = clock.inner_text()
    floor.page.reload()
    expect(clock).to_have_text(stands)
    expect(warning).to_be_visible()


def test_what_is_typed_while_the_line_is_cut_is_kept_said_and_sent_later(floor, lead):
    run = make_run(lead)
    floor.open(run).press("j", "o")
    floor.page.locator("#qt-01-note").focus()
    floor.cut()
    floor.type("Typed in a tunnel.")
    expect(floor.page.locator("#said-qt-01")).to_contain_text("What you typed is still here.")
    expect(floor.page.locator("#qt-01-note")).to_have_value("Typed in a tunnel.")
    floor.mend()
    expect(floor.page.locator("#save-qt-01")).to_contain_text("Saved")
    expect(floor.page.locator("#said-qt-01")).to_be_empty()
    assert RunItem.objects.get(run=run, slug="qt-01").note == "Typed in a tunnel."


def test_two_people_at_one_item_see_each_other_and_choose(floor, second_floor, lead):
    run = make_run(lead)
    floor.open(run)
    second_floor.open(run).press("j", "p")
    second_floor.expect_status("qt-01", "Pass")
    floor.press("j", "b")
    said = floor.page.locator("#said-qt-01")
    expect(said).to_contain_text("Priya changed this in the meantime.")
    said.get_by_role("button", name="Keep mine").click()
    floor.expect_status("qt-01", "Blocked")
    expect(said).to_be_empty()


def test_a_note_and_an_owner_from_two_people_both_stay(floor, second_floor, lead, owner):
    run = make_run(lead)
    for each in (floor.open(run), second_floor.open(run)):
        each.press("j", "o")
        expect(each.panel("qt-01")).to_be_visible()
    second_floor.page.locator("#qt-01-owner").select_option(label="Owner")
    expect(second_floor.page.locator("#save-qt-01")).to_contain_text("Saved")
    floor.page.locator("#qt-01-note").focus()
    floor.type("Asked the vendor.")
    expect(floor.page.locator("#save-qt-01")).to_contain_text("Saved")
    item = RunItem.objects.get(run=run, slug="qt-01")
    assert (item.note, item.owner_id) == ("Asked the vendor.", owner.user_id)
    expect(floor.row("qt-01")).to_contain_text("Owner")


def test_many_items_are_selected_and_given_at_once(floor, lead, owner):
    run = make_run(lead)
    floor.open(run)
    bar = floor.page.locator("#bulk")
    expect(bar).to_be_hidden()
    floor.press("j", "x", "j", "x")
    expect(floor.page.locator("#bulk-count")).to_have_text("2 selected")
    bar.get_by_label("Owner").select_option(label="Owner")
    bar.get_by_label("Due").fill(str(lead.today + timedelta(days=3)))
    bar.get_by_role("button", name="Assign").click()
    expect(floor.page.locator("#toast")).to_have_text("2 items assigned.")
    expect(bar).to_be_hidden()
    given = RunItem.objects.filter(run=run, owner_id=owner.user_id)
    assert set(given.values_list("slug", flat=True)) == {"qt-01", "qt-02"}


@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_of_runs_have_no_accessibility_fault(floor, lead, violations, width):
    load_built_in()
    factories.make_connector(lead, "Call sync", console_url="https://console.example/")
    run = make_run(lead, due_on=lead.today - timedelta(days=2))
    make_finding(lead, run, "qt-03")
    floor.page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for scheme, rule in (("light", None), ("dark", "color-contrast")):
        floor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        floor.open(run)
        for slug in ("qt-03", "qt-04", "qt-02"):
            floor.page.locator(f"#open-{slug}").click()
            expect(floor.panel(slug)).to_be_visible()
        floor.page.locator("label:has(#fail-qt-02)").click()
        expect(floor.page.locator("#failure-qt-02")).to_be_visible()
        floor.page.locator("#pick-qt-01").check()
        found["run", scheme] = [*violations(floor.page, rule), *sideways(floor.page)]
        for name, *args in (
            ("run-list",),
            ("run-new",),
            ("run-finish", run.pk),
            ("run-item", run.pk, "qt-03"),
        ):
            floor.goto(name, *args)
            found[name, scheme] = [*violations(floor.page, rule), *sideways(floor.page)]
    assert {place: faults for place, faults in found.items() if faults} == {}


def sideways(page):
    width = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return ["runs sideways"] if width > 0 else []


def test_what_was_typed_while_the_line_was_cut_survives_a_reload(floor, lead):
    run = make_run(lead)
    page = floor.open(run).page
    page.on("dialog", lambda dialog: dialog.accept())
    floor.press("j", "o")
    page.locator("#qt-01-note").focus()
    floor.cut()
    floor.type("Typed in a tunnel.")
    expect(page.locator("#said-qt-01")).to_contain_text("What you typed is still here.")
    page.reload()
    expect(page.locator("#qt-01-note")).to_have_value("Typed in a tunnel.")
    expect(page.locator("#said-qt-01")).to_contain_text("What you typed is still here.")
    floor.mend()
    expect(page.locator("#save-qt-01")).to_contain_text("Saved")
    assert RunItem.objects.get(run=run, slug="qt-01").note == "Typed in a tunnel."
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('run/'))") == []


def test_a_record_of_a_failure_typed_without_a_line_survives_a_reload(floor, lead):
    run = make_run(lead)
    page = floor.open(run).page
    page.on("dialog", lambda dialog: dialog.accept())
    floor.press("j", "f")
    page.locator("#qt-01-observed").focus()
    floor.cut()
    floor.type("Nothing came.")
    expect(page.locator("#said-qt-01")).to_contain_text("What you typed is still here.")
    page.unroute_all()
    page.reload()
    expect(page.locator("#draft-qt-01")).to_contain_text("Draft saved")
    assert Finding.objects.get().observed == "Nothing came."


def test_text_kept_on_the_device_overwrites_nobody_and_is_shown_to_nobody_else(floor, lead, priya):
    run = make_run(lead)
    page = floor.open(run).page
    page.on("dialog", lambda dialog: dialog.accept())
    floor.press("j", "o")
    page.locator("#qt-01-note").focus()
    floor.cut()
    floor.type("Mine, unsent.")
    expect(page.locator("#said-qt-01")).to_contain_text("What you typed is still here.")
    save_item(actor=priya, item=item_of(run, "qt-01"), values={"note": "Hers."})
    page.unroute_all()
    other = Floor(page, floor.server, priya).open(run)
    expect(other.page.locator("#qt-01-note")).to_have_count(0)
    mine = Floor(page, floor.server, lead).open(run)
    expect(mine.page.locator("#said-qt-01")).to_contain_text("Hers.")
    expect(mine.page.locator("#said-qt-01")).to_contain_text("Mine, unsent.")
    assert RunItem.objects.get(run=run, slug="qt-01").note == "Hers."


def test_a_good_save_ends_the_word_that_it_was_not_saved(floor, lead, owner):
    run = make_run(lead)
    page = floor.open(run).page
    floor.press("j", "o")
    page.locator("#qt-01-note").focus()
    floor.cut()
    floor.type("Sent with the owner.")
    expect(page.locator("#save-qt-01")).to_contain_text("Not saved")
    page.unroute_all()
    page.locator("#fields-qt-01 select[name=owner]").select_option(str(owner.user_id))
    expect(page.locator("#save-qt-01 .save--ok")).to_be_visible()
    expect(page.locator("#item-qt-01")).not_to_contain_text("Not saved")
    assert RunItem.objects.get(run=run, slug="qt-01").note == "Sent with the owner."
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    floor.mend()
    page.wait_for_timeout(300)
    assert sent == []


def test_the_hint_that_a_reason_is_needed_warns_only_while_it_is_missing(floor, lead):
    run = make_run(lead)
    page = floor.open(run).page
    floor.press("j", "o")
    hint = page.locator("#panel-qt-01 .panel-in__why")
    page.get_by_text("Not applicable", exact=True).first.click()
    expect(page.locator("#qt-01-note")).to_have_attribute("aria-invalid", "true")
    warned = hint.evaluate("(element) => getComputedStyle(element).color")
    page.locator("#qt-01-note").fill("Not used here.")
    expect(page.locator("#save-qt-01")).to_contain_text("Saved")
    assert hint.evaluate("(element) => getComputedStyle(element).color") != warned
