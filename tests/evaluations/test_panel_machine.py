"""Scoring, revealing, agreeing, deciding and reopening in any order."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from audits.frameworks.actions import load_built_in
from audits.people.models import Workspace
from tests.evaluations.panel_machine import PanelMachine, People

EXAMPLES = int(os.environ.get("DRILL_EXAMPLES", "8"))
"""Few with every change; `make drills` takes more."""


@pytest.mark.drill
@pytest.mark.django_db
@pytest.mark.timeout(120 + 15 * EXAMPLES)
def test_the_panels_rules_hold_in_any_order(workspace: Workspace) -> None:
    load_built_in()

    class Machine(PanelMachine):
        people = People(workspace)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
