"""The clock of a time-boxed run as its page draws it: where it stands between the two marks (R080, R081)."""

from dataclasses import dataclass
from datetime import datetime

from audits.checklists.models import Run

# The longest time allowed stands at three quarters of the bar, so that running over it shows.
LONGEST_AT = 0.75


@dataclass(frozen=True, slots=True)
class Face:
    """Seconds on the clock and its two marks, in minutes."""

    seconds: int
    is_running: bool
    planned: int
    longest: int

    @property
    def text(self) -> str:
        minutes, seconds = divmod(self.seconds, 60)
        return f"{minutes}:{seconds:02d}"

    @property
    def whole_seconds(self) -> float:
        """What the full width of the bar stands for."""
        return self.longest * 60 / LONGEST_AT

    @property
    def width(self) -> str:
        return percent(self.seconds / self.whole_seconds)

    @property
    def planned_at(self) -> str:
        return percent(self.planned * 60 / self.whole_seconds)

    @property
    def longest_at(self) -> str:
        return percent(LONGEST_AT)

    @property
    def between(self) -> str:
        return percent(LONGEST_AT - self.planned * 60 / self.whole_seconds)

    @property
    def is_over(self) -> bool:
        return self.seconds > self.longest * 60


def percent(share: float) -> str:
    return f"{min(100.0, share * 100):.4g}%"


def face_of(run: Run, now: datetime) -> Face | None:
    """None for a run that is not timed."""
    if run.longest_minutes is None:
        return None
    planned = run.planned_minutes or run.longest_minutes
    return Face(run.elapsed(now), run.running_since is not None, planned, run.longest_minutes)
