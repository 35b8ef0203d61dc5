"""Whoever a lead has excluded from an evaluation is let in by no address of it, whoever adds one later."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from audits.evaluations.actions.answers import save_answer
from audits.evaluations.models import Candidate, Evaluation
from audits.people.roles import Role
from tests.access_matrix import Address, addresses, ask_api
from tests.access_world import World
from tests.evaluations.declaring import clear, excluded, in_panel_mode

# One's own declaration says that and why one is excluded; it names no answer.
OPEN = {"declaration", "put_declaration"}
ABOUT = {
    "evaluation",
    "candidate",
    "evidence",
    "report",
    "demo",
    "capture",
    "proposal",
    "task",
    "clarification",
    "condition",
    "remark",
    "gap",
    "signature",
}
NAMED = {"clarification-take"}
"""About an evaluation as well, by a keyword that others share."""
MARK = "qzanswer"


def concerned() -> list[Address]:
    """Every address of an evaluation, of its candidates and of what is found out about them."""
    found = [one for one in addresses() if one.policy.kind in ("member", "token")]
    near = [one for one in found if ABOUT & set(one.keywords) or one.name in NAMED]
    return [one for one in near if one.name not in OPEN]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The panelist is excluded from our evaluation; each request undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        for address in addresses():
            if address.policy.kind in ("member", "token"):
                address.path(made.ours)
        for evaluation in evaluations_of(made):
            shut_out(made, evaluation)
        yield made
        transaction.set_rollback(True)


def evaluations_of(world: World) -> list[Any]:
    """Ours, and those that some addresses have for themselves."""
    return list(Evaluation.objects.filter(workspace=world.ours.workspace))


def shut_out(world: World, evaluation: Evaluation) -> None:
    """Of a decided one as well, as if it had been done before the decision."""
    evaluation.declarations.all().delete()
    rows = Evaluation.objects.filter(pk=evaluation.pk)
    rows.update(status="open")
    excluded(world.ours.actors[Role.PANELIST], evaluation, by=world.ours.lead)
    rows.update(status=evaluation.status)


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


def note_everywhere(world: World) -> None:
    """The same word in every note of every open evaluation."""
    rows = Candidate.objects.with_parents().filter(workspace=world.ours.workspace, is_open=True)
    for candidate in rows:
        for slug in candidate.evaluation.catalog.question_ids:
            values: Any = {"verdict": "partial", "proof": "production", "note": MARK}
            save_answer(
                actor=world.ours.lead, candidate=candidate, question=slug, values=values, version=None
            )


def readable(*kinds: str) -> list[Address]:
    return [one for one in addresses() if one.policy.kind in kinds and "GET" in one.methods]


def telling(world: World, asked: list[Address]) -> set[str]:
    """The addresses that answer the panelist with the word."""
    found = set()
    for address in asked:
        path = address.path(world.ours)
        if address.policy.kind == "token":
            outcome = ask_api(world, Role.PANELIST, "GET", path, None)
        else:
            outcome = world.ask(Role.PANELIST, "GET", path)
        if MARK in outcome.text:
            found.add(address.name)
    return found


@pytest.mark.django_db
def test_no_address_at_all_tells_an_excluded_person_what_was_answered(world: World) -> None:
    note_everywhere(world)
    assert telling(world, readable("member", "token")) == set()


@pytest.mark.django_db
def test_no_page_tells_a_panelist_what_was_answered_before_they_declare(world: World) -> None:
    note_everywhere(world)
    asked = [in_panel_mode(one) for one in evaluations_of(world) if one.is_open]
    for evaluation in asked:
        evaluation.declarations.all().delete()
    assert telling(world, readable("member")) == set()
    for evaluation in asked:
        clear(world.ours.actors[Role.PANELIST], evaluation)
    assert {"candidate-score", "compare-questions"} <= telling(world, readable("member"))
