"""T8: all processes are killed at once in the middle of saves; what was acknowledged is there, once."""

import os
import random
import sqlite3
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any

import pytest

from tests.drills.client import Line, Lost, Save, save_by_api
from tests.drills.ledger import Ledger
from tests.drills.server import Server

WRITERS = 6
# The goal of 5 seconds is for a machine with nothing else to do; `make drills` sets it.
READY_WITHIN = float(os.environ.get("DRILL_READY_SECONDS", 60))


@dataclass
class Writer:
    """Saves one after the other; what got no answer is sent again under its key, as a browser does."""

    line: Line
    ledger: Ledger
    rows: list[tuple[str, str]]
    chance: random.Random
    ended: Event

    def __post_init__(self) -> None:
        self.versions = dict.fromkeys(self.rows, 0)

    def work(self) -> None:
        written = 0
        while not self.ended.is_set():
            row = self.chance.choice(self.rows)
            written += 1
            self.keep(Save(*row, self.versions[row], f"{self.line.person['email']} {written}"))

    def keep(self, save: Save) -> None:
        while not self.ended.is_set():
            try:
                answered = save_by_api(self.line, save)
            except Lost:
                self.ledger.lose(save)
                time.sleep(0.05)
                continue
            self.ledger.count(answered.status)
            assert answered.status == 200, answered.body
            self.versions[save.row] = save.version + 1
            self.ledger.acknowledge(save, answered.json["version"])
            return


def writers(made: dict[str, Any], port: int, ledger: Ledger, chance: random.Random) -> list[Writer]:
    candidate, ended = made["evaluations"][0]["candidates"][0], Event()
    rows = [(candidate, question) for question in made["questions"]]
    return [
        Writer(Line(port, person), ledger, rows[number::WRITERS], random.Random(chance.random()), ended)
        for number, person in enumerate(made["panel"])
    ]


@pytest.fixture
def killed(set_up_server: Server) -> Any:
    """The server, running, to be killed again and again."""
    set_up_server.start()
    yield set_up_server
    set_up_server.stop()


def test_a_killed_server_has_kept_every_acknowledged_save(killed, sizes, chance):
    made = killed.ask("prepare", "kill", str(WRITERS), "1", "1")
    ledger, ready = Ledger(), []
    people = writers(made, killed.port, ledger, chance)
    with ThreadPoolExecutor(WRITERS) as pool:
        working = [pool.submit(one.work) for one in people]
        for _ in range(sizes.kills):
            let_them_write(ledger, working)
            time.sleep(chance.uniform(0.0, 0.3))
            killed.kill()
            check_integrity(killed)
            ready.append(killed.start())
        people[0].ended.set()
        for one in working:
            one.result()
    print(f"ready again after {', '.join(f'{seconds:.1f}' for seconds in ready)} s")
    print(f"{len(ledger.saves)} saves acknowledged, {len(ledger.unknown)} without an answer at the end")
    ledger.check(killed.ask("read", "answers", "kill"))
    assert len(ready) == sizes.kills
    assert max(ready) < READY_WITHIN


def let_them_write(ledger: Ledger, working: list[Future[None]]) -> None:
    """Until some more saves were acknowledged, so that every kill comes in the middle of work."""
    enough = len(ledger.saves) + 2 * WRITERS
    while len(ledger.saves) < enough:
        for one in working:
            if one.done():
                one.result()
        time.sleep(0.01)


def check_integrity(server: Server) -> None:
    """SQLite itself finds nothing wrong with the file that was left behind."""
    if not server.postgres:
        with sqlite3.connect(server.database) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()
