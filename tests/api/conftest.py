"""A script's view of the API: a token, a client without cookies, and short ways to call."""

from collections.abc import Callable

import pytest

from audits.evaluations.models import Candidate, Evaluation
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.api.caller import Caller, caller_for
from tests.factories import make_actor, make_evaluation, make_workspace


@pytest.fixture
def api(lead: Actor) -> Caller:
    """The API as the lead's script sees it."""
    return caller_for(lead)


@pytest.fixture
def caller_as(workspace: Workspace) -> Callable[[Role], Caller]:
    """The API as a script of a member with another role sees it."""
    return lambda role: caller_for(make_actor(workspace, role, f"{role}-script@halden.example"))


@pytest.fixture
def foreign(db: None) -> Evaluation:
    """An evaluation of another workspace."""
    return make_evaluation(make_actor(make_workspace("rival"), Role.LEAD), vendors=["Elsewhere"])


@pytest.fixture
def at(candidate: Candidate) -> str:
    """The candidate's address."""
    return f"/candidates/{candidate.pk}"
