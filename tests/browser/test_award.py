"""The whole way of an award: a choice on a condition, sign-offs, a challenge answered, the PDF verified."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audits.evaluations.actions.objects import confirm_all
from audits.evaluations.models import Decision, Signature
from tests.browser.looks import faults
from tests.browser.test_my_work import sign_in_as
from tests.evaluations.award_scenes import ask, chosen, filed_pdf, terms
from tests.evidence.conftest import folder as folder

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.7 the decision"
SHOTS = os.environ.get("AWARD_SHOTS")


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def at(live_server, name, *args):
    return live_server.url + reverse(name, args=["halden", *args])


def shot(page, name):
    """A picture for whoever wants to look, where a folder is named for it."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def decide_on_a_condition(page, live_server, evaluation):
    page.goto(at(live_server, "decide", evaluation.pk))
    page.get_by_role("radio", name="Pipetap").check()
    page.get_by_role("textbox", name="Reason").fill("Best proof.")
    page.get_by_label("I have seen").check()
    page.get_by_role("button", name="Add a condition").click()
    first = page.get_by_role("group", name="Condition 1")
    first.get_by_label("What must happen").fill("The audit log is readable by API.")
    first.get_by_label("Who sees to it").select_option(label="Lead")
    first.get_by_label("Until").fill("2099-01-31")
    expect(page.get_by_role("textbox", name="Reason")).to_have_value("Best proof.")
    shot(page, "decide")
    page.get_by_role("button", name="Decide and freeze").click()
    expect(page.locator("#decided")).to_contain_text("Decided: Pipetap, on conditions")


def ask_for(page, live_server, evaluation, name, email, role):
    page.goto(at(live_server, "signature-list", evaluation.pk))
    page.get_by_role("link", name="Ask somebody to sign").click()
    page.get_by_label("Or somebody else: name").fill(name)
    page.get_by_label("Their e-mail").fill(email)
    page.get_by_label("Signs as").fill(role)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("main")).to_contain_text(name)


def open_link(page, live_server, email):
    row = Signature.objects.get(recipient__email=email)
    page.goto(f"{live_server.url}/signatures/link/{row.token}/")
    page.get_by_role("button", name="Open the decision").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign the decision")


def test_from_the_choice_to_a_verified_pdf(page, phone, live_server, lead, candidate, folder, tmp_path: Path):
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    evaluation = candidate.evaluation
    sign_in_as(page, live_server, lead)
    decide_on_a_condition(page, live_server, evaluation)
    ask_for(page, live_server, evaluation, "Noor Adeyemi", "noor@law.example", "General Counsel")
    ask_for(page, live_server, evaluation, "Ola Berg", "ola@law.example", "CFO")
    decision = Decision.objects.select_related("evaluation").get()
    open_link(phone, live_server, "ola@law.example")
    expect(phone.locator("#offer")).to_contain_text("is being made")
    filed_pdf(decision, PDF)
    expect(phone.get_by_role("heading", name="1. Read it")).to_be_visible()
    shot(phone, "sign-390")
    phone.get_by_text("Or challenge it").tap()
    phone.get_by_label("What do you object to?").fill("The term is too long.")
    phone.get_by_role("button", name="Challenge instead of signing").tap()
    expect(phone.locator("#answered")).to_contain_text("Not answered yet")

    page.goto(at(live_server, "my-work"))
    expect(page.locator("main")).to_contain_text("Ola Berg does not sign: The term is too long.")
    page.get_by_role("link", name="Answer").first.click()
    page.get_by_label("Your answer").fill("It is two years, see page 9.")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("main")).to_contain_text("It is two years, see page 9.")
    shot(page, "sign-offs")

    sha256 = filed_pdf(decision, PDF + b" with the challenge")
    open_link(phone, live_server, "noor@law.example")
    phone.get_by_label("I have read the PDF").check()
    phone.get_by_role("button", name="Sign", exact=True).tap()
    expect(phone.locator("#answered")).to_contain_text(sha256)
    assert Signature.objects.get(recipient__email="noor@law.example").answer == "signed"

    file = tmp_path / "report.pdf"
    file.write_bytes(PDF + b" with the challenge")
    phone.get_by_role("link", name="Is a PDF genuine?").tap()
    phone.get_by_label("The PDF").set_input_files(file)
    phone.get_by_role("button", name="Check it").tap()
    expect(phone.locator("#verified")).to_contain_text("Genuine: made here, and unchanged")
    expect(phone.locator("#verified")).to_contain_text(evaluation.title)
    shot(phone, "verify-390")
    file.write_bytes(PDF + b" with the challengE")
    phone.get_by_label("The PDF").set_input_files(file)
    phone.get_by_role("button", name="Check it").tap()
    expect(phone.locator("#verified")).to_contain_text("Not known here")


def test_the_pages_of_an_award_are_sound_at_every_width(
    page, live_server, lead, candidate, folder, violations
):
    decision = chosen(lead, candidate, terms(lead))
    row, own = ask(lead, decision), ask(lead, decision, lead)
    filed_pdf(decision, PDF)
    sign_in_as(page, live_server, lead)
    pages = {
        "decided": at(live_server, "decide", decision.evaluation_id),
        "condition": at(live_server, "condition", decision.conditions.get().pk),
        "signatures": at(live_server, "signature-list", decision.evaluation_id),
        "ask": at(live_server, "signature-new", decision.evaluation_id),
        "sign": at(live_server, "signature", own.pk),
        "front": f"{live_server.url}/signatures/link/{row.token}/",
        "verify": f"{live_server.url}/verify/",
    }
    found = []
    for name, address in pages.items():
        page.goto(address)
        shot(page, name)
        found += faults(page, violations)
    assert found == []
