"""What comes after a finished run: the next audit's date and owner, or why there is none (R151)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Subquery
from django.db.models.fields.json import KT

from audits.checklists.actions.cadence import schedule_of
from audits.checklists.models import Run, Schedule
from audits.journal.models import Event, EventQuerySet
from audits.people.models import User

ENDED = ("run.no_next", "schedule.ended")


@dataclass(frozen=True, slots=True)
class Following:
    """The next audit as a finished run tells of it; without anything none was planned."""

    # Where it is planned; None when no date is to come.
    schedule: Schedule | None = None
    on: date | None = None
    owner: User | None = None
    # The run that has followed already.
    run: Run | None = None
    # Why there is none.
    reason: str = ""

    def told(self) -> list[str]:
        """Everything that is shown of it, as text: it changes without a write under the run."""
        return [str(each or "") for each in (self.schedule, self.on, self.owner, self.run, self.reason)]


def following(run: Run) -> Following:
    """In at most two queries; the run comes with its owner."""
    schedule = schedule_of(run)
    if schedule and schedule.next_on:
        return Following(schedule, schedule.next_on, schedule.owner or run.owner)
    rows = Run.objects.standing().filter(Q(pk=run.pk) | Q(predecessor=run)).order_by("number")
    reason = reasons(run).values_list(KT("payload__after__reason"))[:1]
    # A run's number is lower than that of whatever follows it.
    itself, *later = rows.annotate(called_off=Subquery(reason))[:2]
    return Following(run=later[0]) if later else Following(reason=getattr(itself, "called_off", None) or "")


def reasons(run: Run) -> EventQuerySet:
    """The events that called the next audit off, at the run's end or its schedule's; the latest first."""
    schedules = Schedule.objects.filter(Q(occurrences__run=run) | Q(follows=run)).values("pk")
    events = Event.objects.for_workspace(run.workspace_id).filter(kind__in=ENDED)
    return events.filter(Q(subject=run.pk) | Q(subject__in=schedules)).newest_first()
