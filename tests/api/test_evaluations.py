"""GET and POST /evaluations, GET /evaluations/{id}."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from audits.evaluations.actions.setup import archive
from audits.evaluations.models import Evaluation
from audits.frameworks.actions import load_built_in
from audits.people.actor import Actor
from audits.people.roles import Role
from audits.vendors.models import Vendor
from tests.api.caller import Caller, problem_of, refused
from tests.factories import make_evaluation, make_vendor

pytestmark = pytest.mark.django_db


@pytest.fixture
def vendors(lead: Actor) -> list[str]:
    load_built_in()
    return [str(make_vendor(lead, name).pk) for name in ("Zeta", "Alpha", "Mid")]


def test_an_evaluation_is_made_with_a_candidate_per_vendor(api: Caller, vendors: list[str]) -> None:
    made = api.post("/evaluations", {"title": "Q1", "vendors": vendors})
    body = made.json()
    assert made.status_code == 201
    assert [one["vendor"]["name"] for one in body["candidates"]] == ["Zeta", "Alpha", "Mid"]
    assert (body["crms"], body["mode"], body["framework"]) == (
        ["salesforce", "hubspot"],
        "solo",
        "crm-integration",
    )
    assert (body["status"], body["revision"]) == ("open", 1)
    assert made["Location"] == f"http://testserver/api/v1/evaluations/{body['id']}"


def test_one_evaluation_shows_score_and_rank(api: Caller, vendors: list[str]) -> None:
    made = api.post("/evaluations", {"title": "Q1", "crms": ["hubspot"], "vendors": vendors}).json()
    second = made["candidates"][1]["id"]
    api.put(f"/candidates/{second}/scores/field-mapping", {"points": 4})
    shown = api.get(f"/evaluations/{made['id']}").json()
    assert [one["id"] for one in shown["candidates"]] == [one["id"] for one in made["candidates"]]
    assert [one["rank"] for one in shown["candidates"]] == [2, 1, 2]
    assert shown["candidates"][1]["score"]["points"] == 4
    assert len(shown["candidates"][0]["score"]["unconfirmed"]) == 5
    assert (shown["status"], shown["revision"], shown["decision"]) == ("open", 1, None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": 3}, "title"),
        ({"framework": "no-such"}, "framework"),
        ({"framework": None}, "framework"),
        ({"mode": "jury"}, "mode"),
        ({"crms": []}, "crms"),
        ({"crms": ["pipedrive"]}, "crms"),
        ({"crms": "hubspot"}, "crms"),
        ({"vendors": ["7"]}, "vendors"),
        ({"vendors": [7]}, "vendors"),
        ({"vendors": [str(UUID(int=7))]}, "vendors"),
        ({"vendors": [str(UUID(int=number)) for number in range(51)]}, "vendors"),
        ({"vendors": None}, "vendors"),
        ({"status": "decided"}, "status"),
        ({"revision": 9}, "revision"),
    ],
)
def test_wrong_values_are_refused_by_field(
    api: Caller, vendors: list[str], change: dict[str, Any], field: str
) -> None:
    body = {"title": "Q1", "vendors": vendors} | change
    assert refused(api.post("/evaluations", body)) == {field}
    assert not Evaluation.objects.exists()


@pytest.mark.parametrize("mode", ["solo", "panel"])
def test_the_mode_is_kept(api: Caller, vendors: list[str], mode: str) -> None:
    made = api.post("/evaluations", {"title": "Q1", "vendors": vendors, "mode": mode}).json()
    assert (made["mode"], api.get(f"/evaluations/{made['id']}").json()["mode"]) == (mode, mode)


@pytest.mark.parametrize("field", ["title", "vendors"])
def test_what_is_needed_is_named(api: Caller, vendors: list[str], field: str) -> None:
    body = {"title": "Q1", "vendors": vendors}
    del body[field]
    assert refused(api.post("/evaluations", body)) == {field}


def test_another_workspaces_vendor_is_no_candidate(api: Caller, foreign: Evaluation) -> None:
    theirs = str(Vendor.objects.get(name="Elsewhere").pk)
    assert refused(api.post("/evaluations", {"title": "Q1", "vendors": [theirs]})) == {"vendors"}


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_only_leads_and_admins_set_evaluations_up(
    caller_as: Callable[[Role], Caller], vendors: list[str], role: Role
) -> None:
    problem_of(caller_as(role).post("/evaluations", {"title": "Q1", "vendors": vendors}), 403)


def test_owners_do_not_read_evaluations(caller_as: Callable[[Role], Caller], evaluation: Evaluation) -> None:
    owner = caller_as(Role.OWNER)
    for path in ("/evaluations", f"/evaluations/{evaluation.pk}", "/vendors"):
        problem_of(owner.get(path), 403)


def test_the_list_holds_this_workspaces_current_ones(api: Caller, lead: Actor, foreign: Evaluation) -> None:
    kept, gone = make_evaluation(lead, title="Kept"), make_evaluation(lead, title="Gone")
    archive(actor=lead, evaluation=gone, archived=True)
    items = api.get("/evaluations").json()["items"]
    assert [item["id"] for item in items] == [str(kept.pk)]
    assert items[0]["candidates"][0]["vendor"]["name"] == "Pipetap"


def test_the_list_takes_the_same_queries_for_one_and_for_many(
    api: Caller, lead: Actor, django_assert_num_queries: Any
) -> None:
    make_evaluation(lead, vendors=["A"])
    api.get("/evaluations")
    for _ in range(3):
        make_evaluation(lead, vendors=["A", "B"])
    with django_assert_num_queries(3):  # token, evaluations, candidates with vendors
        assert len(api.get("/evaluations").json()["items"]) == 4


@pytest.mark.parametrize("part", ["", "/comparison"])
def test_another_workspaces_evaluation_is_answered_like_an_unknown_one(
    api: Caller, foreign: Evaluation, part: str
) -> None:
    theirs = api.get(f"/evaluations/{foreign.pk}{part}")
    assert theirs.content == api.get(f"/evaluations/{UUID(int=7)}{part}").content
    assert theirs.content == api.get(f"/evaluations/nonsense{part}").content
    problem_of(theirs, 404)
