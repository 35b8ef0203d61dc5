"""What is due, told to whoever reminds people of it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from audits.checklists.models import Finding, Run, RunItem
from audits.commitments.models import Commitment, Contract
from audits.commitments.models import State as CommitmentState
from audits.connectors.models import Connector
from audits.evaluations.models import TrialTask
from audits.people.models import Workspace

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do: what, where it belongs, when, and the page on which it is done."""

    title: str
    detail: str
    due_on: date | None
    path: str
    kind: str


Owned = Iterator[tuple[UUID | None, Entry]]


def due_work(workspace: Workspace, today: date) -> dict[UUID, list[Entry]]:
    """Everybody's work that is overdue, due today or within seven days, the longest overdue first."""
    due: dict[UUID, list[Entry]] = defaultdict(list)
    until = today + SOON
    for source in (items, findings, runs, commitments, contracts, credentials, tasks):
        for owner, entry in source(workspace, until):
            if owner:
                due[owner].append(entry)
    return {owner: sorted(entries, key=lambda entry: entry.due_on or until) for owner, entries in due.items()}


def items(workspace: Workspace, until: date) -> Owned:
    rows = RunItem.objects.for_workspace(workspace.pk).undone().filter(due_on__lte=until)
    for row in rows.exclude(owner=None).select_related("run").light():
        path = f"/w/{workspace.slug}/runs/{row.run_id}/#{row.slug}"
        yield row.owner_id, Entry(f"{row.code} {row.title}", row.run.title, row.due_on, path, "item")


def findings(workspace: Workspace, until: date) -> Owned:
    rows = Finding.objects.for_workspace(workspace.pk).work().filter(due_on__lte=until)
    for row in rows.exclude(owner=None):
        path = f"/w/{workspace.slug}/findings/{row.pk}/"
        yield row.owner_id, Entry(f"{row.code} {row.title}", _("finding"), row.due_on, path, "finding")


def runs(workspace: Workspace, until: date) -> Owned:
    rows = Run.objects.for_workspace(workspace.pk).open().filter(due_on__lte=until)
    for row in rows.exclude(owner=None):
        path = f"/w/{workspace.slug}/runs/{row.pk}/"
        yield row.owner_id, Entry(f"{row.code} {row.title}", _("audit"), row.due_on, path, "run")


def commitments(workspace: Workspace, until: date) -> Owned:
    rows = Commitment.objects.for_workspace(workspace.pk).filter(due_on__lte=until)
    for row in rows.filter(state=CommitmentState.OPEN).exclude(owner=None).select_related("vendor"):
        path = f"/w/{workspace.slug}/commitments/{row.pk}/"
        detail = _("promised by %(vendor)s") % {"vendor": row.vendor}
        yield row.owner_id, Entry(f"{row.code} {row.text}", detail, row.due_on, path, "commitment")


def contracts(workspace: Workspace, until: date) -> Owned:
    rows = Contract.objects.for_workspace(workspace.pk).notice_due(until).filter(notice_on__lte=until)
    for row in rows.exclude(owner=None).select_related("vendor"):
        path = f"/w/{workspace.slug}/contracts/{row.pk}/"
        detail = _("%(vendor)s, last day of notice") % {"vendor": row.vendor}
        yield row.owner_id, Entry(row.reference, detail, row.notice_on, path, "contract")


def credentials(workspace: Workspace, until: date) -> Owned:
    rows = Connector.objects.for_workspace(workspace.pk).current().filter(credential_expires_on__lte=until)
    for row in rows.exclude(owner=None):
        path = reverse("connector", args=[workspace.slug, row.pk])
        yield (
            row.owner_id,
            Entry(row.name, _("credential expires"), row.credential_expires_on, path, "credential"),
        )


def tasks(workspace: Workspace, until: date) -> Owned:
    rows = TrialTask.objects.filter(workspace=workspace, done_at=None, due_on__lte=until)
    running = rows.filter(trial__candidate__archived_at=None).exclude(owner=None)
    for row in running.select_related("trial__candidate__vendor"):
        path = reverse("trial", args=[workspace.slug, row.trial.candidate_id])
        detail = _("trial of %(vendor)s") % {"vendor": row.trial.candidate.vendor}
        yield row.owner_id, Entry(row.text, detail, row.due_on, path, "task")
