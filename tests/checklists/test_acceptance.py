"""From the demo to the run: promises become checks, checks keep or break them, and come again."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from audits.checklists.actions.acceptance import start_acceptance
from audits.checklists.actions.items import save_item
from audits.checklists.actions.runs import StartValues
from audits.checklists.actions.ticking import tick
from audits.checklists.catalog import check_of
from audits.checklists.models import Run, Schedule
from audits.checklists.promised import expected_of
from audits.commitments.models import Commitment
from audits.kit import clock
from audits.kit.refusals import Denied, Invalid
from audits.people.roles import Role
from tests import factories
from tests.checklists.run_client import RunPage
from tests.checklists.scenes import RECORD, item_of, make_run
from tests.commitments.scenes import OPT_OUT, promised, taken_over, vendor_of
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def promises(lead):
    unmeasured = {"limit": None, "comparison": "", "unit": ""}
    return taken_over(lead, promised(), promised("Calls land within a minute.", **unmeasured))


@pytest.fixture
def run(lead, promises):
    given: Any = {
        "checklist": "go-live",
        "vendor": vendor_of(lead).pk,
        "commitments": [each.pk for each in promises],
        "groups": frozenset(["synthetic"]),
    }
    make_run(lead)
    return Run.objects.get(pk=start_acceptance(actor=lead, given=given)["id"])


def state(code="CM-01"):
    return next(each.state for each in Commitment.objects.all() if each.code == code)


@pytest.mark.covers("R076")
def test_a_broken_promise_finds_its_steps_filled_in(run):
    check = check_of(item_of(run, "cm-01").document)
    assert [step.text for step in check.how] == [
        f"Do in your own systems what was promised: {OPT_OUT}",
        "Measure it and write down the value in s.",
    ]
    assert len(check_of(item_of(run, "cm-02").document).how) == 1


@pytest.mark.covers("R076")
def test_promises_stand_before_the_checks_of_the_library(run):
    """They are what an acceptance is about, so whoever works from the top begins with them."""
    slugs = list(run.items.in_order().values_list("slug", flat=True))
    assert slugs == ["cm-01", "cm-02", "qt-03"]
    assert [group["slug"] for group in run.groups] == ["acceptance", "synthetic"]
    assert run.kind == "acceptance"
    check = check_of(item_of(run, "cm-01").document)
    assert check.expected and check.expected.text == f"{OPT_OUT} (at most 60 s)"
    assert [(limit.comparison, limit.value, limit.unit) for limit in check.limits] == [
        ("<=", Decimal(60), "s")
    ]


@pytest.mark.covers("R096")
def test_a_promise_is_marked_as_the_vendors_with_its_figure_once(lead, run):
    text = RunPage(lead, run).open("cm-01")
    panel = text[text.index("panel-cm-01") :]
    assert "Promised by the vendor" in panel and "Proposed by us" in panel
    assert "Stated by the source" not in panel and "Your own" not in panel
    assert panel.count("at most 60 s") == 1
    assert item_of(run, "cm-01").expects == "at most 60 s" and item_of(run, "cm-02").expects == ""


@pytest.mark.parametrize(
    ("words", "added"),
    [
        ("Opt-outs reach the CRM: at most 60 s.", ""),
        ("Opt-outs reach the CRM within 60 s.", ""),
        ("Opt-outs reach the CRM within 160 s.", " (at most 60 s)"),
        ("Opt-outs reach the CRM at once.", " (at most 60 s)"),
    ],
)
def test_a_figure_that_the_vendors_words_hold_is_not_added_to_them(lead, words, added):
    (promise,) = taken_over(lead, promised(words))
    assert expected_of(promise) == words + added


@pytest.mark.parametrize("result", ["", "fail"])
def test_its_citation_stands_there_once(lead, run, result):
    assert RunPage(lead, run).open("cm-01", result=result).count("This was promised in the demo.") == 1


def test_choosing_fail_brings_no_second_citation(lead, run):
    answer = RunPage(lead, run).save("cm-01", status="fail")
    assert "failure-cm-01" in answer.text and "This was promised" not in answer.text


def test_a_passed_check_keeps_its_promise(lead, run):
    save_item(actor=lead, item=item_of(run, "cm-01"), values={"status": "pass", "note": "Seen: 40 s."})
    judgement = Commitment.objects.get(number=1).judgements.get()
    assert (state(), judgement.is_kept, judgement.note) == ("kept", True, "Seen: 40 s.")
    assert judgement.check_path.endswith(f"/runs/{run.pk}/items/cm-01/")


def test_a_failed_check_breaks_its_promise_with_what_was_seen(lead, run):
    values = {"status": "fail", "finding": {**RECORD, "observed": "A mail went out after 3 hours."}}
    save_item(actor=lead, item=item_of(run, "cm-01"), values=values)
    judgement = Commitment.objects.get(number=1).judgements.get()
    assert (state(), judgement.is_kept) == ("broken", False)
    assert judgement.note == "A mail went out after 3 hours."
    assert state("CM-02") == "open"


def test_a_result_taken_back_no_longer_counts(lead, run):
    save_item(actor=lead, item=item_of(run, "cm-01"), values={"status": "pass"})
    save_item(actor=lead, item=item_of(run, "cm-01"), values={"status": "todo"})
    assert state() == "open"


def test_a_save_that_leaves_the_result_tells_the_ledger_nothing(lead, run):
    save_item(actor=lead, item=item_of(run, "cm-01"), values={"status": "pass"})
    save_item(actor=lead, item=item_of(run, "cm-01"), values={"note": "Looked at twice."})
    assert Commitment.objects.get(number=1).judgements.count() == 1


def test_promises_are_tested_again_by_schedule(lead, promises):
    given: Any = {
        "checklist": "go-live",
        "title": "Go-live",
        "vendor": vendor_of(lead).pk,
        "commitments": [each.pk for each in promises],
        "groups": frozenset(),
    }
    make_run(lead)
    with clock.at(datetime(2026, 1, 31, 9, tzinfo=UTC)):
        start_acceptance(actor=lead, given=given, months=1)
    assert str(Schedule.objects.get().next_on) == "2026-02-28"
    with clock.at(datetime(2026, 2, 28, 9, tzinfo=UTC)):
        tick(clock.now())
    again = Run.objects.order_by("number").last()
    assert again and list(again.items.in_order().values_list("slug", flat=True)) == [
        "cm-01",
        "cm-02",
        "qt-03",
    ]


def test_a_start_that_is_refused_leaves_neither_run_nor_schedule(lead, promises):
    make_run(lead)
    given: Any = {"checklist": "go-live", "vendor": vendor_of(lead).pk, "owner": "stranger@else.example"}
    with pytest.raises(Invalid):
        start_acceptance(actor=lead, given=given, months=1)
    assert (Run.objects.count(), Schedule.objects.count()) == (1, 0)


def test_promises_of_another_vendor_are_refused(lead, promises):
    make_run(lead)
    other = factories.make_vendor(lead, "Pipetap")
    given: Any = {"checklist": "go-live", "vendor": other.pk, "commitments": [promises[0].pk]}
    with pytest.raises(Invalid) as refused:
        start_acceptance(actor=lead, given=given)
    assert list(refused.value.fields) == ["commitments"]


def test_only_leads_start_an_acceptance(workspace, lead, promises):
    make_run(lead)
    owner = factories.make_actor(workspace, Role.OWNER)
    with pytest.raises(Denied):
        start_acceptance(actor=owner, given=StartValues(checklist="go-live"))


def test_page_ticks_every_promise_and_the_checks_of_the_vendors_own_connectors(lead, promises):
    make_run(lead)
    vendor = vendor_of(lead).pk
    factories.make_connector(lead, "Call sync", vendor_id=vendor, integration_type="telephony")
    factories.make_connector(lead, "Recipes")
    pages = Pages.of(lead)
    fields, text = pages.fields("acceptance-start", vendor), pages.text("acceptance-start", vendor)
    assert len(fields["commitments"]) == 2 and len(fields["connectors"]) == 1
    assert fields["groups"] == ["synthetic", "telephony"]
    assert fields["title"] == "Go-live acceptance, Relay"
    assert "vendor&#x27;s connectors are: Telephony." in text
    assert text.index('name="commitments"') < text.index('name="groups"')


def test_page_ticks_the_core_alone_when_no_connector_is_the_vendors(lead, promises):
    make_run(lead)
    factories.make_connector(lead, "Recipes")
    pages, vendor = Pages.of(lead), vendor_of(lead).pk
    assert pages.fields("acceptance-start", vendor)["groups"] == ["synthetic"]
    assert "None of your connectors is this vendor" in pages.text("acceptance-start", vendor)


def test_page_starts_the_run_and_its_repetition(lead, promises):
    make_run(lead)
    pages = Pages.of(lead)
    fields = pages.fields("acceptance-start", vendor_of(lead).pk)
    answer = pages.send("acceptance-start", vendor_of(lead).pk, **{**fields, "repeat": "3"})
    run = Run.objects.get(kind="acceptance")
    assert answer["Location"].endswith(f"/runs/{run.pk}/")
    assert Schedule.objects.get().with_commitments


def test_page_asks_for_something_to_accept(lead, promises):
    make_run(lead)
    answer = Pages.of(lead).send("acceptance-start", vendor_of(lead).pk, title="Go-live")
    assert answer.status_code == 422
    assert "Choose at least one commitment or one group of checks." in answer.text
    assert not Run.objects.filter(kind="acceptance").exists()


def test_page_without_promises_offers_the_library(lead):
    make_run(lead)
    text = Pages.of(lead).text("acceptance-start", vendor_of(lead).pk)
    assert "No commitment of this vendor is on record" in text
