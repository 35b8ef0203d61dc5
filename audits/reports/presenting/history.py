"""Who changed which score when, from what to what (R065)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from audits.reports.presenting import wording
from audits.reports.presenting.material import ScoreChange
from audits.scoring.framework import Framework


@dataclass(frozen=True, slots=True)
class ChangeLine:
    when: str
    who: str
    dimension: str
    before: str
    after: str


def changes(history: Iterable[ScoreChange], framework: Framework, zone: ZoneInfo) -> tuple[ChangeLine, ...]:
    titles = {one.slug: one.title for one in framework.dimensions}
    return tuple(
        ChangeLine(
            when=wording.when(change.saved.at, zone),
            who=change.saved.name,
            dimension=titles.get(change.dimension, change.dimension),
            before=value(change.before, change.after),
            after=value(change.after, change.after),
        )
        for change in joined(history)
    )


def joined(history: Iterable[ScoreChange]) -> list[ScoreChange]:
    """A reason saves itself while it is typed: one person's edits of it in a row are one change."""
    found: list[ScoreChange] = []
    for change in history:
        if change.before == change.after:
            continue
        if found and is_same_typing(found[-1], change):
            found[-1] = replace(change, before=found[-1].before)
        else:
            found.append(change)
    return found


def is_same_typing(earlier: ScoreChange, later: ScoreChange) -> bool:
    is_same_place = (earlier.dimension, earlier.saved.name) == (later.dimension, later.saved.name)
    return is_same_place and set(earlier.after) == set(later.after) == {"rationale"}


def value(side: Any, after: Any) -> str:
    """The fields of one side that the change was about, in words."""
    words = []
    if "points" in after:
        points = side.get("points")
        words.append(_("not scored") if points is None else _("%(points)d points") % {"points": points})
    if "rationale" in after:
        words.append(side.get("rationale") or _("no reason"))
    if "demo_second" in after and not words:
        words.append(wording.minute(side.get("demo_second")) or wording.DASH)
    return "; ".join(words)
