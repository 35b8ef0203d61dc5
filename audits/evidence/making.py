"""Files that the worker makes: the rows are the queue, each job done by one worker at a time (R070, R148).

A worker claims the oldest job by a lease and a fence number, both set by one conditional UPDATE, so two
workers never hold the same one on SQLite or PostgreSQL. A worker that died lets its lease run out; one that
comes back late finds another fence number and is refused.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audits.journal import actions as journal
from audits.kit import clock
from audits.people.models import User
from audits.people.rows import Row

LEASE = timedelta(seconds=90)
"""Longer than a file may take, so that a lease runs out only when its worker is gone."""
MOST_ATTEMPTS = 3


class MadeStatus(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RENDERING = "rendering", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


M = TypeVar("M", bound="MadeFile")


class MadeFileQuerySet(models.QuerySet[M]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def ready(self, now: datetime) -> Self:
        """Jobs to be made: waiting, or abandoned with attempts left."""
        abandoned = Q(status=MadeStatus.RENDERING, leased_until__lt=now)
        return self.filter(Q(status=MadeStatus.QUEUED) | abandoned, fence__lt=MOST_ATTEMPTS)

    def worn_out(self, now: datetime) -> Self:
        """Abandoned in their last attempt."""
        return self.filter(status=MadeStatus.RENDERING, leased_until__lt=now, fence__gte=MOST_ATTEMPTS)


class MadeFile(Row):
    """A file asked for: the worker's queue while it is made, kept with its hash afterwards."""

    # What it shows: the same content is made once.
    content_key = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=MadeStatus.choices, default=MadeStatus.QUEUED)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=clock.now)
    # Lease of the worker that renders it; the fence number refuses a late finisher.
    leased_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=500, blank=True)
    storage_key = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def subject(self) -> UUID:
        """The noun that its events belong to."""
        raise NotImplementedError

    def told(self) -> dict[str, Any]:
        """What its events say besides the file: part and more."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's hold on a job; the fence number shows whether it still holds it."""

    model: type[MadeFile]
    report_id: UUID
    fence: int

    @property
    def rows(self) -> MadeFileQuerySet[MadeFile]:
        """The claimed row while the claim holds; empty once another worker took it over."""
        return rows_of(self.model).filter(pk=self.report_id, fence=self.fence, status=MadeStatus.RENDERING)


def queues() -> list[type[MadeFile]]:
    """Every table of files to be made."""
    return [model for model in MadeFile.__subclasses__() if not model._meta.abstract]


def rows_of(model: type[MadeFile]) -> MadeFileQuerySet[MadeFile]:
    return MadeFileQuerySet(model)


def enqueue(row: M, standing: Callable[[], M | None]) -> M:
    """Files a new job; when somebody else asked for the same in the same moment, theirs."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            record(row, row.requested_by_id, "report.requested", {"content": row.content_key})
            return row
    except IntegrityError:
        first = standing()
        if first is None:
            raise
        return first


def record(row: MadeFile, actor_id: UUID | None, kind: str, more: dict[str, Any]) -> None:
    told = row.told()
    part = told.pop("part")
    after = {"report": row.pk, **told, **more}
    journal.note(row.workspace_id, actor_id, kind, subject=row.subject, part=part, after=after)


def claim(*, lease: timedelta = LEASE) -> Claim | None:
    """Takes the oldest job that waits or whose worker is gone; None when there is none."""
    for model in queues():
        if claimed := claim_of(model, lease):
            return claimed
    return None


def claim_of(model: type[MadeFile], lease: timedelta) -> Claim | None:
    while True:
        now = clock.now()
        jobs = rows_of(model).ready(now).order_by("requested_at", "pk")
        row = jobs.values("pk", "fence", "status").first()
        if row is None:
            return None
        held = rows_of(model).filter(pk=row["pk"], fence=row["fence"], status=row["status"])
        if held.update(status=MadeStatus.RENDERING, fence=F("fence") + 1, leased_until=now + lease):
            return Claim(model, row["pk"], row["fence"] + 1)


def reap() -> int:
    """Fails the jobs that were abandoned in their last attempt; answers how many."""
    now = clock.now()
    values = {
        "status": MadeStatus.FAILED,
        "failure": _now("The worker stopped each time while making this report."),
        "finished_at": now,
        "leased_until": None,
    }
    return sum(rows_of(model).worn_out(now).update(**values) for model in queues())


@transaction.atomic
def finish(claimed: Claim, *, storage_key: str, sha256: str, size: int) -> bool:
    """Hands the file out and writes its hash into the journal; False for a late finisher."""
    done = claimed.rows.update(
        status=MadeStatus.DONE,
        storage_key=storage_key,
        sha256=sha256,
        size=size,
        failure="",
        finished_at=clock.now(),
        leased_until=None,
    )
    if not done:
        return False
    row = rows_of(claimed.model).get(pk=claimed.report_id)
    record(row, None, "report.made", {"sha256": sha256, "size": size})
    return True


def fail(claimed: Claim, reason: str, *, may_retry: bool) -> bool:
    """Says why it was not made; with attempts left a passing trouble puts it back. False when late."""
    goes_back = may_retry and claimed.fence < MOST_ATTEMPTS
    moment = None if goes_back else clock.now()
    return bool(
        claimed.rows.update(
            status=MadeStatus.QUEUED if goes_back else MadeStatus.FAILED,
            failure=reason[:500],
            finished_at=moment,
            leased_until=None,
        )
    )
