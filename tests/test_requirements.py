"""Requirements called done have a test that shows it, and tests name only requirements that exist."""

import pytest

from tests.traceability import COVERAGE, REGISTER, coverage_of, states, unknown, unproved

EXAMPLE = "| R001 | One. | done |\n| R002 | Two. | planned |\n"


@pytest.fixture
def register():
    return REGISTER.read_text(encoding="utf-8")


@pytest.fixture
def coverage(pytestconfig):
    return pytestconfig.stash[COVERAGE]


def test_every_requirement_called_done_has_a_test(register, coverage):
    if not coverage.whole:
        pytest.skip("only a run of the whole suite knows every test")
    assert unproved(register, coverage.tests) == []


def test_tests_name_only_requirements_that_exist(register, coverage):
    assert unknown(register, coverage.tests) == []


def test_the_register_lists_every_requirement_once_and_in_order(register):
    numbers = [line[2:6] for line in register.splitlines() if line.startswith("| R")]
    assert numbers == [f"R{number:03}" for number in range(1, 158)]
    assert list(states(register)) == numbers


def test_a_state_is_planned_or_done(register):
    assert set(states(register).values()) <= {"planned", "done"}


def test_a_done_requirement_without_a_test_is_found():
    assert unproved(EXAMPLE, ["R002"]) == ["R001"]


def test_a_planned_requirement_needs_no_test():
    assert unproved(EXAMPLE, ["R001"]) == []


def test_a_number_nobody_listed_is_found():
    assert unknown(EXAMPLE, ["R001", "R900"]) == ["R900"]


@pytest.mark.parametrize("mark", ["skip", "skipif", "xfail"])
def test_a_test_that_may_not_run_covers_nothing(request, mark):
    item = pytest.Function.from_parent(request.node.parent, name="sample", callobj=lambda: None)
    item.add_marker(pytest.mark.covers("R900"))
    assert coverage_of([item]) == {"R900": [item.nodeid]}
    item.add_marker(mark)
    assert coverage_of([item]) == {}
