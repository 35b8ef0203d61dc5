"""The two audits that every workspace is offered: a light one each month, a deep one each quarter (B9).

What they hold are checklists of the library. Whoever wants other contents copies one and names the copy.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from audits.checklists.models.schedule import Unit, rhythm_of
from audits.checklists.recurrence import months_after


@dataclass(frozen=True, slots=True)
class Preset:
    """A checklist of the library, and every how many months it is proposed."""

    checklist: str
    every: int

    @property
    def rhythm(self) -> str:
        return rhythm_of(Unit.MONTH, self.every)

    def first_date(self, today: date) -> date:
        """The first day of the next month, or of the next quarter."""
        start = today.replace(day=1)
        return months_after(start, self.every - (start.month - 1) % self.every)


PRESETS = (Preset("monthly-light", 1), Preset("quarterly-deep", 3))


def preset_of(slug: str) -> Preset:
    """How a checklist is proposed to come again: as its preset says, any other one each month."""
    return next((preset for preset in PRESETS if preset.checklist == slug), Preset(slug, 1))


def not_yet(scheduled: Set[str]) -> list[Preset]:
    """The presets whose checklists no schedule runs."""
    return [preset for preset in PRESETS if preset.checklist not in scheduled]
