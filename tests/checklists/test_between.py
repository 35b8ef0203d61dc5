"""Between runs: new, repeated and cured failures, the last results of a check, the run that follows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from audits.checklists.actions.carry import carry_forward
from audits.checklists.actions.items import assign_items, save_item
from audits.checklists.actions.propose import propose_items
from audits.checklists.actions.runs import finish_run
from audits.checklists.between import Result, compare
from audits.checklists.models import Run, RunItem
from audits.checklists.models.run import ItemStatus
from audits.kit import clock
from audits.kit.refusals import Blocked, Denied
from audits.people.models import Membership
from tests.checklists.scenes import finish_items, item_of, make_finding, make_run
from tests.factories import make_connector, make_vendor
from tests.pages import Pages

SLUGS = ["qt-01", "qt-02", "qt-03"]
RESULTS = st.dictionaries(st.sampled_from(SLUGS), st.sampled_from(ItemStatus.values))


def results(statuses):
    return [Result(slug, slug.upper(), status) for slug, status in statuses.items()]


def slugs(found):
    return [result.slug for result in found]


@pytest.mark.covers("R153")
@pytest.mark.parametrize(
    ("before", "now", "where"),
    [
        ("pass", "fail", "new"),
        (None, "fail", "new"),
        ("n/a", "fail", "new"),
        ("fail", "fail", "repeated"),
        ("fail", "pass", "cured"),
        ("fail", "n/a", "unsettled"),
        ("fail", "todo", "unsettled"),
        ("fail", "doing", "unsettled"),
        ("fail", "blocked", "unsettled"),
        ("fail", None, "unsettled"),
        ("pass", "pass", ""),
        (None, "pass", ""),
    ],
)
def test_each_check_stands_in_its_place(before, now, where):
    found = compare(results({"qt-01": now} if now else {}), results({"qt-01": before} if before else {}))
    places = {name: slugs(getattr(found, name)) for name in ("new", "repeated", "cured", "unsettled")}
    assert [name for name, there in places.items() if there] == ([where] if where else [])


@given(RESULTS, RESULTS)
def test_every_failure_of_both_runs_is_counted_once(before, now):
    found = compare(results(now), results(before))
    assert sorted(slugs([*found.new, *found.repeated])) == sorted(
        slug for slug, status in now.items() if status == "fail"
    )
    assert sorted(slugs([*found.repeated, *found.cured, *found.unsettled])) == sorted(
        slug for slug, status in before.items() if status == "fail"
    )


def finished(actor, run):
    finish_items(actor, run)
    finish_run(actor=actor, run=run)
    return Run.objects.select_related("checklist").get(pk=run.pk)


@pytest.fixture
def pages(lead):
    return Pages.of(lead)


@pytest.mark.django_db
@pytest.mark.covers("R153")
def test_the_next_run_has_everything_with_its_status_reset(lead, owner):
    vendor, connector = make_vendor(lead), make_connector(lead)
    run = make_run(lead, vendor=vendor.pk, connectors=[connector.pk], owner=lead.user_id)
    make_finding(lead, run)
    assign_items(actor=lead, run=run, items=[item_of(run, "qt-03").pk], owner=owner.user_id)
    following = Run.objects.get(pk=carry_forward(actor=lead, run=finished(lead, run))["id"])
    assert (following.predecessor, following.vendor, following.owner_id) == (run, vendor, lead.user_id)
    assert [each.connector for each in following.run_connectors.all()] == [connector]
    assert set(following.items.values_list("status", "version", "note")) == {("todo", 0, "")}
    assert item_of(following, "qt-03").owner_id == owner.user_id


@pytest.mark.django_db
@pytest.mark.covers("R153")
def test_checks_that_were_added_come_along_under_their_heading(lead):
    run = make_run(lead)
    make_finding(lead, run)
    propose_items(actor=lead, run=run, slugs=["dx-api-03", "fx-04"], by="qt-02")
    following = Run.objects.get(pk=carry_forward(actor=lead, run=finished(lead, run))["id"])
    added = list(following.items.in_order().values_list("slug", "group", "proposed_by"))[5:]
    assert added == [("dx-api-03", "api", ""), ("fx-04", "failure-modes", "")]
    run.refresh_from_db()
    assert following.groups == run.groups
    third = Run.objects.get(pk=carry_forward(actor=lead, run=finished(lead, following))["id"])
    assert third.items.count() == 7


@pytest.mark.django_db
def test_only_the_groups_that_were_run_are_run_again(lead):
    run = make_run(lead, "deep-audit", groups=frozenset({"email", "slack"}))
    following = Run.objects.get(pk=carry_forward(actor=lead, run=finished(lead, run))["id"])
    assert following.items.count() == run.items.count() == 6


@pytest.mark.django_db
def test_what_a_leaver_had_falls_to_the_owner_of_the_run(lead, owner):
    run = make_run(lead, owner=lead.user_id)
    assign_items(actor=lead, run=run, items=[item_of(run, "qt-03").pk], owner=owner.user_id)
    done = finished(lead, run)
    Membership.objects.filter(user=owner.user_id).update(ended_at=clock.now())
    following = Run.objects.get(pk=carry_forward(actor=lead, run=done)["id"])
    assert set(following.items.values_list("owner", flat=True)) == {lead.user_id}


@pytest.mark.django_db
def test_a_running_run_is_not_carried_forward_and_owners_carry_none(lead, owner, run):
    with pytest.raises(Blocked):
        carry_forward(actor=lead, run=run)
    with pytest.raises(Denied):
        carry_forward(actor=owner, run=run)


@pytest.mark.django_db
def test_the_next_one_of_a_long_run_starts_in_few_statements(lead):
    run = finished(lead, make_run(lead, "quarterly-deep"))
    carry_forward(actor=lead, run=run)
    with CaptureQueriesContext(connection) as captured:
        carry_forward(actor=lead, run=run)
    assert len(captured) <= 16


@pytest.mark.django_db
def test_the_button_starts_it_and_goes_there(lead, run, pages):
    finished(lead, run)
    answer = pages.send("run-carry", run.pk)
    following = Run.objects.get(predecessor=run)
    assert answer["Location"] == pages.address("run", following.pk)
    assert "Start the next one" in pages.text("run", run.pk)
    assert "Start the next one" not in pages.text("run", following.pk)


@pytest.mark.django_db
@pytest.mark.covers("R153")
def test_the_page_tells_what_changed_since_the_run_before(lead, pages):
    first = make_run(lead)
    make_finding(lead, first, "qt-01")
    make_finding(lead, first, "qt-02")
    second = Run.objects.get(pk=carry_forward(actor=lead, run=finished(lead, first))["id"])
    make_finding(lead, second, "qt-02")
    make_finding(lead, second, "qt-03")
    save_item(actor=lead, item=item_of(second, "qt-01"), values={"status": "pass"})
    found = pages.open("run-between", second.pk).context["between"]
    assert (slugs(found.new), slugs(found.repeated), slugs(found.cured)) == (["qt-03"], ["qt-02"], ["qt-01"])


@pytest.mark.django_db
def test_a_run_started_by_itself_follows_the_latest_of_its_kind(lead, pages):
    vendor = make_vendor(lead)
    make_finding(lead, first := make_run(lead, vendor=vendor.pk))
    finished(lead, first)
    finished(lead, make_run(lead))
    finished(lead, make_run(lead, "slack", vendor=vendor.pk))
    second = make_run(lead, vendor=vendor.pk)
    assert pages.open("run-between", second.pk).context["before"] == first


@pytest.mark.django_db
def test_the_first_run_says_that_it_is_the_first(run, pages):
    text = pages.client.get(pages.address("run-between", run.pk), headers={"HX-Request": "true"})
    assert "There was no run like it before." in text.content.decode()
    assert text.content.decode().startswith(
        '<section class="card card__body stack stack--1" id="run-between"'
    )


@pytest.mark.django_db
@pytest.mark.covers("R153")
def test_a_check_shows_its_last_twelve_results_newest_first(lead, pages):
    runs = [make_run(lead) for _turn in range(14)]
    for place, run in enumerate(runs):
        save_item(actor=lead, item=item_of(run, "qt-01"), values={"status": "pass"})
        at = clock.now() + timedelta(minutes=place)
        RunItem.objects.filter(run=run, slug="qt-01").update(saved_at=at)
    save_item(actor=lead, item=item_of(runs[0], "qt-02"), values={"status": "doing"})
    shown = pages.open("check-history", "qt-01").context["results"]
    assert [item.run for item, _look in shown] == runs[:1:-1]
    assert pages.open("check-history", "qt-02").context["results"] == []


@pytest.mark.django_db
def test_within_a_run_only_results_for_the_same_vendor_count(lead, pages):
    relay, pipetap = make_vendor(lead, "Relay"), make_vendor(lead, "Pipetap")
    ours, theirs = make_run(lead, vendor=relay.pk), make_run(lead, vendor=pipetap.pk)
    finding = make_finding(lead, ours)
    make_finding(lead, theirs)
    page = pages.open("check-history", "qt-02", run=ours.pk)
    assert [item.run for item, _look in page.context["results"]] == [ours]
    assert finding.code in page.content.decode()


@pytest.mark.django_db
def test_the_history_needs_the_same_queries_however_long_it_is(lead, pages):
    make_finding(lead, make_run(lead))
    one = pages.queries("check-history", "qt-02")
    for _turn in range(4):
        make_finding(lead, make_run(lead))
    assert pages.queries("check-history", "qt-02") == one <= 4
