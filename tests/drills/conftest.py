"""Servers for the drills, and their sizes: small unless the environment says otherwise."""

import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.drills.server import Server

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Sizes:
    """How long and how much; set DRILL_SECONDS and the like for a big one."""

    panelists: int
    seconds: int
    operations: int
    rounds: int
    awards: int
    kills: int
    seed: int


def number(name: str, default: int) -> int:
    return int(os.environ.get(f"DRILL_{name}", default))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    most = 300 + number("SECONDS", 12) * 2 + number("OPERATIONS", 100) + number("ROUNDS", 100) * 2
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.drill)
            item.add_marker(pytest.mark.timeout(most + number("KILLS", 10) * 15))


@pytest.fixture(autouse=True)
def quick_and_apart() -> None:
    """Drills run in their own processes, with the product's own settings."""


@pytest.fixture(scope="session")
def sizes() -> Sizes:
    return Sizes(
        panelists=number("PANELISTS", 25),
        seconds=number("SECONDS", 12),
        operations=number("OPERATIONS", 100),
        rounds=number("ROUNDS", 100),
        awards=number("ROUNDS", 25),
        kills=number("KILLS", 10),
        seed=number("SEED", time.time_ns() % 1_000_000),
    )


@pytest.fixture
def chance(sizes: Sizes) -> random.Random:
    print(f"DRILL_SEED={sizes.seed}")
    return random.Random(sizes.seed)


@pytest.fixture(scope="session")
def set_up_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with its data set up and nothing in it, not yet started."""
    server = Server(tmp_path_factory.mktemp("drill"), NO_DEMO="1")
    try:
        server.manage("set_up")
        yield server
    finally:
        server.remove()


@pytest.fixture
def server(set_up_server: Server) -> Iterator[Server]:
    """The same server, running."""
    set_up_server.start()
    yield set_up_server
    set_up_server.stop()
