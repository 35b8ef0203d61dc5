"""Any order of saves, ends and reopenings leaves runs as they were finished, and counts what was done."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from audits.checklists.actions.carry import carry_forward
from audits.checklists.actions.findings import save_draft
from audits.checklists.actions.items import assign_items, save_item
from audits.checklists.actions.library import load_built_in
from audits.checklists.actions.runs import finish_run, reopen_run, start_run, turn_clock
from audits.checklists.actions.withdrawing import withdraw_run
from audits.checklists.models import Finding, Run, RunItem
from audits.checklists.models.run import DONE
from tests.checklists.machines import BOUNDED, Machine, connectors_count_their_work, records_are_whole
from tests.checklists.scenes import RECORD, item_of
from tests.factories import make_connector

SLUGS = ["qt-01", "qt-02", "qt-03", "qt-04", "qt-05"]
RESULTS = ["todo", "doing", "pass", "fail", "blocked", "n/a"]


class Runs(Machine):
    """Each run is followed by its items' states, and by what it held when it was finished or withdrawn."""

    started = Bundle("started")

    @initialize()
    def begin(self):
        load_built_in()
        self.connector = make_connector(self.lead)
        self.items = {}
        self.finished = {}

    def run(self, key):
        return Run.objects.select_related("checklist").get(pk=key)

    @rule(target=started)
    def starts(self):
        made = start_run(actor=self.lead, checklist="quick-triage", connectors=[self.connector.pk])
        return self.follow(made)

    def follow(self, made):
        key = Run.objects.get(pk=made["id"]).pk
        self.items[key] = dict.fromkeys(SLUGS, "todo")
        return key

    @rule(key=started, slug=st.sampled_from(SLUGS), status=st.sampled_from(RESULTS))
    def saves(self, key, slug, status):
        values = {"status": status, "note": "Because."}
        if status == "fail":
            values["finding"] = {**RECORD, "connector": self.connector.pk}
        item = item_of(self.run(key), slug)
        if self.asked(save_item, allowed=key not in self.finished, item=item, values=values):
            self.items[key][slug] = status

    def all_pass(self, key):
        for slug, status in self.items[key].items():
            if status not in DONE:
                self.saves(key, slug, "pass")

    @rule(key=started, slug=st.sampled_from(SLUGS))
    def drafts(self, key, slug):
        item, values = item_of(self.run(key), slug), {"observed": "Something."}
        if self.asked(save_draft, allowed=key not in self.finished, item=item, values=values):
            status = self.items[key][slug]
            is_new = Finding.objects.get(item=item).version == 1
            self.items[key][slug] = "doing" if status == "todo" and is_new else status

    @rule(key=started)
    def assigns(self, key):
        run = self.run(key)
        keys = list(run.items.values_list("pk", flat=True))
        allowed = key not in self.finished
        self.asked(assign_items, allowed=allowed, run=run, items=keys, owner=self.lead.user_id)

    @rule(key=started, runs=st.booleans())
    def turns_the_clock(self, key, runs):
        self.asked(turn_clock, allowed=key not in self.finished, run=self.run(key), runs=runs)

    @rule(key=started, after_all=st.booleans())
    def finishes(self, key, after_all):
        if after_all:
            self.all_pass(key)
        is_done = all(status in DONE for status in self.items[key].values())
        if self.asked(finish_run, allowed=is_done and key not in self.finished, run=self.run(key)):
            self.finished[key] = self.held(key)

    @rule(key=started)
    def withdraws(self, key):
        if self.asked(withdraw_run, allowed=key not in self.finished, run=self.run(key), reason="A mistake."):
            self.finished[key] = self.held(key)

    @rule(key=started)
    def reopens(self, key):
        if self.asked(reopen_run, allowed=key in self.finished, run=self.run(key), reason="More to see."):
            del self.finished[key]

    @rule(target=started, key=started)
    def goes_on(self, key):
        if not Run.objects.finished().filter(pk=key).exists():
            self.asked(carry_forward, allowed=False, run=self.run(key))
            return key
        return self.follow(carry_forward(actor=self.lead, run=self.run(key)))

    def held(self, key):
        """Everything that a finished run must keep."""
        run = Run.objects.filter(pk=key).values().get()
        return run, list(RunItem.objects.filter(run=key).order_by("pk").values())

    @invariant()
    def a_finished_run_never_changes(self):
        for key, held in getattr(self, "finished", {}).items():
            assert self.held(key) == held

    @invariant()
    def items_are_as_followed(self):
        for key, items in getattr(self, "items", {}).items():
            assert dict(RunItem.objects.filter(run=key).values_list("slug", "status")) == items
        for item in RunItem.objects.light():
            self.only_grows(item.pk, item.version)

    @invariant()
    def a_failed_item_has_its_finding(self):
        for item in RunItem.objects.filter(status="fail").select_related("finding"):
            assert item.finding.state != "draft"

    @invariant()
    def nothing_is_out_of_joint(self):
        records_are_whole()
        connectors_count_their_work()


@pytest.mark.django_db
def test_runs_hold_in_any_order_of_events():
    run_state_machine_as_test(Runs, settings=BOUNDED)
