"""Whoever a lead has excluded from an evaluation is let in by no address of it, whoever adds one later."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from audits.evaluations.models import Candidate
from audits.people.roles import Role
from tests.access_matrix import Address, addresses, ask_api
from tests.access_world import World
from tests.evaluations.declaring import excluded

# One's own declaration says that and why one is excluded; it names no answer.
OPEN = {"declaration", "put_declaration"}
ABOUT = {"evaluation", "candidate", "evidence", "report", "demo", "capture", "proposal"}


def concerned() -> list[Address]:
    """Every address of an evaluation, of its candidates and of what is found out about them."""
    found = [one for one in addresses() if one.policy.kind in ("member", "token")]
    return [one for one in found if ABOUT & set(one.keywords) and one.name not in OPEN]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The panelist is excluded from our evaluation; each request undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        for address in concerned():
            address.path(made.ours)
        for evaluation in evaluations_of(made):
            evaluation.declarations.all().delete()
            excluded(made.ours.actors[Role.PANELIST], evaluation, by=made.ours.lead)
        yield made
        transaction.set_rollback(True)


def evaluations_of(world: World) -> list[Any]:
    """Ours, and those that some addresses have for themselves."""
    rows = Candidate.objects.filter(workspace=world.ours.workspace).select_related("evaluation")
    return list({row.evaluation_id: row.evaluation for row in rows if row.evaluation.is_open}.values())


@pytest.mark.django_db
def test_there_is_something_to_ask() -> None:
    """Also asks for the database of the tests."""
    assert len(concerned()) > 40


@pytest.mark.parametrize("address", concerned(), ids=lambda address: address.name)
def test_an_excluded_person_is_refused(world: World, address: Address) -> None:
    path, body = address.path(world.ours), address.body(world.ours)
    for method in address.methods:
        if address.policy.kind == "token":
            outcome = ask_api(world, Role.PANELIST, method, path, body)
        else:
            outcome = world.ask(Role.PANELIST, method, path, body)
        assert outcome.status in {403, 405}, f"{method} {outcome}"
        assert not outcome.written
