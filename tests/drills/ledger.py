"""What the server acknowledged, written down by the callers, and held against the database afterwards."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from tests.drills.client import Save

Row = tuple[str, str]


@dataclass
class Ledger:
    """Every save that was acknowledged, with the version it was given; and what else came back."""

    saves: dict[str, tuple[Save, int]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    unknown: dict[str, Save] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def acknowledge(self, save: Save, version: int) -> None:
        with self.lock:
            self.saves[save.key] = (save, version)
            self.unknown.pop(save.key, None)

    def count(self, status: int) -> None:
        with self.lock:
            self.statuses[status] += 1

    def lose(self, save: Save) -> None:
        """No answer came; the save may have been done or not."""
        with self.lock:
            self.unknown[save.key] = save

    @property
    def conflicts(self) -> int:
        return self.statuses[409]

    def check(self, held: dict[str, Any]) -> None:
        """Nothing acknowledged is missing, nothing is there twice, and the last word of each row stands."""
        self.check_answers_are_sound()
        self.check_each_once(held["events"])
        self.check_last_words(held["rows"])

    def check_answers_are_sound(self) -> None:
        errors = {status: number for status, number in self.statuses.items() if status >= 500}
        assert not errors, errors
        # Two saves acknowledged on top of one version: the second has overwritten the first unseen.
        given = Counter((save.row, version) for save, version in self.saves.values())
        assert [place for place, number in given.items() if number > 1] == []
        assert all(version == save.version + 1 for save, version in self.saves.values())

    def check_each_once(self, events: list[list[Any]]) -> None:
        done = Counter(operation for *_, operation in events)
        assert [key for key in self.saves if done[key] == 0] == [], "acknowledged and lost"
        assert [key for key, number in done.items() if number > 1] == [], "done twice"
        assert set(done) <= set(self.saves) | set(self.unknown), "done, but never asked for"
        written = {operation: (version, note) for _, _, version, note, operation in events}
        told = {key: (version, save.note) for key, (save, version) in self.saves.items()}
        assert {key: written[key] for key in told} == told

    def check_last_words(self, rows: list[list[Any]]) -> None:
        held = {(candidate, question): (version, note) for candidate, question, version, note in rows}
        by_row: dict[Row, list[tuple[int, str]]] = defaultdict(list)
        for save, version in self.saves.values():
            by_row[save.row].append((version, save.note))
        unsure = {save.row for save in self.unknown.values()}
        expected = {row: max(words) for row, words in by_row.items() if row not in unsure}
        assert {row: held.get(row) for row in expected} == expected
