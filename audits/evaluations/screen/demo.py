"""The demo bar: which demo runs, its time, and what can be done with it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import DemoView
from audits.evaluations.models.demo import LIVE, DemoStatus
from audits.evaluations.screen.words import minute
from audits.scoring.framework import Framework


@dataclass(frozen=True, slots=True)
class DemoBar:
    """The demo at hand; status `none` when there is none yet."""

    id: str
    status: str
    second: int
    clock: str
    planned: int
    place: str
    planned_minutes: dict[str, int]
    used_seconds: dict[str, int]
    own_json: str
    """Seconds by dimension of the demo at hand, as JSON for the timer."""

    @property
    def is_before(self) -> bool:
        """Nothing has started: the blind spots are shown."""
        return self.status in ("none", DemoStatus.PLANNED)


def at_hand(demos: Sequence[DemoView]) -> DemoView | None:
    """The demo that runs or is paused, else the next planned one, else the last that ended."""
    live = [demo for demo in demos if demo.status in LIVE]
    planned = [demo for demo in demos if demo.status == DemoStatus.PLANNED]
    ended = [demo for demo in demos if demo.status == DemoStatus.ENDED]
    return next(iter([*live, *planned, *reversed(ended)]), None)


def demo_bar(demos: Sequence[DemoView], framework: Framework) -> DemoBar:
    """The demo at hand among a candidate's demos, which stand by their date."""
    demo = at_hand(demos)
    minutes = {one.slug: one.minutes for one in framework.dimensions}
    minutes |= demo.planned_minutes if demo else {}
    second = demo.seconds if demo else 0
    return DemoBar(
        id=str(demo.id) if demo else "",
        status=demo.status if demo else "none",
        second=second,
        clock=minute(second),
        planned=sum(minutes.values()),
        place=place(demos, demo),
        planned_minutes=minutes,
        used_seconds=used(demos),
        own_json=json.dumps(demo.dimension_seconds if demo else {}),
    )


def used(demos: Iterable[DemoView]) -> dict[str, int]:
    """Seconds spent by dimension over all demos."""
    total: dict[str, int] = {}
    for demo in demos:
        for slug, seconds in demo.dimension_seconds.items():
            total[slug] = total.get(slug, 0) + seconds
    return total


def place(demos: Sequence[DemoView], demo: DemoView | None) -> str:
    if demo is None:
        return _("No demo yet")
    words = {"number": list(demos).index(demo) + 1, "all": len(demos)}
    return _("Demo %(number)d of %(all)d") % words
