"""What becomes of a finding: resolved, its risk accepted, opened again, a draft dropped or completed."""

from datetime import timedelta

import pytest

from audits.checklists.actions.drafts import complete_draft, create_finding
from audits.checklists.actions.findings import edit_finding, save_draft
from audits.checklists.actions.items import save_item
from audits.checklists.actions.settling import (
    accept_risk,
    drop_draft,
    reopen_finding,
    resolve_finding,
)
from audits.checklists.models import Finding
from audits.journal.models import Event, OutboxMessage
from audits.kit import clock
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from tests.checklists.scenes import RECORD, item_of, make_finding, make_run
from tests.factories import make_connector, make_vendor

pytestmark = pytest.mark.django_db
WHOLE = {"title": "Calls come twice", "occurred_at": clock.now(), **RECORD}


@pytest.fixture
def finding(lead, run):
    return make_finding(lead, run)


@pytest.fixture
def draft(lead, item):
    save_draft(actor=lead, item=item, values={"observed": "Nothing came."})
    return Finding.objects.get()


def tomorrow(actor, days=1):
    return clock.now().astimezone(actor.zone).date() + timedelta(days=days)


def accept(actor, finding):
    accept_risk(actor=actor, finding=finding, reason="Replaced in May.", until=tomorrow(actor))
    finding.refresh_from_db()
    return finding


def test_a_finding_is_resolved_with_its_fix_and_its_test(lead, finding):
    resolve_finding(actor=lead, finding=finding, fix="Pinned the schema.", regression_test="CI job 41")
    finding.refresh_from_db()
    assert (finding.state, finding.fix, finding.regression_test) == (
        "resolved",
        "Pinned the schema.",
        "CI job 41",
    )
    assert finding.resolved_by_id == lead.user_id


def test_a_finding_without_a_fix_is_not_resolved(lead, finding):
    with pytest.raises(Invalid) as refused:
        resolve_finding(actor=lead, finding=finding, fix=" ")
    assert list(refused.value.fields) == ["fix"]


def test_a_draft_is_not_resolved(lead, draft):
    with pytest.raises(Blocked):
        resolve_finding(actor=lead, finding=draft, fix="Nothing.")


def test_a_risk_is_accepted_for_a_time_and_by_a_lead_alone(lead, owner, run):
    finding = make_finding(lead, run, owner=owner.user_id)
    with pytest.raises(Denied):
        accept_risk(actor=owner, finding=finding, reason="Fine.", until=tomorrow(owner))
    assert accept(lead, finding).state == "accepted"


@pytest.mark.parametrize(("reason", "days", "field"), [("", 1, "reason"), ("Fine.", 0, "until")])
def test_an_accepted_risk_has_its_reason_and_a_day_to_come(lead, finding, reason, days, field):
    with pytest.raises(Invalid) as refused:
        accept_risk(actor=lead, finding=finding, reason=reason, until=tomorrow(lead, days))
    assert list(refused.value.fields) == [field]


def test_reopening_needs_a_reason_and_tells_the_owner(lead, owner, run):
    finding = make_finding(lead, run, owner=owner.user_id)
    resolve_finding(actor=lead, finding=finding, fix="Pinned.")
    with pytest.raises(Invalid):
        reopen_finding(actor=lead, finding=finding, reason="")
    reopen_finding(actor=lead, finding=finding, reason="It came back.")
    message = OutboxMessage.objects.get(kind="finding.reopened")
    assert (message.recipient_id, message.payload["why"]) == (owner.user_id, "It came back.")


def test_an_open_finding_is_not_reopened(lead, finding):
    with pytest.raises(Blocked):
        reopen_finding(actor=lead, finding=finding, reason="Again.")


def test_a_draft_is_dropped_with_a_reason_and_keeps_its_number(lead, draft, run):
    drop_draft(actor=lead, finding=draft, reason="The queue was paused on purpose.")
    draft.refresh_from_db()
    assert (draft.state, draft.is_work) == ("dropped", False)
    assert make_finding(lead, run, "qt-01").number == draft.number + 1


def test_a_finding_is_not_dropped(lead, finding):
    with pytest.raises(Blocked):
        drop_draft(actor=lead, finding=finding, reason="No.")


def test_a_dropped_draft_comes_back_with_the_next_draft(lead, draft, item):
    drop_draft(actor=lead, finding=draft, reason="No failure.")
    save_draft(actor=lead, item=item, values={"steps": "Sent one more."})
    draft.refresh_from_db()
    assert (draft.state, draft.observed) == ("draft", "Nothing came.")


