"""The pages of a contract: dates, clauses, and the decision with the ledger beside it."""

from datetime import timedelta

import pytest

from audits.commitments.actions.clauses import Held, save_clauses
from audits.commitments.actions.contracts import edit_contract, settle_notice
from audits.commitments.actions.judging import judge
from audits.commitments.models import Clause, Contract
from audits.kit import clock
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.commitments.scenes import contracted, promised, taken_over, vendor_of
from tests.factories import make_actor, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


@pytest.fixture
def due(lead: Actor) -> Contract:
    """A contract about which somebody has to decide."""
    return contracted(lead, notice_on=clock.now().date() + timedelta(days=42))


def test_a_contract_is_recorded_with_its_dates(lead: Actor, pages: Pages) -> None:
    values = {
        **pages.fields("contract-new", vendor_of(lead).pk),
        "reference": "MSA-12",
        "signed_on": "2026-11-30",
        "ends_on": "2027-11-30",
        "notice_on": "2027-08-31",
        "owner": str(lead.user_id),
    }
    assert pages.send("contract-new", vendor_of(lead).pk, **values).status_code == 302
    page = pages.text("contract", Contract.objects.get().pk)
    assert "30 Nov 2026" in page and "31 Aug 2027" in page and "Contract MSA-12 recorded" in page
    assert "MSA-12" in pages.text("vendor-ledger", vendor_of(lead).pk)


@pytest.mark.parametrize(
    ("field", "value"),
    [("reference", ""), ("ends_on", "2026-01-01"), ("notice_on", "2029-01-01"), ("owner", "x")],
)
def test_bad_input_is_answered_at_its_field(lead: Actor, pages: Pages, field: str, value: str) -> None:
    values = {"reference": "A", "starts_on": "2026-12-01", "ends_on": "2027-12-01", "note": "kept words"}
    sent = pages.send("contract-new", vendor_of(lead).pk, **{**values, field: value})
    assert sent.status_code == 422 and set(sent.context["form"].errors) == {field}
    assert "kept words" in sent.content.decode() and not Contract.objects.exists()


def test_an_edit_over_somebody_elses_shows_both(lead: Actor, due: Contract, pages: Pages) -> None:
    values = {**pages.fields("contract-edit", due.pk), "note": "Mine."}
    edit_contract(actor=lead, contract=due, values={"note": "Theirs."}, version=None)
    sent = pages.send("contract-edit", due.pk, **values)
    page = sent.content.decode()
    assert sent.status_code == 409 and "Mine." in page and "It now says: Theirs." in page


def test_all_commitments_are_looked_up_in_one_form(lead: Actor, due: Contract, pages: Pages) -> None:
    rows = taken_over(lead, promised(), promised("B."), promised("C."))
    values = pages.fields("contract-clauses", due.pk)
    values |= {f"in-{rows[0].pk}": "yes", f"place-{rows[0].pk}": "§ 4.2", f"in-{rows[1].pk}": "no"}
    assert pages.send("contract-clauses", due.pk, **values).status_code == 302
    page = pages.text("contract", due.pk)
    assert "§ 4.2" in page and "not in MSA-12" in page and "not looked up in MSA-12" in page
    again = pages.fields("contract-clauses", due.pk)
    assert again[f"in-{rows[0].pk}"] == "yes" and again[f"place-{rows[0].pk}"] == "§ 4.2"


def test_a_clause_without_its_place_is_asked_for_and_the_rest_kept(
    lead: Actor, due: Contract, pages: Pages
) -> None:
    rows = taken_over(lead, promised(), promised("B."))
    values = pages.fields("contract-clauses", due.pk)
    values |= {f"in-{rows[0].pk}": "yes", f"in-{rows[1].pk}": "yes", f"place-{rows[1].pk}": "Annex B"}
    sent = pages.send("contract-clauses", due.pk, **values)
    assert sent.status_code == 422 and set(sent.context["form"].errors) == {f"place-{rows[0].pk}"}
    assert "Annex B" in sent.content.decode() and not Clause.objects.exists()


