"""The queue of reports: the same content is made once, each job by one worker at a time (R070, R072).

The rows are the queue. A worker claims the oldest one by a lease and a fence number, both set by one
conditional UPDATE, so two workers never hold the same job on SQLite or PostgreSQL. A worker that died
lets its lease run out; one that comes back late finds another fence number and is refused.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _

from audits.evaluations.models import Candidate, Evaluation, ReportFile
from audits.evaluations.models.decision import ReportFileQuerySet, ReportKind, ReportStatus
from audits.journal import actions as journal
from audits.journal.models import canonical, new_event
from audits.kit import clock
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actor import Actor

LEASE = timedelta(seconds=90)
"""Longer than a report may take, so that a lease runs out only when its worker is gone."""
MOST_ATTEMPTS = 3


def request_report(
    *, actor: Actor, evaluation: Evaluation, candidate: Candidate | None, kind: str, edition: str
) -> ReportFile:
    """The report of the present content: a file made before, one under way, or a new job.

    `edition` names the templates and code that would make it. A failed report is asked for anew.
    """
    actor.require(roles.READS_EVALUATIONS)
    fitting(evaluation, candidate, kind)
    key = content_key(evaluation, candidate, kind, edition)
    return standing(evaluation, key) or enqueue(actor, evaluation, candidate, kind, key)


def fitting(evaluation: Evaluation, candidate: Candidate | None, kind: str) -> None:
    """A comparison has no candidate, the other kinds have one of this evaluation."""
    if kind not in ReportKind.values:
        raise Invalid({"kind": [_("There is no such report.")]})
    is_comparison = kind == ReportKind.COMPARISON
    if is_comparison != (candidate is None):
        raise Invalid({"candidate": [_("Choose one vendor for this report, and none for the comparison.")]})
    if candidate is not None and candidate.evaluation_id != evaluation.pk:
        raise Invalid({"candidate": [_("This candidate is not part of the evaluation.")]})


def standing(evaluation: Evaluation, key: str) -> ReportFile | None:
    """The report of this content that is ready or under way."""
    rows = ReportFile.objects.filter(evaluation=evaluation, content_key=key)
    return rows.exclude(status=ReportStatus.FAILED).first()


def enqueue(
    actor: Actor, evaluation: Evaluation, candidate: Candidate | None, kind: str, key: str
) -> ReportFile:
    """A new job; when somebody else asked in the same moment, theirs."""
    try:
        with transaction.atomic():
            report = ReportFile.objects.create(
                workspace_id=evaluation.workspace_id,
                evaluation=evaluation,
                candidate=candidate,
                kind=kind,
                content_key=key,
                revision=evaluation.revision,
                requested_by_id=actor.user_id,
            )
            after = {"report": report.pk, "kind": kind, "content": key}
            journal.record(actor, "report.requested", subject=evaluation.pk, part=kind, after=after)
            return report
    except IntegrityError:
        first = standing(evaluation, key)
        if first is None:
            raise
        return first


def content_key(evaluation: Evaluation, candidate: Candidate | None, kind: str, edition: str) -> str:
    """What a report of this moment shows, as a short text: equal keys mean equal content."""
    whose = candidate.pk.hex if candidate else "all"
    return f"{kind}:{whose}:{state_of(evaluation)}:{edition}"


def state_of(evaluation: Evaluation) -> str:
    """The decided revision, which never changes, or the count of writes and the names in use."""
    if not evaluation.is_open:
        return f"decided-{evaluation.revision}"
    running = evaluation.candidates.running()
    change = evaluation.change + (running.aggregate(total=Sum("change"))["total"] or 0)
    return f"change-{change}-{names_digest(evaluation)}"


def names_digest(evaluation: Evaluation) -> str:
    """Names that can change without a write under the evaluation: its workspace's and vendors'."""
    vendors = evaluation.candidates.running().order_by("pk")
    names = {
        "title": evaluation.title,
        "workspace": [evaluation.workspace.name, evaluation.workspace.timezone],
        "vendors": list(vendors.values_list("vendor__name", "vendor__product")),
    }
    return hashlib.sha256(canonical(names).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's hold on a job; the fence number shows whether it still holds it."""

    report_id: UUID
    fence: int


def claim(*, lease: timedelta = LEASE) -> Claim | None:
    """Takes the oldest job that waits or whose worker is gone; None when there is none."""
    while True:
        now = clock.now()
        row = ready(now).order_by("requested_at", "pk").values("pk", "fence", "status").first()
        if row is None:
            return None
        held = ReportFile.objects.filter(pk=row["pk"], fence=row["fence"], status=row["status"])
        if held.update(status=ReportStatus.RENDERING, fence=F("fence") + 1, leased_until=now + lease):
            return Claim(row["pk"], row["fence"] + 1)


def ready(now: datetime) -> ReportFileQuerySet:
    """Jobs to be made: waiting, or abandoned with attempts left."""
    abandoned = Q(status=ReportStatus.RENDERING, leased_until__lt=now)
    return ReportFile.objects.filter(Q(status=ReportStatus.QUEUED) | abandoned, fence__lt=MOST_ATTEMPTS)


def reap() -> int:
    """Fails the jobs that were abandoned in their last attempt; answers how many."""
    worn_out = ReportFile.objects.filter(
        status=ReportStatus.RENDERING, leased_until__lt=clock.now(), fence__gte=MOST_ATTEMPTS
    )
    return worn_out.update(
        status=ReportStatus.FAILED,
        failure=_("The worker stopped each time while making this report."),
        finished_at=clock.now(),
        leased_until=None,
    )


def held_by(claimed: Claim) -> ReportFileQuerySet:
    """The claimed row while the claim holds; empty once another worker took it over."""
    return ReportFile.objects.filter(pk=claimed.report_id, fence=claimed.fence, status=ReportStatus.RENDERING)


@transaction.atomic
def finish(claimed: Claim, *, storage_key: str, sha256: str, size: int) -> bool:
    """Hands the file out and writes its hash into the journal; False for a late finisher."""
    done = held_by(claimed).update(
        status=ReportStatus.DONE,
        storage_key=storage_key,
        sha256=sha256,
        size=size,
        failure="",
        finished_at=clock.now(),
        leased_until=None,
    )
    if not done:
        return False
    report = ReportFile.objects.get(pk=claimed.report_id)
    new_event(
        workspace_id=report.workspace_id,
        actor_id=None,
        kind="report.made",
        subject=report.evaluation_id,
        part=report.kind,
        after={"report": report.pk, "sha256": sha256, "size": size, "revision": report.revision},
    ).save(force_insert=True)
    return True


def fail(claimed: Claim, reason: str, *, may_retry: bool) -> bool:
    """Says why it was not made; with attempts left a passing trouble puts it back. False when late."""
    goes_back = may_retry and claimed.fence < MOST_ATTEMPTS
    moment = None if goes_back else clock.now()
    return bool(
        held_by(claimed).update(
            status=ReportStatus.QUEUED if goes_back else ReportStatus.FAILED,
            failure=reason[:500],
            finished_at=moment,
            leased_until=None,
        )
    )
