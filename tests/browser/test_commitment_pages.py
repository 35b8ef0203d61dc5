"""From a promise in the demo to the ledger in a real browser, and the pages at every width."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audits.commitments.actions.clauses import Held, save_clauses
from audits.commitments.actions.contracts import ContractValues, make_contract
from audits.commitments.models import Commitment, Contract
from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.actions.objects import confirm_all
from audits.evaluations.actions.promises import commit
from audits.kit import clock
from tests.commitments.scenes import found_by_check

LONG = "Averyverylongwordthatneverends" * 8


@pytest.fixture
def promising(seat, lead, candidate):
    """A candidate that can be chosen and has promised two things."""
    for question, note in (("st-4", "An opt-out stops sends within a minute."), ("eh-3", LONG)):
        values: AnswerValues = {"verdict": "strong", "proof": "claimed", "is_promise": True, "note": note}
        save_answer(actor=lead, candidate=candidate, question=question, values=values, version=0)
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    return candidate


@pytest.fixture
def ledger(promising, lead):
    """A ledger with a broken promise, and a contract about which somebody has to decide."""
    commit(actor=lead, candidate=promising)
    first = Commitment.objects.get(number=1)
    for is_kept in (True, False):
        found_by_check(lead, first, is_kept=is_kept, note="Seen.", run=uuid4(), run_title="R-0001")
    due = clock.now().date() + timedelta(days=42)
    values: ContractValues = {"reference": "MSA-12", "notice_on": due}
    make_contract(actor=lead, vendor=promising.vendor, values=values)
    contract = Contract.objects.get()
    save_clauses(actor=lead, contract=contract, held={first.pk: Held(True, "Annex B, 4.2")}, version=None)
    return first, contract


def runs_sideways(page):
    return page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")


def address(seat, candidate, name, *keys):
    return f"{seat.server}{reverse(name, args=[candidate.workspace.slug, *keys])}"


def test_a_promise_goes_from_the_decision_to_the_ledger(seat, promising):
    page = seat.page
    page.goto(address(seat, promising, "decide", promising.evaluation_id))
    page.get_by_role("radio", name=promising.vendor.name).check()
    page.get_by_label("Reason").fill("Best proof.")
    page.get_by_label("I have seen").check()
    page.get_by_role("button", name="Decide and freeze").click()
    expect(page.get_by_text("2 promises became commitments.")).to_be_visible()
    page.get_by_role("link", name="The ledger of").click()
    page.locator("#cm-01").get_by_role("link", name="Set one").click()
    page.get_by_label("Comparison").select_option("<=")
    page.get_by_label("Value").fill("60")
    page.get_by_label("Unit").fill("s")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Kept or broken?").click()
    page.get_by_label("Broken").check()
    page.get_by_label("What was seen").fill("It took three minutes.")
    page.get_by_role("button", name="Put it on record").click()
    expect(page.get_by_text("and not kept.")).to_be_visible()
    row = Commitment.objects.get(number=1)
    assert (row.state, row.figure) == ("broken", "at most 60 s")


def test_the_ledger_loads_into_the_vendors_page(seat, ledger, candidate):
    seat.page.goto(address(seat, candidate, "vendor", candidate.vendor_id))
    expect(seat.page.get_by_role("link", name="An opt-out stops sends within a minute.")).to_be_visible()
    expect(seat.page.get_by_text("MSA-12: 42 days left to give notice")).to_be_visible()


def test_the_printed_ledger_holds_every_result_and_no_buttons(seat, ledger, candidate):
    page = seat.page
    page.goto(address(seat, candidate, "vendor-ledger", candidate.vendor_id))
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    earlier = page.get_by_text("Seen.").nth(1)
    assert not earlier.evaluate("each => each.checkVisibility()")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.get_by_role("link", name="Kept or broken?").first).to_be_hidden()
    # The folded results too: what is on paper cannot be opened.
    assert earlier.evaluate("each => each.checkVisibility()")


def test_pages_have_no_accessibility_fault(seat, ledger, candidate, violations):
    first, contract = ledger
    names = {
        "commitment-list": (),
        "vendor-ledger": (candidate.vendor_id,),
        "commitment": (first.pk,),
        "commitment-edit": (first.pk,),
        "commitment-new": (candidate.vendor_id,),
        "commitment-judge": (first.pk,),
        "contract": (contract.pk,),
        "contract-edit": (contract.pk,),
        "contract-clauses": (contract.pk,),
        "contract-settle": (contract.pk,),
        "candidate-follow-ups": (candidate.pk,),
    }
    found = {}
    for name, keys in names.items():
        for width, scheme, rule in (
            (1440, "light", None),
            (900, "dark", "color-contrast"),
            (390, "light", None),
        ):
            seat.page.set_viewport_size({"width": width, "height": 900})
            seat.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            seat.page.goto(address(seat, candidate, name, *keys))
            found[name, width] = [*violations(seat.page, rule), *(["sideways"] * runs_sideways(seat.page))]
    assert {place: faults for place, faults in found.items() if faults} == {}


def test_a_refused_form_has_no_accessibility_fault(seat, ledger, candidate, violations):
    first, contract = ledger
    seat.page.goto(address(seat, candidate, "contract-clauses", contract.pk))
    seat.page.get_by_label("In the contract? CM-02").select_option("yes")
    seat.page.get_by_role("button", name="Save all").click()
    expect(seat.page.get_by_text("Say where it stands")).to_be_visible()
    assert violations(seat.page) == []
