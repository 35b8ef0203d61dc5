"""Which test shows which requirement: reads the `covers` marks and `docs/requirements.md`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REGISTER = ROOT / "docs/requirements.md"
ROW = re.compile(r"^\| (?P<number>R\d{3}) \| (?P<text>[^|]+) \| (?P<state>[^|]+) \|$", re.MULTILINE)
NOT_RUN = ("skip", "skipif", "xfail")


@dataclass
class Coverage:
    """What was collected: the tests by requirement, and whether every test module took part."""

    tests: dict[str, list[str]] = field(default_factory=dict)
    whole: bool = False


COVERAGE: pytest.StashKey[Coverage] = pytest.StashKey()


def states(register: str) -> dict[str, str]:
    """The state of each requirement by its number."""
    return {row["number"]: row["state"] for row in ROW.finditer(register)}


def unproved(register: str, covered: Iterable[str]) -> list[str]:
    """Requirements called done that no test covers."""
    return sorted({number for number, state in states(register).items() if state == "done"} - set(covered))


def unknown(register: str, covered: Iterable[str]) -> list[str]:
    """Numbers that tests name and the register does not."""
    return sorted(set(covered) - states(register).keys())


def coverage_of(items: Iterable[pytest.Item]) -> dict[str, list[str]]:
    """The collected tests by the requirement they cover; one that may not run or may fail covers nothing."""
    tests: dict[str, list[str]] = {}
    for item in items:
        if any(item.get_closest_marker(name) for name in NOT_RUN):
            continue
        for mark in item.iter_markers("covers"):
            for number in mark.args:
                tests.setdefault(number, []).append(item.nodeid)
    return tests


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Look before anything is deselected, so that running one kind of test still knows the others."""
    modules = {path.resolve() for path in (ROOT / "tests").rglob("test_*.py")}
    collected = {item.path.resolve() for item in items}
    config.stash[COVERAGE] = Coverage(tests=coverage_of(items), whole=modules <= collected)
