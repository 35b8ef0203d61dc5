"""What the tests of audits can use."""

import pytest

from audits.checklists.models import Run, RunItem
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import make_run


@pytest.fixture
def owner(workspace: Workspace) -> Actor:
    return factories.make_actor(workspace, Role.OWNER)


@pytest.fixture
def run(lead: Actor) -> Run:
    """A quick triage of a workspace."""
    return make_run(lead)


@pytest.fixture
def item(run: Run) -> RunItem:
    return run.items.select_related("run").get(slug="qt-02")