@pytest.mark.covers("R091")
def test_a_draft_of_an_item_becomes_a_finding_and_the_item_fails(lead, draft, run):
    values = {"occurred_at": clock.now(), "steps": "Sent one.", "expected": "One.", "mitigation": "none_yet"}
    complete_draft(actor=lead, finding=draft, values=values, version=draft.version)
    draft.refresh_from_db()
    assert (draft.state, draft.observed, item_of(run, "qt-02").status) == ("open", "Nothing came.", "fail")


@pytest.mark.covers("R091")
def test_a_draft_that_still_lacks_parts_stays_one(lead, draft, run):
    with pytest.raises(Invalid) as refused:
        complete_draft(actor=lead, finding=draft, values={"steps": "Sent one."})
    assert set(refused.value.fields) == {"occurred_at", "expected", "mitigation"}
    draft.refresh_from_db()
    assert (draft.state, draft.steps, item_of(run, "qt-02").status) == ("draft", "", "doing")


def test_a_finding_is_recorded_by_hand(lead):
    vendor = make_vendor(lead)
    made = create_finding(actor=lead, values={**WHOLE, "vendor": vendor.pk})
    finding = Finding.objects.get(pk=made["id"])
    assert (finding.code, finding.state, finding.vendor) == ("F-0001", "open", vendor)
    assert finding.recurs is None


def test_an_owner_owns_what_they_record_by_hand(owner):
    made = create_finding(actor=owner, values=WHOLE)
    assert Finding.objects.get(pk=made["id"]).owner_id == owner.user_id


def test_a_draft_by_hand_needs_no_more_than_its_title(lead):
    made = create_finding(actor=lead, values={"title": "Calls come twice"}, is_draft=True)
    draft = Finding.objects.get(pk=made["id"])
    complete_draft(actor=lead, finding=draft, values=WHOLE)
    draft.refresh_from_db()
    assert draft.state == "open"


@pytest.mark.parametrize("missing", ["title", "occurred_at", "steps", "expected", "observed", "mitigation"])
def test_a_finding_by_hand_needs_its_whole_record(lead, missing):
    with pytest.raises(Invalid) as refused:
        create_finding(actor=lead, values={**WHOLE, missing: None if missing == "occurred_at" else ""})
    assert list(refused.value.fields) == [missing]
    assert not Finding.objects.exists()


def test_findings_of_a_connector_are_counted_while_they_are_work(lead, finding):
    connector = make_connector(lead)
    counts = []
    edit_finding(actor=lead, finding=finding, values={"connector": connector.pk})
    for turn in (
        lambda: None,
        lambda: accept(lead, finding),
        lambda: reopen_finding(actor=lead, finding=finding, reason="Again."),
        lambda: resolve_finding(actor=lead, finding=finding, fix="Pinned."),
    ):
        turn()
        connector.refresh_from_db()
        counts.append(connector.open_findings)
    assert counts == [1, 0, 1, 0]


def test_a_stale_edit_shows_both_under_the_same_names(lead, owner, finding):
    edit_finding(actor=lead, finding=finding, values={"owner": owner.user_id, "severity": "high"}, version=1)
    with pytest.raises(Conflict) as conflict:
        edit_finding(actor=lead, finding=finding, values={"owner": None, "severity": "low"}, version=1)
    assert conflict.value.theirs == {"owner": "Owner", "severity": "high"}
    assert conflict.value.yours == {"owner": "", "severity": "low"}


def test_saving_an_open_failure_once_more_is_an_edit(lead, finding, run):
    before = finding.occurred_at
    record = {**RECORD, "observed": "Two calls."}
    save_item(actor=lead, item=item_of(run, "qt-02"), values={"status": "fail", "finding": record})
    finding.refresh_from_db()
    assert (finding.observed, finding.occurred_at) == ("Two calls.", before)
    assert not Event.objects.filter(kind="finding.failed_again").exists()


def test_a_failure_after_the_fix_opens_the_finding_again(lead, finding, run):
    resolve_finding(actor=lead, finding=finding, fix="Pinned.")
    save_item(actor=lead, item=item_of(run, "qt-02"), values={"status": "fail", "finding": RECORD})
    finding.refresh_from_db()
    assert (finding.state, finding.resolved_at) == ("open", None)
    assert Event.objects.filter(kind="finding.failed_again").count() == 1


def test_earlier_failures_are_those_of_the_same_check_vendor_and_connector(lead):
    relay, pipetap = make_vendor(lead, "Relay"), make_vendor(lead, "Pipetap")
    first = make_finding(lead, make_run(lead, vendor=relay.pk))
    make_finding(lead, make_run(lead, vendor=pipetap.pk))
    make_finding(lead, make_run(lead, vendor=relay.pk), "qt-01")
    second = make_finding(lead, make_run(lead, vendor=relay.pk))
    third = make_finding(lead, make_run(lead, vendor=relay.pk))
    assert list(Finding.objects.like(third)) == [second, first]
    assert third.recurs == second
