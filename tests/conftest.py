"""What every test can use."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from audits.checklists.catalog import checklist_of
from audits.evaluations.models import Candidate, Evaluation
from audits.frameworks.catalog import catalog
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests import factories

pytest_plugins = ["tests.traceability"]


@pytest.fixture(autouse=True)
def quick_and_apart(settings: pytest.FixtureRequest) -> Iterator[None]:
    """A cheap password hasher, and no cache carried from one test to the next."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # type: ignore[attr-defined]
    cache.clear()
    # Rolled-back versions leave their keys behind for others to use.
    forget_versions()
    yield
    forget_versions()


def forget_versions() -> None:
    catalog.cache_clear()
    checklist_of.cache_clear()


@pytest.fixture
def workspace(db: None) -> Workspace:
    return factories.make_workspace()


@pytest.fixture
def lead(workspace: Workspace) -> Actor:
    return factories.make_actor(workspace, Role.LEAD)


@pytest.fixture
def evaluation(lead: Actor) -> Evaluation:
    return factories.make_evaluation(lead)


@pytest.fixture
def candidate(evaluation: Evaluation) -> Candidate:
    return factories.candidate_of(evaluation)


@pytest.fixture
def sign_in() -> Callable[[Actor], Client]:
    """A client signed in as an actor's person."""

    def make(actor: Actor) -> Client:
        client = Client()
        client.force_login(factories.user_of(actor))
        return client

    return make
