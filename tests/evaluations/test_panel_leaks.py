"""Before the reveal nobody's answer from the server depends on what somebody else gave.

Every address is asked twice by everybody else: once after one panelist gave nothing but 5s, once after
the same number of saves of other points and reasons. The answers must be the same, byte for byte.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from inspect import unwrap
from types import SimpleNamespace
from typing import Any

import pytest

from audits.evaluations.actions.answers import save_answer
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.declarations import declare
from audits.evaluations.actions.panel import save_own
from audits.evaluations.models import Candidate, Declaration, Evaluation
from audits.evidence.making import MadeStatus
from audits.kit import clock
from audits.people.actor import Actor
from audits.people.roles import Role
from audits.reports import asking
from audits.reports.gather import gather
from audits.reports.presenting.tables import tables
from audits.reports.render import document_of
from tests.access import declarations
from tests.access_matrix import Address, addresses, ask_api
from tests.access_world import World, undone
from tests.evaluations.panel_points import abstain
from tests.factories import make_actor
from tests.reports.reading import ask, loaded

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)
MARK = "qzsecret"
# A zip tells the time. What the first two hold is asked for below, what the third holds of a CSV.
ZIPPED = {"comparison-xlsx", "get_workbook", "changes-xlsx", "sla-docx", "letter-docx"}
# New with every request, whatever was given.
# A sequence of PostgreSQL goes on where work was undone: an event's number stands first in its line.
FLEETING = re.compile(
    r"(csrf[\w-]*\"[ :=a-z]*\"\w{64}|name=\"form_key\" value=\"[\w-]{36}|quote \w{12}\.|^\d+(?=,))",
    re.IGNORECASE | re.MULTILINE,
)
KEY = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,64}")
# The reveal is what tells, and a token is new each time.
TELLING = {"post_reveal", "candidate-reveal", "token-create"}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """Its evaluation is in panel mode, and everybody of the panel has declared that they are free."""
    world = World()
    Evaluation.objects.filter(pk=world.ours.evaluation.pk).update(mode="panel")
    # No worker runs here, so nobody waits for one.
    monkeypatch.setattr(asking, "SETTLED", set(MadeStatus))
    # With one salt for all events their hashes differ only by what the events hold.
    monkeypatch.setattr("audits.journal.models.secrets", SimpleNamespace(token_hex=lambda size: "5a" * size))
    for role in (Role.LEAD, Role.PANELIST):
        actor = world.ours.actors[role]
        declare(actor=actor, evaluation=world.ours.evaluation, interest="none")
    world.ours.made[unwrap(declarations.declaration)] = Declaration.objects.get(person=actor.user_id)
    return world


@pytest.fixture
def priya(world: World) -> Actor:
    """The one whose points nobody may see."""
    return make_actor(world.ours.workspace, Role.PANELIST, "priya@own.example")


def candidate_of(world: World) -> Candidate:
    return Candidate.objects.with_parents().get(pk=world.ours.candidate.pk)


def fives(priya: Actor, candidate: Candidate) -> None:
    for slug in candidate.evaluation.catalog.dimension_ids:
        put(priya, candidate, slug, 5, f"{MARK} best of all")
        put(priya, candidate, slug, 5, f"{MARK} best")


def others(priya: Actor, candidate: Candidate) -> None:
    """Low points, an abstention, and points taken back, in as many saves."""
    for number, slug in enumerate(candidate.evaluation.catalog.dimension_ids):
        put(priya, candidate, slug, number % 3, f"{MARK} worst of all, by far, and here is why")
        abstain(priya, candidate, MARK, dimension=slug)


def put(priya: Actor, candidate: Candidate, slug: str, points: int, why: str) -> None:
    values: Any = {"points": points, "rationale": why}
    save_own(actor=priya, candidate=candidate, dimension=slug, values=values, version=None)


def readers(address: Address) -> Iterator[str]:
    """Everybody on addresses of evaluations and their nouns, the panelist on all others."""
    near = {"evaluation", "candidate", "vendor"} & set(address.keywords)
    return iter([Role.PANELIST, Role.LEAD, Role.ADMIN, Role.PROCUREMENT] if near else [Role.PANELIST])


def bodies(world: World) -> dict[tuple[str, str], str]:
    """What each address answers each reader."""
    found = {}
    for address in addresses():
        is_asked = "GET" in address.methods and address.policy.kind in ("member", "token")
        if is_asked and address.name not in ZIPPED:
            for who in readers(address):
                found[address.name, who] = answered(world, address, who)
    return found


def answered(world: World, address: Address, who: str) -> str:
    path = address.path(world.ours)
    by_token = address.policy.kind == "token"
    outcome = ask_api(world, who, "GET", path, None) if by_token else world.ask(who, "GET", path)
    assert outcome.status < 500
    return f"{outcome.status} {FLEETING.sub('', outcome.text)}"


def after(world: World, give: Any, priya: Actor) -> dict[tuple[str, str], str]:
    with undone(), clock.at(NOW):
        give(priya, candidate_of(world))
        return bodies(world)


def answer_everything(world: World) -> None:
    candidate = candidate_of(world)
    for slug in candidate.evaluation.catalog.question_ids:
        values: Any = {"verdict": "partial", "proof": "production"}
        save_answer(actor=world.ours.lead, candidate=candidate, question=slug, values=values, version=None)


def test_no_address_tells_what_somebody_else_gave(world: World, priya: Actor) -> None:
    with clock.at(NOW):
        answer_everything(world)
        bodies(world)
    high, low = after(world, fives, priya), after(world, others, priya)
    assert {place for place, text in high.items() if text != low[place]} == set()
    assert {place for place, text in [*high.items(), *low.items()] if MARK in text} == set()
    assert high["get_candidate", Role.PANELIST].startswith("200")
    assert 'class="levels"' in high["candidate-score", Role.LEAD]


def written(world: World) -> dict[tuple[str, str], str]:
    """What each address that takes something answers each reader; keys of what is made are new each time."""
    found = {}
    for address in addresses():
        is_asked = address.policy.kind in ("member", "token") and address.name not in TELLING
        for method in set(address.methods) - {"GET"} if is_asked else ():
            for who in readers(address):
                found[address.name, who] = KEY.sub("", sent(world, address, who, method))
    return found


def sent(world: World, address: Address, who: str, method: str) -> str:
    path, body = address.path(world.ours), address.body(world.ours)
    by_token = address.policy.kind == "token"
    outcome = ask_api(world, who, method, path, body) if by_token else world.ask(who, method, path, body)
    told = [outcome.headers.get(name, "") for name in ("HX-Trigger", "ETag", "Location")]
    return f"{outcome.status} {told} {FLEETING.sub('', outcome.text)}"


def test_no_answer_to_what_is_sent_tells_what_somebody_else_gave(world: World, priya: Actor) -> None:
    with clock.at(NOW):
        answer_everything(world)
        written(world)
    found = []
    for give in (fives, others):
        with undone(), clock.at(NOW):
            give(priya, candidate_of(world))
            found.append(written(world))
    assert {place for place, text in found[0].items() if text != found[1][place]} == set()
    assert found[0]["put_score", Role.PANELIST].startswith("200")
    assert found[0]["score-save", Role.LEAD].startswith("200")


def test_a_decision_before_the_reveal_tells_nothing_either(world: World, priya: Actor) -> None:
    with clock.at(NOW):
        answer_everything(world)
        bodies(world)
    found = []
    for give in (fives, others):
        with undone(), clock.at(NOW):
            give(priya, candidate_of(world))
            decide(actor=world.ours.lead, evaluation=ours(world), candidate_id=None, reason="None fits.")
            found.append({place: KEY.sub("", text) for place, text in bodies(world).items()})
    assert {place for place, text in found[0].items() if text != found[1][place]} == set()
    assert {place for place, text in [*found[0].items(), *found[1].items()] if MARK in text} == set()


def ours(world: World) -> Evaluation:
    return Evaluation.objects.select_related("workspace").get(pk=world.ours.evaluation.pk)


def reports(world: World) -> list[str]:
    """What a PDF is made of, and what a workbook holds."""
    evaluation = ours(world)
    asked = loaded(ask(world.ours.lead, evaluation, "comparison"))
    told = [document_of(asked).html, str(tables(gather(evaluation, evaluation.revision)))]
    # The journal's head counts the report itself in, whose key is new each time.
    return [KEY.sub("", text) for text in told]


def test_no_report_tells_what_somebody_else_gave(world: World, priya: Actor) -> None:
    answer_everything(world)
    found = []
    for give in (fives, others):
        with undone(), clock.at(NOW):
            give(priya, candidate_of(world))
            found.append(reports(world))
    assert found[0] == found[1] and MARK not in "".join(found[0] + found[1])
