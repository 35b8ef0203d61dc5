"""T3: requests repeated in parallel, some without waiting for the answer, are done once."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from tests.drills.client import Answered, Line, percentiles

DROPPED = 0.3
"""How many of the sendings hang up before the answer."""


@dataclass(frozen=True)
class Operation:
    """One request with its key, and what it leaves in the journal."""

    method: str
    path: str
    body: dict[str, Any]
    kind: str
    key: str

    def other(self) -> dict[str, Any]:
        """The same fields with another word."""
        name = next(name for name in ("name", "title", "note") if name in self.body)
        return self.body | {name: f"{self.body[name]}, changed"}


def operations(made: dict[str, Any], number: int) -> Iterator[Operation]:
    """Vendors, evaluations and answers in turn; answers overwrite, so their order does not matter."""
    candidates = [key for each in made["evaluations"] for key in each["candidates"]]
    rows = [(candidate, question) for candidate in candidates for question in made["questions"]]
    for each in range(number):
        key = str(uuid4())
        candidate, question = rows[each % len(rows)]
        yield [
            Operation("POST", "/vendors", {"name": f"Repeated {each}"}, "vendor.created", key),
            Operation(
                "POST",
                "/evaluations",
                {"title": f"Repeated {each}", "vendors": []},
                "evaluation.created",
                key,
            ),
            Operation(
                "PUT",
                f"/candidates/{candidate}/answers/{question}",
                {"note": f"Repeated {each}"},
                "answer.saved",
                key,
            ),
        ][each % 3]


def repeat(line: Line, pool: ThreadPoolExecutor, one: Operation, chance: random.Random) -> list[Answered]:
    """Sends it 2 to 10 times at once, then once more at leisure; answers what was waited for."""
    drops = [chance.random() < DROPPED for _ in range(chance.randint(2, 10))]

    def send(is_dropped: bool) -> Answered | None:
        if is_dropped:
            line.drop(one.method, one.path, one.body, key=one.key)
            return None
        return line.api(one.method, one.path, one.body, key=one.key)

    answered = [found for found in pool.map(send, drops) if found]
    return [*answered, line.api(one.method, one.path, one.body, key=one.key)]


@pytest.fixture
def made(server: Any) -> Any:
    return server.ask("prepare", "repeated", "0", "2", "2")


@pytest.mark.covers("R020")
def test_repeated_requests_are_done_once_and_answered_alike(server, made, sizes, chance):
    line, wanted = Line(server.port, made["lead"]), list(operations(made, sizes.operations))
    with ThreadPoolExecutor(10) as pool:
        answers = {one.key: repeat(line, pool, one, chance) for one in wanted}
    print(percentiles(line.times))
    check_answers(wanted, answers)
    check_effects(wanted, server.ask("read", "made", "repeated"))
    check_other_bodies(line, wanted[:9])


def check_answers(wanted: list[Operation], answers: dict[str, list[Answered]]) -> None:
    expected = {one.key: 200 if one.method == "PUT" else 201 for one in wanted}
    statuses = {key: {answer.status for answer in found} for key, found in answers.items()}
    assert statuses == {key: {status} for key, status in expected.items()}
    assert [key for key, found in answers.items() if len({answer.body for answer in found}) > 1] == []


def check_effects(wanted: list[Operation], held: dict[str, Any]) -> None:
    """Every operation has left its one event, or its one vendor or evaluation."""
    answers = Counter(key for key, kind in held["events"] if kind == "answer.saved")
    assert answers == Counter(one.key for one in wanted if one.kind == "answer.saved")
    assert held["operations"] == len(wanted)
    nouns: list[tuple[str, str, Callable[[Operation], str]]] = [
        ("vendors", "vendor.created", lambda one: one.body["name"]),
        ("evaluations", "evaluation.created", lambda one: one.body["title"]),
    ]
    for noun, kind, name_of in nouns:
        names = [name for name in held[noun] if name.startswith("Repeated")]
        assert sorted(names) == sorted(name_of(one) for one in wanted if one.kind == kind)


def check_other_bodies(line: Line, some: list[Operation]) -> None:
    """The same key for something else is refused."""
    refused = [line.api(one.method, one.path, one.other(), key=one.key) for one in some]
    assert {answer.status for answer in refused} == {422}
    assert all(set(answer.json["errors"]) == {"Idempotency-Key"} for answer in refused)