def test_clauses_over_somebody_elses_show_both(lead: Actor, due: Contract, pages: Pages) -> None:
    [row] = taken_over(lead)
    values = {**pages.fields("contract-clauses", due.pk), f"in-{row.pk}": "no"}
    save_clauses(actor=lead, contract=due, held={row.pk: Held(True, "§ 9")}, version=None)
    sent = pages.send("contract-clauses", due.pk, **values)
    assert sent.status_code == 409 and "It now says: in the contract: § 9" in sent.content.decode()


def test_notice_is_an_alert_and_is_settled_beside_the_ledger(
    lead: Actor, due: Contract, pages: Pages
) -> None:
    [row] = taken_over(lead)
    judge(actor=lead, commitment=row, is_kept=False, note="3 minutes.")
    assert "MSA-12: 42 days left to give notice" in pages.text("contract", due.pk)
    page = pages.text("contract-settle", due.pk)
    assert "Promised in the demo on 12 Nov 2026, and not kept." in page and "3 minutes." in page
    values = pages.fields("contract-settle", due.pk)
    assert pages.send("contract-settle", due.pk, **values, settlement="").status_code == 422
    assert pages.send("contract-settle", due.pk, **values, settlement="Give notice.").status_code == 302
    page = pages.text("contract", due.pk)
    assert "Give notice." in page and "42 days left" not in page


def test_a_last_day_that_has_passed_is_said(lead: Actor, pages: Pages) -> None:
    row = contracted(lead, notice_on=clock.now().date() - timedelta(days=1))
    assert "The last day of notice of MSA-12 was" in pages.text("contract", row.pk)


def test_settling_twice_keeps_the_second_persons_words(lead: Actor, due: Contract, pages: Pages) -> None:
    values = pages.fields("contract-settle", due.pk)
    settle_notice(actor=lead, contract=due, settlement="Renewed.")
    sent = pages.send("contract-settle", due.pk, **values, settlement="Ended.")
    page = sent.content.decode()
    assert sent.status_code == 409 and "Ended." in page and "Renewed." in page


def test_its_owner_settles_it(workspace: Workspace, lead: Actor, due: Contract) -> None:
    owner = make_actor(workspace, Role.OWNER)
    reader = Pages.of(owner)
    assert reader.open("contract-settle", due.pk).status_code == 403
    edit_contract(actor=lead, contract=due, values={"owner": owner.user_id}, version=None)
    assert reader.address("contract-settle", due.pk) in reader.text("contract", due.pk)
    assert reader.send("contract-settle", due.pk, settlement="Renewed.").status_code == 302


def test_an_archived_contract_leaves_the_ledger_and_comes_back(
    lead: Actor, due: Contract, pages: Pages
) -> None:
    pages.send("contract-archive", due.pk)
    assert "MSA-12" not in pages.text("vendor-ledger", due.vendor_id)
    assert pages.send("contract-archive", due.pk).status_code == 409
    pages.send("contract-unarchive", due.pk)
    assert "MSA-12" in pages.text("vendor-ledger", due.vendor_id)


def test_the_pages_need_the_same_queries_however_many_commitments(
    lead: Actor, due: Contract, pages: Pages
) -> None:
    taken_over(lead, promised(), promised("B."))
    few = [pages.queries(name, due.pk) for name in ("contract", "contract-clauses", "contract-settle")]
    rows = taken_over(lead, *[promised(f"Promise {number}.") for number in range(58)])
    save_clauses(actor=lead, contract=due, held={row.pk: Held(False) for row in rows}, version=None)
    many = [pages.queries(name, due.pk) for name in ("contract", "contract-clauses", "contract-settle")]
    assert many == few and max(few) <= 9


def test_another_workspaces_contract_is_not_found(pages: Pages) -> None:
    foreign = contracted(make_actor(make_workspace("rival"), Role.LEAD))
    for name in ("contract", "contract-edit", "contract-clauses", "contract-settle"):
        assert pages.open(name, foreign.pk).status_code == 404
    assert pages.send("contract-archive", foreign.pk).status_code == 404
