"""What is due, from every app that gives people work."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audits.checklists.models import Finding, Run, RunItem
from audits.commitments.models import Commitment, Contract
from audits.connectors.models import Connector
from audits.evaluations.models import Candidate, Trial, TrialTask
from audits.inbox.work import Entry, due_work
from audits.kit import clock
from audits.people.actor import Actor
from audits.people.models import Workspace
from tests.checklists.scenes import make_finding, make_run
from tests.factories import make_actor, make_vendor, make_workspace

pytestmark = [pytest.mark.django_db, pytest.mark.covers("R152")]
TODAY = date(2026, 10, 2)
DAY = timedelta(days=1)


def put_up(lead: Actor, candidate: Candidate, due_on: date) -> None:
    """One thing to do of every kind, all of it the lead's and due on one day."""
    mine = {"owner_id": lead.user_id, "due_on": due_on}
    run = make_run(lead)
    make_finding(lead, run)
    Finding.objects.filter(run=run).update(**mine)
    Run.objects.filter(pk=run.pk).update(**mine)
    RunItem.objects.filter(run=run, slug="qt-01").update(**mine)
    RunItem.objects.filter(run=run).exclude(slug="qt-01").update(owner=None)
    vendor = candidate.vendor
    number = Commitment.objects.count() + 1
    own = {"workspace": run.workspace, "created_by_id": lead.user_id}
    Commitment.objects.create(vendor=vendor, number=number, text="Calls in 2 minutes", **mine, **own)
    Contract.objects.create(vendor=vendor, reference="MSA 7", owner_id=lead.user_id, notice_on=due_on, **own)
    Connector.objects.create(
        name=f"Dialler {number}",
        system="Twilio",
        integration_type="telephony",
        owner_id=lead.user_id,
        credential_expires_on=due_on,
        **own,
    )
    task(lead, candidate, due_on)


def task(lead: Actor, candidate: Candidate, due_on: date) -> None:
    trial, _made = Trial.objects.get_or_create(
        workspace_id=lead.workspace_id,
        candidate=candidate,
        defaults={"starts_on": TODAY, "ends_on": TODAY, "created_by_id": lead.user_id},
    )
    taken = trial.tasks.values("question")
    question = candidate.answers.exclude(question__in=taken).order_by("pk")[0].question
    values: Any = {"workspace_id": lead.workspace_id, "trial": trial, "question": question}
    TrialTask.objects.create(text="See it", owner_id=lead.user_id, due_on=due_on, **values)


def work_of(lead: Actor) -> list[Entry]:
    return due_work(Workspace.objects.get(pk=lead.workspace_id), TODAY).get(lead.user_id, [])


def test_work_of_every_kind_is_listed(lead: Actor, candidate: Candidate) -> None:
    put_up(lead, candidate, TODAY)
    found = {entry.kind: entry for entry in work_of(lead)}
    assert set(found) == {"item", "finding", "run", "commitment", "contract", "credential", "task"}
    assert found["item"].title.startswith("QT-01 ") and found["run"].title.startswith("R-0001 ")
    assert all(entry.path.startswith("/w/halden/") and entry.due_on == TODAY for entry in found.values())


def test_longest_overdue_comes_first_and_later_work_not_at_all(lead: Actor, candidate: Candidate) -> None:
    for days in (7, -30, 8, 0):
        put_up(lead, candidate, TODAY + days * DAY)
    due = [entry.due_on or date.max for entry in work_of(lead)]
    assert due == sorted(due) and set(due) == {TODAY - 30 * DAY, TODAY, TODAY + 7 * DAY}


def test_what_is_done_is_no_work(lead: Actor, candidate: Candidate) -> None:
    put_up(lead, candidate, TODAY)
    now, by = clock.now(), lead.user_id
    RunItem.objects.update(status="pass")
    Finding.objects.update(state="resolved", resolved_at=now, resolved_by_id=by)
    Run.objects.update(status="finished", finished_at=now, finished_by_id=by)
    Commitment.objects.update(state="kept")
    Contract.objects.update(settled_at=now, settled_by_id=by)
    Connector.objects.update(archived_at=now)
    TrialTask.objects.update(done_at=now, done_by_id=by)
    assert work_of(lead) == []


def test_work_of_others_and_elsewhere_stays_apart(lead: Actor, candidate: Candidate) -> None:
    put_up(lead, candidate, TODAY)
    other = make_actor(make_workspace("other"))
    make_vendor(other)
    assert work_of(other) == []
    assert list(due_work(Workspace.objects.get(slug="halden"), TODAY)) == [lead.user_id]


def test_queries_do_not_grow_with_the_work(lead: Actor, candidate: Candidate) -> None:
    counts = []
    for _ in range(2):
        put_up(lead, candidate, TODAY)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert work_of(lead)
        counts.append(len(queries))
    assert counts == [2, 2]
