"""GET /commitments."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from audits.commitments.actions.clauses import Held, save_clauses
from audits.people.actor import Actor
from audits.people.roles import Role
from audits.vendors.models import Vendor
from tests.api.caller import Caller, problem_of, refused
from tests.commitments.scenes import by_hand, contracted, found_by_check, promised, taken_over, vendor_of
from tests.factories import make_actor, make_vendor, make_workspace

pytestmark = pytest.mark.django_db


def test_a_commitment_is_told_whole(api: Caller, lead: Actor) -> None:
    [row] = taken_over(lead)
    run = uuid4()
    found_by_check(lead, row, is_kept=False, note="3 minutes.", run=run, run_title="R-0007")
    save_clauses(actor=lead, contract=contracted(lead), held={row.pk: Held(True, "§ 4")}, version=None)
    told = api.get(f"/commitments/{row.pk}").json()
    assert (told["code"], told["state"], told["vendor"]) == ("CM-01", "broken", str(row.vendor_id))
    assert told["limit"] == {"comparison": "<=", "value": "60", "unit": "s"}
    source = told["source"]
    assert (source["question"], source["proof"], source["said_on"]) == ("st-4", "claimed", "2026-11-12")
    assert source["url"] == "http://testserver/w/halden/candidates/0/score#q-st-4"
    [judgement] = told["judgements"]
    assert (judgement["kept"], judgement["note"], judgement["run"]) == (False, "3 minutes.", str(run))
    [clause] = told["contracts"]
    assert (clause["reference"], clause["included"], clause["place"]) == ("MSA-12", True, "§ 4")


def test_what_is_not_there_is_null(api: Caller, lead: Actor) -> None:
    row = by_hand(lead)
    told = api.get(f"/commitments/{row.pk}").json()
    assert (told["limit"], told["owner"], told["due"], told["judged_at"]) == (None, None, None, None)
    assert told["source"]["url"] is None and told["source"]["proof"] is None and told["judgements"] == []


def test_the_list_is_narrowed_to_a_vendor_and_pages_by_key(api: Caller, lead: Actor) -> None:
    wanted = {row.pk for row in taken_over(lead, *[promised(f"Promise {n}.") for n in range(5)])}
    other = make_vendor(lead, "Northwind")
    assert api.get(f"/commitments?vendor={other.pk}").json() == {"items": [], "next": None}
    seen, path = [], f"/commitments?vendor={vendor_of(lead).pk}&limit=2"
    while path:
        page = api.get(path).json()
        seen += [UUID(item["id"]) for item in page["items"]]
        path = (page["next"] or "").removeprefix("http://testserver/api/v1")
        assert not path or f"vendor={vendor_of(lead).pk}" in path
    assert set(seen) == wanted and len(seen) == 5


def test_the_list_needs_the_same_queries_however_long(
    api: Caller, lead: Actor, django_assert_max_num_queries: Any
) -> None:
    taken_over(lead, *[promised(f"Promise {number}.") for number in range(30)])
    with django_assert_max_num_queries(8):
        assert len(api.get("/commitments").json()["items"]) == 30


@pytest.mark.parametrize("vendor", ["x", "1", "", "%00"])
def test_a_vendor_that_is_no_id_is_refused(api: Caller, vendor: str) -> None:
    assert refused(api.get(f"/commitments?vendor={vendor}")) == {"vendor"}


def test_another_workspaces_are_answered_like_unknown_ones(api: Caller, lead: Actor) -> None:
    rival = make_actor(make_workspace("rival"), Role.LEAD)
    [foreign] = taken_over(rival)
    assert api.get("/commitments").json()["items"] == []
    unknown = api.get(f"/commitments/{uuid4()}")
    assert api.get(f"/commitments/{foreign.pk}").content == unknown.content
    theirs = Vendor.objects.get(workspace_id=rival.workspace_id)
    problem_of(api.get(f"/commitments?vendor={theirs.pk}"), 404)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_reads(caller_as: Callable[[Role], Caller], lead: Actor, role: Role) -> None:
    taken_over(lead)
    assert len(caller_as(role).get("/commitments").json()["items"]) == 1
