"""The whole way of a clarification: a lead asks, a vendor answers on a phone, the words arrive."""

import pytest
from playwright.sync_api import expect

from audits.evaluations.actions import clarifications as buyer
from audits.evaluations.actions.decide import decide
from audits.evaluations.models import Answer, Clarification
from audits.people.models import User
from tests.browser.looks import faults, sign_in
from tests.evaluations.clarification_scenes import EMAIL, ask, fresh, item_of, send
from tests.factories import PASSWORD

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def leading(page, live_server, lead):
    user = User.objects.get(pk=lead.user_id)
    user.set_password(PASSWORD)
    user.save()
    sign_in(page, live_server, lead)
    return page


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def asked(lead, candidate):
    return ask(lead, candidate)


def link_of(live_server, row):
    return f"{live_server.url}/clarifications/link/{fresh(row).token}/"


def come_in(page, live_server, row):
    page.goto(link_of(live_server, row))
    page.get_by_role("button", name="Open the questions").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Questions from")


def test_from_the_question_to_the_note(leading, phone, live_server, candidate):
    leading.goto(f"{live_server.url}/w/halden/candidates/{candidate.pk}/follow-ups/")
    leading.get_by_role("link", name="Ask the vendor").click()
    leading.get_by_label("Wording SD-1").fill("Which objects are written back?")
    leading.get_by_label("To", exact=True).fill(EMAIL)
    leading.get_by_role("button", name="Send the questions").click()
    expect(leading.get_by_text(f"The questions are on their way to {EMAIL}.")).to_be_visible()
    row = Clarification.objects.get()

    come_in(phone, live_server, row)
    assert phone.url == f"{live_server.url}/clarifications/{row.pk}/"
    answer = phone.get_by_label("Your answer SD-1")
    answer.fill("All six of them.")
    expect(phone.locator(f"#state-{item_of(row).pk.hex}")).to_contain_text("Draft kept")
    phone.get_by_text("Add a file SD-1").tap()
    phone.get_by_label("A picture, PDF or other file up to 25 MB SD-1").set_input_files(
        {"name": "mapping.txt", "mimeType": "text/plain", "buffer": b"mapping"}
    )
    phone.get_by_role("button", name="Add SD-1").tap()
    expect(phone.get_by_text("mapping.txt").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    leading.reload()
    expect(leading.get_by_text("All six of them.")).to_have_count(0)
    phone.get_by_role("button", name="Send the answers").tap()
    expect(phone.get_by_text(f"A copy went to {EMAIL}")).to_be_visible()

    leading.reload()
    expect(leading.get_by_text("Vendor's own words")).to_be_visible()
    expect(leading.get_by_role("link", name="E-01 mapping.txt")).to_be_visible()
    leading.get_by_role("button", name="Take over into our note").click()
    expect(leading.get_by_text("Our note holds these words.")).to_be_visible()


def test_on_the_scoring_screen_one_tap_puts_the_words_below_the_note(seat, candidate, asked):
    seat.open()
    send(asked, sd_1="All six of them.")
    page = seat.page
    question = page.locator("#q-sd-1")
    expect(question.get_by_text("Vendor's own words").first).to_be_attached(timeout=10_000)
    question.locator("summary").first.click()
    note = page.locator("#note-sd-1")
    note.fill("Our own words.")
    question.get_by_role("button", name="Take over into the note").click()
    expect(note).to_have_value("Our own words.\nThe vendor in writing (CL-01): All six of them.")
    expect(page.locator("#save-sd-1")).to_contain_text("Saved", timeout=10_000)
    answer = Answer.objects.get(candidate=candidate, question__slug="sd-1")
    assert answer.note.endswith("All six of them.") and not answer.verdict


def test_what_is_typed_under_a_link_that_expires_is_not_lost(phone, live_server, lead, asked):
    come_in(phone, live_server, asked)
    buyer.extend(actor=lead, clarification=fresh(asked), due_on=lead.today)
    Clarification.objects.update(expires_at=asked.asked_at)
    phone.get_by_label("Your answer SD-1").fill("An hour of work.")
    expect(phone.get_by_text("Not kept: your link does not work any more.")).to_be_visible()
    phone.get_by_role("button", name="Save as a draft").tap()
    expect(phone.locator("textarea[readonly]")).to_have_value("An hour of work.")
    phone.get_by_role("button", name="Ask for a new link").tap()
    expect(phone.get_by_role("heading", name="Asked for")).to_be_visible()
    assert fresh(asked).wanted_at is not None


def test_without_scripts_answers_are_written_and_sent_all_the_same(browser, live_server, asked):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    come_in(page, live_server, asked)
    page.get_by_label("Your answer SD-1").fill("All six.")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_label("Your answer SD-1")).to_have_value("All six.")
    page.get_by_role("button", name="Send the answers").click()
    expect(page.get_by_text(f"A copy went to {EMAIL}")).to_be_visible()
    assert item_of(asked).answer == "All six."
    context.close()


def test_no_request_tells_the_secret(page, live_server, asked):
    told = []
    page.on("request", lambda request: told.append(request.headers.get("referer", "")))
    come_in(page, live_server, asked)
    page.get_by_label("Your answer SD-1").fill("Six.")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert told and not [each for each in told if fresh(asked).token in each]


def test_the_vendors_pages_have_no_faults(page, live_server, lead, candidate, asked, violations):
    page.goto(link_of(live_server, asked))
    found = faults(page, violations)
    come_in(page, live_server, asked)
    page.get_by_text("Add a file SD-1").click()
    found += faults(page, violations)
    send(asked, sd_1="All six.")
    page.reload()
    found += faults(page, violations)
    Clarification.objects.update(expires_at=asked.asked_at)
    page.reload()
    found += faults(page, violations)
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    page.reload()
    expect(page.get_by_role("heading", name="These questions are closed")).to_be_visible()
    assert found + faults(page, violations) == []


def test_the_buyers_pages_have_no_faults(leading, live_server, candidate, asked, violations):
    found = []
    send(asked, sd_1="Five.")
    send(asked, sd_1="All six.")
    here = f"{live_server.url}/w/halden"
    for place in (
        f"candidates/{candidate.pk}/clarifications/",
        f"candidates/{candidate.pk}/clarifications/new/",
        f"clarifications/{asked.pk}/",
        f"evaluations/{candidate.evaluation_id}/compare?open=sync-direction",
    ):
        leading.goto(f"{here}/{place}")
        found += faults(leading, violations)
    assert found == []
