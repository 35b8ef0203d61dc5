"""Any order of steps, ends and reopenings leaves incidents closed only with fix and regression test."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from audits.checklists.actions.incident_steps import save_step
from audits.checklists.actions.incidents import close_incident, reopen_incident
from audits.checklists.actions.settling import reopen_finding, resolve_finding
from audits.checklists.actions.timeline import add_line
from audits.checklists.models import Finding, Incident, IncidentEntry, IncidentStep
from tests.checklists.incident_scenes import CAPTURED, captured_of, make_incident, step_of
from tests.checklists.machines import BOUNDED, Machine, connectors_count_their_work, records_are_whole
from tests.checklists.scenes import make_finding, make_run
from tests.factories import make_connector

SLUGS = list(CAPTURED)


class Incidents(Machine):
    """Each incident is followed by its steps that are done, and by what each captured."""

    opened = Bundle("opened")

    @initialize()
    def begin(self):
        connector = make_connector(self.lead)
        self.finding = make_finding(self.lead, make_run(self.lead), connector=connector.pk)
        self.done, self.filled, self.closed, self.lines = {}, {}, set(), {}

    def incident(self, key):
        return Incident.objects.get(pk=key)

    @rule(target=opened, with_finding=st.booleans())
    def opens(self, with_finding):
        key = make_incident(self.lead, self.finding if with_finding else None).pk
        self.done[key], self.filled[key] = set(), set()
        return key

    @rule(key=opened, slug=st.sampled_from(SLUGS), is_whole=st.booleans(), finish=st.booleans())
    def walks(self, key, slug, is_whole, finish):
        values = captured_of(self.lead, slug)
        if not is_whole:
            values = dict.fromkeys(values)
        earlier = set(SLUGS[: SLUGS.index(slug)])
        is_first = finish and slug not in self.done[key]
        must_be_whole = finish or slug in self.done[key]
        allowed = (
            key not in self.closed
            and (not is_first or earlier <= self.done[key])
            and (is_whole or not must_be_whole)
        )
        step = step_of(self.incident(key), slug)
        if self.asked(save_step, allowed=allowed, step=step, values={"captured": values}, finish=finish):
            self.done[key] |= {slug} if finish else set()
            self.filled[key] = self.filled[key] | {slug} if is_whole else self.filled[key] - {slug}

    @rule(key=opened)
    def walks_on(self, key):
        undone = [slug for slug in SLUGS if slug not in self.done[key]]
        if undone:
            self.walks(key, undone[0], True, True)

    @rule(key=opened, step=st.sampled_from(["", *SLUGS]))
    def writes_a_line(self, key, step):
        incident = self.incident(key)
        allowed = key not in self.closed
        self.asked(add_line, allowed=allowed, incident=incident, text="Something happened.", step=step)

    @rule(key=opened)
    def closes(self, key):
        allowed = key not in self.closed and self.done[key] == set(SLUGS)
        if self.asked(close_incident, allowed=allowed, incident=self.incident(key)):
            self.closed.add(key)
            finding = self.incident(key).finding
            assert finding is None or finding.state == "resolved"

    @rule(key=opened)
    def reopens(self, key):
        allowed = key in self.closed
        if self.asked(reopen_incident, allowed=allowed, incident=self.incident(key), reason="Again."):
            self.closed.discard(key)
            self.done[key].discard(SLUGS[-1])

    @rule(is_fixed=st.booleans())
    def finding_is_settled_beside_it(self, is_fixed):
        self.finding.refresh_from_db()
        is_open = self.finding.state == "open"
        if is_fixed:
            self.asked(resolve_finding, allowed=is_open, finding=self.finding, fix="Pinned.")
        else:
            self.asked(reopen_finding, allowed=not is_open, finding=self.finding, reason="Again.")

    @invariant()
    def a_closed_incident_has_its_fix_and_its_test(self):
        closed = Incident.objects.filter(status="closed")
        assert {row.pk for row in closed} == getattr(self, "closed", set())
        for row in closed:
            assert row.fix_reference and row.test_reference and row.closed_at
            assert not row.steps.filter(done_at=None).exists()

    @invariant()
    def steps_are_done_in_their_order(self):
        for key, done in getattr(self, "done", {}).items():
            found = IncidentStep.objects.filter(incident=key).exclude(done_at=None)
            assert set(found.values_list("slug", flat=True)) == done == set(SLUGS[: len(done)])
        for step in IncidentStep.objects.all():
            self.only_grows(step.pk, step.version)

    @invariant()
    def lines_stay_as_they_were_written(self):
        lines = dict(IncidentEntry.objects.values_list("pk", "text"))
        before = getattr(self, "lines", {})
        assert before.items() <= lines.items()
        self.lines = lines

    @invariant()
    def nothing_is_out_of_joint(self):
        records_are_whole()
        connectors_count_their_work()
        for finding in Finding.objects.all():
            self.only_grows(finding.pk, finding.version)


@pytest.mark.django_db
@pytest.mark.covers("R133", "R138")
def test_incidents_hold_in_any_order_of_events():
    run_state_machine_as_test(Incidents, settings=BOUNDED)
