"""Several people at the same run or item: one wins, the other is told by whom (on both databases)."""

import pytest

from audits.checklists.actions.findings import edit_finding, save_draft
from audits.checklists.actions.items import assign_items, save_item
from audits.checklists.actions.propose import propose_items
from audits.checklists.actions.runs import finish_run, start_run
from audits.checklists.actions.settling import accept_risk, resolve_finding
from audits.checklists.models import Finding, Run, RunItem
from audits.journal.models import Event, OutboxMessage
from audits.kit.refusals import Blocked, Conflict, Refusal
from audits.people.roles import Role
from tests.checklists.scenes import RECORD, finish_items, item_of, make_finding, make_run
from tests.factories import make_actor, make_connector
from tests.people.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)
FAIL = {"status": "fail", "finding": RECORD}
attempts = pytest.mark.parametrize("attempt", range(3))


def outcome(act, **values):
    """What comes of it: None, or the refusal."""

    def do():
        try:
            act(**values)
        except Refusal as refusal:
            return refusal
        return None

    return do


@pytest.fixture
def other(workspace):
    return make_actor(workspace, Role.ADMIN, "priya@halden.example")


@pytest.fixture
def run(lead):
    return make_run(lead)


def saving(actor, run, values, slug="qt-01", version=0):
    return outcome(save_item, actor=actor, item=item_of(run, slug), values=values, version=version)


@attempts
def test_of_two_who_close_an_item_one_is_told_who_and_what(lead, other, run, attempt):
    mine, theirs = saving(lead, run, {"status": "pass"}), saving(other, run, FAIL)
    won, lost = sorted(together(mine, theirs), key=lambda each: each is not None)
    row = item_of(run, "qt-01")
    assert won is None and isinstance(lost, Conflict)
    assert lost.theirs["saved_by"] == str(row.saved_by) and lost.theirs["status"] == row.status
    assert (row.version, lost.version) == (1, 1)
    assert Finding.objects.count() == (row.status == "fail")
    assert Event.objects.filter(kind="item.saved").count() == 1


@attempts
def test_two_failures_without_versions_are_one_finding(lead, other, run, attempt):
    assert together(*(saving(who, run, FAIL, version=None) for who in (lead, other, lead))) == [None] * 3
    assert (Finding.objects.get().version, item_of(run, "qt-01").version) == (3, 3)
    assert sorted(Event.objects.filter(kind__startswith="finding.").values_list("kind", flat=True)) == [
        "finding.edited",
        "finding.edited",
        "finding.opened",
    ]


@attempts
def test_a_save_beside_the_end_of_its_run_is_before_it_or_refused(lead, other, run, attempt):
    finish_items(lead, run)
    save = saving(other, run, {"status": "todo"}, version=1)
    saved, ended = together(save, outcome(finish_run, actor=lead, run=Run.objects.get(pk=run.pk)))
    run.refresh_from_db()
    assert [type(saved), type(ended)] in ([type(None), Blocked], [Blocked, type(None)])
    assert (run.status, item_of(run, "qt-01").status) in {("open", "todo"), ("finished", "pass")}


@attempts
def test_runs_and_findings_made_at_once_have_numbers_of_their_own(lead, other, run, attempt):
    starts = [outcome(start_run, actor=who, checklist="quick-triage") for who in (lead, other) * 2]
    fails = [saving(lead, run, FAIL, slug=f"qt-0{number}") for number in range(1, 5)]
    assert together(*starts, *fails) == [None] * 8
    assert sorted(Run.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert sorted(Finding.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


@attempts
def test_failures_of_one_check_at_once_each_link_to_the_one_before(lead, other, run, attempt):
    runs = [run, *(make_run(other) for _number in range(3))]
    assert together(*(saving(lead, each, FAIL) for each in runs)) == [None] * 4
    linked = Finding.objects.order_by("number").values_list("number", "recurs__number")
    assert list(linked) == [(1, None), (2, 1), (3, 2), (4, 3)]


@attempts
def test_a_start_sent_twice_at_once_is_one_run(lead, attempt):
    first = make_run(lead)
    starts = [outcome(start_run, actor=lead, checklist="quick-triage", key="k") for _turn in range(4)]
    assert together(*starts) == [None] * 4
    assert Run.objects.exclude(pk=first.pk).count() == 1


@attempts
def test_of_an_edit_a_resolution_and_an_acceptance_one_is_saved(lead, other, run, attempt):
    connector = make_connector(lead)
    finding = make_finding(lead, run, connector=connector.pk)
    until = lead.today.replace(year=lead.today.year + 1, day=1)
    results = together(
        outcome(edit_finding, actor=lead, finding=finding, values={"severity": "low"}, version=1),
        outcome(resolve_finding, actor=other, finding=finding, fix="Pinned.", version=1),
        outcome(accept_risk, actor=lead, finding=finding, reason="Rare.", until=until, version=1),
    )
    finding.refresh_from_db()
    connector.refresh_from_db()
    assert results.count(None) == 1 and all(isinstance(each, Refusal | None) for each in results)
    assert finding.version == 2 and connector.open_findings == (finding.state == "open")


@attempts
def test_a_bulk_assignment_beside_saves_loses_neither(lead, other, run, attempt):
    owner = make_actor(run.workspace, Role.OWNER)
    keys = list(run.items.values_list("pk", flat=True))
    assign = outcome(assign_items, actor=lead, run=run, items=keys, owner=owner.user_id)
    notes = [
        saving(other, run, {"note": "Seen."}, slug=f"qt-0{number}", version=None) for number in range(1, 6)
    ]
    assert together(assign, *notes) == [None] * 6
    assert set(RunItem.objects.values_list("owner", "note", "version")) == {(owner.user_id, "Seen.", 2)}
    assert OutboxMessage.objects.filter(kind="item.assigned").count() == 1


@attempts
def test_a_draft_beside_the_whole_record_is_one_finding(lead, other, run, attempt):
    item = item_of(run, "qt-01")
    draft = outcome(save_draft, actor=other, item=item, values={"observed": "Half."}, version=0)
    drafted, failed = together(draft, saving(lead, run, FAIL))
    finding = Finding.objects.get()
    assert failed is None and finding.state == "open"
    # Either the record took the draft over, or whoever began it is told of the record.
    assert isinstance(drafted, Conflict | None) and finding.observed == RECORD["observed"]


@attempts
def test_checks_proposed_twice_at_once_are_added_once(lead, other, run, attempt):
    values = {"run": run, "slugs": ["dx-api-01", "dx-eml-01"], "by": "qt-01"}
    assert together(*(outcome(propose_items, actor=who, **values) for who in (lead, other))) == [None, None]
    assert run.items.count() == 7
    assert sorted(run.items.values_list("position", flat=True)) == list(range(7))
