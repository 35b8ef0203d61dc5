"""Any order of drafts, failures, fixes and accepted risks leaves findings in a state that makes sense."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from audits.checklists.actions.drafts import complete_draft, create_finding
from audits.checklists.actions.findings import edit_finding, save_draft
from audits.checklists.actions.items import save_item
from audits.checklists.actions.running_out import reopen_run_out
from audits.checklists.actions.settling import (
    accept_risk,
    drop_draft,
    reopen_finding,
    resolve_finding,
)
from audits.checklists.models import Finding
from audits.journal.models import Event
from audits.kit import clock
from tests.checklists.machines import BOUNDED, Machine, connectors_count_their_work, records_are_whole
from tests.checklists.scenes import RECORD, item_of, make_run
from tests.factories import make_connector

SLUGS = ["qt-01", "qt-02", "qt-03"]
WHOLE = {"occurred_at": datetime(2026, 11, 1, 9, tzinfo=UTC), **RECORD}
PARTS = st.sets(st.sampled_from(sorted(WHOLE)))


class Findings(Machine):
    """Each finding is followed by the state that it must be in."""

    found = Bundle("found")

    @initialize()
    def begin(self):
        self.run = make_run(self.lead)
        self.connectors = [make_connector(self.lead, name).pk for name in ("Calls", "Leads")] + [None]
        self.states = {}

    def state_of(self, key):
        return self.states[key]

    def row(self, key):
        return Finding.objects.get(pk=key)

    def of_item(self, slug):
        return Finding.objects.filter(item__slug=slug).values_list("pk", flat=True).first()

    @rule(target=found, slug=st.sampled_from(SLUGS), parts=PARTS)
    def drafts(self, slug, parts):
        """A draft carries on what is there; what stands as a finding must stay whole, and does."""
        save_draft(
            actor=self.lead, item=item_of(self.run, slug), values={name: WHOLE[name] for name in parts}
        )
        key = self.of_item(slug)
        before = self.states.get(key, "draft")
        self.states[key] = "draft" if before == "dropped" else before
        return key

    @rule(target=found, slug=st.sampled_from(SLUGS), place=st.integers(0, 2))
    def fails(self, slug, place):
        record = {**RECORD, "connector": self.connectors[place]}
        values = {"status": "fail", "finding": record}
        save_item(actor=self.lead, item=item_of(self.run, slug), values=values)
        key = self.of_item(slug)
        self.states[key] = "open"
        return key

    @rule(target=found, is_draft=st.booleans())
    def comes_across(self, is_draft):
        made = create_finding(actor=self.lead, values={"title": "By hand", **WHOLE}, is_draft=is_draft)
        key = Finding.objects.get(pk=made["id"]).pk
        self.states[key] = "draft" if is_draft else "open"
        return key

    @rule(key=found, place=st.integers(0, 2))
    def moves(self, key, place):
        edit_finding(actor=self.lead, finding=self.row(key), values={"connector": self.connectors[place]})

    @rule(key=found, name=st.sampled_from(sorted(RECORD)))
    def empties(self, key, name):
        allowed = self.states[key] in ("draft", "dropped")
        self.asked(edit_finding, allowed=allowed, finding=self.row(key), values={name: ""})

    @rule(key=found)
    def completes(self, key):
        is_draft = self.states[key] == "draft"
        row = self.row(key)
        if row.item_id and not is_draft:
            return
        if self.asked(complete_draft, allowed=is_draft, finding=row, values=WHOLE):
            self.states[key] = "open"

    @rule(key=found)
    def drops(self, key):
        allowed = self.states[key] == "draft"
        if self.asked(drop_draft, allowed=allowed, finding=self.row(key), reason="No failure."):
            self.states[key] = "dropped"

    @rule(key=found)
    def resolves(self, key):
        allowed = self.states[key] in ("open", "accepted")
        if self.asked(resolve_finding, allowed=allowed, finding=self.row(key), fix="Pinned."):
            self.states[key] = "resolved"

    @rule(key=found, days=st.integers(0, 3))
    def accepts(self, key, days):
        allowed = self.states[key] == "open" and days > 0
        until = self.lead.today + timedelta(days=days)
        values = {"finding": self.row(key), "reason": "Replaced in May.", "until": until}
        if self.asked(accept_risk, allowed=allowed, **values):
            self.states[key] = "accepted"

    @rule(key=found)
    def reopens(self, key):
        allowed = self.states[key] in ("resolved", "accepted")
        if self.asked(reopen_finding, allowed=allowed, finding=self.row(key), reason="It came back."):
            self.states[key] = "open"

    @precondition(lambda self: "accepted" in self.states.values())
    @rule(days=st.integers(0, 5))
    def days_go_by(self, days):
        now = clock.now() + timedelta(days=days)
        over = set(Finding.objects.run_out(now.date()).values_list("pk", flat=True))
        assert reopen_run_out(now) == len(over)
        self.states |= dict.fromkeys(over, "open")

    @invariant()
    def states_are_as_followed(self):
        rows = Finding.objects.values_list("pk", "state", "version")
        assert {key: state for key, state, _version in rows} == getattr(self, "states", {})
        for key, _state, version in rows:
            self.only_grows(key, version)

    @invariant()
    def nothing_is_out_of_joint(self):
        records_are_whole()
        connectors_count_their_work()

    @invariant()
    def every_version_has_its_event(self):
        for key, version in Finding.objects.values_list("pk", "version"):
            assert Event.objects.filter(subject=key).count() == version


@pytest.mark.django_db
@pytest.mark.covers("R091")
def test_findings_hold_in_any_order_of_events():
    run_state_machine_as_test(Findings, settings=BOUNDED)
