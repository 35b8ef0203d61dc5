"""T2: a panel saves answers side by side, some of them the same ones at the same time."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from tests.drills.client import Answered, Line, Save, percentiles, save_by_api, save_by_page
from tests.drills.ledger import Ledger, Row

SHARED = 0.2
"""How many of the saves go to answers that everybody writes to."""


@dataclass
class Panelist:
    """Types a note about once a second, on the pages or by the API, and goes on from every conflict."""

    name: str
    line: Line
    slug: str
    ledger: Ledger
    own: list[Row]
    shared: list[Row]
    chance: random.Random
    by_page: bool

    def __post_init__(self) -> None:
        self.versions: dict[Row, int] = dict.fromkeys([*self.own, *self.shared], 0)
        self.typed = 0

    def work(self, until: float) -> None:
        while time.monotonic() < until:
            time.sleep(self.chance.uniform(0.5, 1.5))
            row = self.chance.choice(self.shared if self.chance.random() < SHARED else self.own)
            self.typed += 1
            self.keep(row, f"{self.name} note {self.typed}")

    def keep(self, row: Row, note: str) -> None:
        """Saves; on a conflict once more on top of what the other one wrote, as a person would."""
        while True:
            save = Save(*row, self.versions[row], note)
            answered = self.send(save)
            self.ledger.count(answered.status)
            if answered.status != 409:
                assert answered.status == 200, answered.body
                self.versions[row] = save.version + 1
                self.ledger.acknowledge(save, save.version + 1)
                return
            told = answered.json
            assert told["version"] > save.version and told["yours"]["note"] == note
            self.versions[row] = told["version"]

    def send(self, save: Save) -> Answered:
        if self.by_page:
            return save_by_page(self.line, self.slug, save)
        return save_by_api(self.line, save)


def panel(made: dict[str, Any], port: int, ledger: Ledger, chance: random.Random) -> list[Panelist]:
    """Each with three answers of their own; five are everybody's."""
    rows = [
        (candidate, question)
        for candidate in made["evaluations"][0]["candidates"]
        for question in made["questions"]
    ]
    chance.shuffle(rows)
    shared, own = rows[:5], rows[5:]
    each = len(own) // len(made["panel"])
    return [
        Panelist(
            name=person["email"],
            line=Line(port, person),
            slug=made["slug"],
            ledger=ledger,
            own=own[number * each : (number + 1) * each],
            shared=shared,
            chance=random.Random(chance.random()),
            by_page=number % 2 == 0,
        )
        for number, person in enumerate(made["panel"])
    ]


@pytest.mark.covers("R020")
def test_a_panel_loses_nothing_and_sees_every_collision(server, sizes, chance):
    candidates = 1 + sizes.panelists * 3 // 25
    made = server.ask("prepare", "panel", str(sizes.panelists), "1", str(candidates))
    ledger = Ledger()
    people = panel(made, server.port, ledger, chance)
    until = time.monotonic() + sizes.seconds
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(lambda one: one.work(until), people))
    print(percentiles([seconds for one in people for seconds in one.line.times]))
    print(f"{len(ledger.saves)} saves acknowledged, {ledger.conflicts} conflicts, {dict(ledger.statuses)}")
    ledger.check(server.ask("read", "answers", "panel"))
    assert ledger.conflicts > 0, "nobody ever collided: the drill has shown nothing"
