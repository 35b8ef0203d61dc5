"""The ledger of a vendor: every promise with its source, its results and its place in the contract."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from audits.commitments.actions.clauses import Held, save_clauses
from audits.commitments.actions.commitments import edit_commitment, release
from audits.commitments.actions.judging import judge
from audits.commitments.ledger import load_ledger
from audits.kit import clock
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.commitments.scenes import by_hand, contracted, found_by_check, promised, taken_over, vendor_of
from tests.factories import make_actor, make_vendor, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


def text(pages: Pages, actor: Actor, **query: str) -> str:
    return " ".join(pages.text("vendor-ledger", vendor_of(actor).pk, **query).split())


@pytest.mark.covers("R076")
def test_every_promise_stands_with_its_source(lead: Actor, pages: Pages) -> None:
    taken_over(lead)
    page = text(pages, lead)
    for words in ("CM-01", "An opt-out stops sends within a minute.", "at most 60 s", "ST-4", "Sync timing"):
        assert words in page
    assert "claimed, never shown" in page and "said by Mina Kovac (founder)" in page and "12 Nov 2026" in page
    assert 'href="/w/halden/candidates/0/score#q-st-4"' in page and "minute 12:34" in page
    assert "Not checked yet" in page


def test_a_broken_promise_cites_the_demo(lead: Actor, pages: Pages) -> None:
    [row] = taken_over(lead)
    found_by_check(
        lead,
        row,
        is_kept=False,
        note="Took 3 minutes.",
        run=uuid4(),
        run_title="R-0007 Acceptance",
        check_path="/w/halden/runs/7/#cm-01",
    )
    page = text(pages, lead)
    alert = page.split("alert--stop")[1].split("</blockquote>")[0]
    assert "Promised in the demo on 12 Nov 2026, and not kept." in alert
    for cited in (
        "ST-4",
        "EV-0001 Q1 sequencer choice",
        "claimed, never shown",
        "Said by Mina Kovac (founder).",
    ):
        assert cited in alert
    assert "They showed no log." in alert
    assert 'href="/w/halden/runs/7/#cm-01"' in page and "Took 3 minutes." in page


def test_counts_are_over_all_and_the_filter_narrows(lead: Actor, pages: Pages) -> None:
    rows = taken_over(lead, *[promised(f"Promise {number}.") for number in range(4)])
    judge(actor=lead, commitment=rows[0], is_kept=True)
    judge(actor=lead, commitment=rows[1], is_kept=False, note="No.")
    release(actor=lead, commitment=rows[2], reason="Not used.")
    by_hand(lead, "Friendly support.")
    ledger = pages.open("vendor-ledger", vendor_of(lead).pk, show="broken").context["ledger"]
    tally = ledger.tally
    assert (tally.kept, tally.broken, tally.open, tally.released, tally.unmeasured) == (1, 1, 2, 1, 1)
    assert [entry.commitment.code for entry in ledger.entries] == ["CM-02"]
    unmeasured = load_ledger(lead, vendor_of(lead), date(2026, 12, 1), "no-figure").entries
    assert [entry.commitment.text for entry in unmeasured] == ["Friendly support."]


def test_broken_ones_stand_first(lead: Actor, pages: Pages) -> None:
    rows = taken_over(lead, *[promised(f"Promise {number}.") for number in range(4)])
    judge(actor=lead, commitment=rows[0], is_kept=True)
    judge(actor=lead, commitment=rows[3], is_kept=False, note="No.")
    entries = pages.open("vendor-ledger", vendor_of(lead).pk).context["ledger"].entries
    assert [entry.commitment.code for entry in entries] == ["CM-04", "CM-02", "CM-03", "CM-01"]


def test_one_without_a_figure_says_so_and_asks_for_one(lead: Actor, pages: Pages) -> None:
    row = by_hand(lead)
    page = text(pages, lead)
    assert "no figure yet" in page and pages.address("commitment-edit", row.pk) + "#id_comparison" in page


def test_the_place_in_the_contract_is_told(lead: Actor, pages: Pages) -> None:
    rows = taken_over(lead, *[promised(f"Promise {number}.") for number in range(3)])
    contract = contracted(lead)
    held = {rows[0].pk: Held(True, "§ 4.2"), rows[1].pk: Held(False, "They refused.")}
    save_clauses(actor=lead, contract=contract, held=held, version=0)
    page = text(pages, lead)
    assert "in MSA-12:</span> § 4.2" in page or "in MSA-12: § 4.2" in page
    assert "not in MSA-12: They refused." in page and "not looked up in MSA-12" in page


def test_dimensions_and_proof_are_counted(lead: Actor) -> None:
    rows = taken_over(lead, promised(), promised("B.", dimension="Error handling", proof="production"))
    by_hand(lead)
    judge(actor=lead, commitment=rows[0], is_kept=False, note="No.")
    ledger = load_ledger(lead, vendor_of(lead), date(2026, 12, 1))
    assert [(one.title, one.tally.broken, one.tally.open) for one in ledger.dimensions] == [
        ("Sync timing", 1, 0),
        ("Error handling", 0, 1),
        ("Made by hand", 0, 1),
    ]
    assert [(one.title, one.tally.broken) for one in ledger.proofs] == [
        ("No proof noted", 0),
        ("Claimed", 1),
        ("Production", 0),
    ]


def test_it_is_a_fragment_of_the_vendors_page(lead: Actor, pages: Pages) -> None:
    taken_over(lead)
    vendor = vendor_of(lead)
    address = pages.address("vendor-ledger", vendor.pk)
    assert f'hx-get="{address}"' in pages.text("vendor", vendor.pk)
    fragment = pages.client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith("<div") and 'id="vendor-ledger"' in fragment
    assert "<html" not in fragment and "CM-01" in fragment


def test_notice_within_90_days_is_an_alert(lead: Actor, pages: Pages) -> None:
    today = clock.now().date()
    contracted(lead, notice_on=today + timedelta(days=90), ends_on=today + timedelta(days=200))
    contracted(lead, "MSA-13", notice_on=today + timedelta(days=91))
    page = text(pages, lead)
    assert "MSA-12: 90 days left to give notice" in page and "MSA-13: 91 days" not in page


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_everybody_reads_and_only_leads_write(workspace: Workspace, lead: Actor, role: str) -> None:
    [row] = taken_over(lead)
    reader = Pages.of(make_actor(workspace, role))
    page = reader.text("vendor-ledger", row.vendor_id)
    assert row.text in page
    for name, key in (("commitment-new", row.vendor_id), ("contract-new", row.vendor_id)):
        assert reader.address(name, key) not in page
    assert reader.address("commitment-judge", row.pk) not in page


def test_owners_are_led_to_no_page_they_may_not_read(workspace: Workspace, lead: Actor) -> None:
    owner = make_actor(workspace, Role.OWNER)
    [row] = taken_over(lead)
    edit_commitment(actor=lead, commitment=row, values={"owner": owner.user_id}, version=0)
    reader = Pages.of(owner)
    page = reader.text("vendor-ledger", row.vendor_id)
    assert row.source_path not in page and f'"{reader.address("vendor", row.vendor_id)}"' not in page
    assert reader.address("commitment-judge", row.pk) in page


def test_it_needs_the_same_queries_however_much_was_promised(lead: Actor, pages: Pages) -> None:
    vendor = vendor_of(lead)
    contract = contracted(lead)
    filled(lead, contract.pk, 2)
    few = pages.queries("vendor-ledger", vendor.pk)
    filled(lead, contract.pk, 58)
    assert pages.queries("vendor-ledger", vendor.pk) == few <= 9
    assert pages.queries("commitment-list") <= 7


def filled(actor: Actor, contract: UUID, count: int) -> None:
    """More promises, each found kept once and broken once, and looked up in the contract."""
    before = len(taken_over(actor))
    rows = taken_over(actor, *[promised(f"Promise {number}.") for number in range(count)])[before:]
    for row in rows:
        judge(actor=actor, commitment=row, is_kept=True)
        judge(actor=actor, commitment=row, is_kept=False, note="No.")
    found = vendor_of(actor).contracts.get(pk=contract)
    save_clauses(actor=actor, contract=found, held={row.pk: Held(False) for row in rows}, version=None)


def test_another_workspaces_ledger_is_not_found(pages: Pages) -> None:
    foreign = make_vendor(make_actor(make_workspace("rival"), Role.LEAD), "Foreign")
    assert pages.open("vendor-ledger", foreign.pk).status_code == 404


@pytest.mark.parametrize("show", ["what", "", "\x00"])
def test_an_address_that_makes_no_sense_shows_everything(lead: Actor, pages: Pages, show: str) -> None:
    taken_over(lead)
    assert "CM-01" in text(pages, lead, show=show)


def test_a_vendor_without_promises_says_what_to_do(lead: Actor, pages: Pages) -> None:
    page = text(pages, lead)
    assert "Mark promises while scoring" in page and "No contract is recorded." in page


def test_all_ledgers_are_listed_with_what_predicts_trouble(lead: Actor, pages: Pages) -> None:
    rows = taken_over(lead, promised(), promised("Shown.", proof="production"))
    judge(actor=lead, commitment=rows[0], is_kept=False, note="No.")
    contracted(lead, notice_on=clock.now().date())
    make_vendor(lead, "Quiet")
    page = pages.open("commitment-list")
    [account] = page.context["accounts"]
    assert (account.vendor.name, account.tally.broken, account.notice.days) == ("Relay", 1, 0)
    claimed = next(one for one in page.context["proofs"] if one.title == "Claimed")
    assert (claimed.tally.broken, claimed.tally.kept) == (1, 0)


def test_words_are_escaped(lead: Actor, pages: Pages) -> None:
    [row] = taken_over(lead, promised("<b>bold</b>", said_by="<i>Mina</i>"))
    page = text(pages, lead) + pages.text("commitment", row.pk)
    assert "<b>bold</b>" not in page and "<i>Mina</i>" not in page
