"""People of a workspace, and clients that act for them."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests import factories


@pytest.fixture
def admin(workspace: Workspace) -> Actor:
    return factories.make_actor(workspace, Role.ADMIN)


@pytest.fixture
def as_admin(admin: Actor, sign_in: Callable[[Actor], Client]) -> Client:
    return sign_in(admin)


@pytest.fixture
def as_lead(lead: Actor, sign_in: Callable[[Actor], Client]) -> Client:
    return sign_in(lead)


@pytest.fixture
def panelist(workspace: Workspace) -> Actor:
    return factories.make_actor(workspace, Role.PANELIST)


@pytest.fixture(autouse=True)
def no_counts() -> None:
    """Sign-in limits start at nothing."""
    cache.clear()
