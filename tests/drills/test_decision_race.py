"""T4: saves race the decision; what was signed is what is stored, and who came too late is told."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.drills.client import Line, Save, percentiles, save_by_api, save_by_page
from tests.drills.ledger import Ledger

AT_ONCE = 4
"""Rounds that run side by side."""


@dataclass
class Round:
    """One evaluation: two people save, the lead decides somewhere in between."""

    made: dict[str, Any]
    evaluation: dict[str, Any]
    port: int
    ledger: Ledger
    chance: random.Random
    times: list[float]

    def play(self) -> int:
        """Returns how many saves came too late."""
        with ThreadPoolExecutor(3) as pool:
            savers = [pool.submit(self.save, number) for number in range(2)]
            pool.submit(self.decide).result()
            return sum(saver.result() for saver in savers)

    def line(self, person: dict[str, str]) -> Line:
        return Line(self.port, person, self.times)

    def save(self, number: int) -> int:
        """Saves own answers one after the other until one is refused."""
        line, candidate = self.line(self.made["panel"][number]), self.evaluation["candidates"][0]
        for version, question in enumerate(self.made["questions"][number::2]):
            save = Save(candidate, question, 0, f"saver {number} word {version}")
            by_page = partial(save_by_page, line, self.made["slug"])
            answered = by_page(save) if number else save_by_api(line, save)
            self.ledger.count(answered.status)
            if answered.status == 423:
                return 1
            assert answered.status == 200, answered.body
            self.ledger.acknowledge(save, 1)
        return 0

    def decide(self) -> None:
        time.sleep(self.chance.uniform(0.0, 0.25))
        body = {"candidate": None, "reason": "A drill."}
        path = f"/evaluations/{self.evaluation['id']}/decision"
        answered = self.line(self.made["lead"]).api("POST", path, body)
        assert answered.status == 201, answered.body


def test_what_is_signed_is_what_is_stored(server, sizes, chance):
    made = server.ask("prepare", "race", "2", str(sizes.rounds), "1")
    ledger = Ledger()
    times: list[float] = []
    rounds = [
        Round(made, evaluation, server.port, ledger, random.Random(chance.random()), times)
        for evaluation in made["evaluations"]
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        late = sum(pool.map(Round.play, rounds))
    print(percentiles(times))
    print(f"{len(ledger.saves)} saves acknowledged before a decision, {late} refused after it")
    decisions = server.ask("read", "decisions", "race")
    assert len(decisions) == sizes.rounds
    assert [key for key, each in decisions.items() if each["frozen"] != each["stored"]] == []
    ledger.check(server.ask("read", "answers", "race"))
    assert ledger.statuses.keys() <= {200, 423}
    assert late > 0, "no save ever met a decision: the drill has shown nothing"
