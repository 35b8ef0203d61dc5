"""GET and POST /vendors."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from audits.journal.models import Event
from audits.people.actor import Actor
from audits.people.roles import Role
from audits.vendors.actions import archive_vendor
from audits.vendors.models import Vendor
from tests.api.caller import Caller, problem_of, refused
from tests.factories import make_vendor, make_workspace

pytestmark = pytest.mark.django_db


@pytest.mark.covers("R001")
def test_a_vendor_is_made_and_found_at_its_location(api: Caller) -> None:
    body = {
        "name": "Pipetap",
        "product": "Sequencer",
        "website": "https://pipetap.example",
        "crms": ["hubspot"],
    }
    made = api.post("/vendors", body)
    assert made.status_code == 201
    assert made.json().items() >= body.items()
    path = made["Location"].removeprefix("http://testserver/api/v1")
    assert api.get(path).json()["id"] == made.json()["id"]
    assert Event.objects.filter(kind="vendor.created", subject=made.json()["id"]).count() == 1


def test_a_name_is_enough(api: Caller) -> None:
    made = api.post("/vendors", {"name": " Pipetap "}).json()
    assert (made["name"], made["product"], made["website"], made["crms"]) == ("Pipetap", "", "", [])


def test_a_vendor_that_looks_like_another_is_made_and_told_of(api: Caller) -> None:
    first = api.post("/vendors", {"name": "Pipetap"}).json()
    second = api.post("/vendors", {"name": "PIPETAP"})
    assert second.status_code == 201 and [one["id"] for one in second.json()["similar"]] == [first["id"]]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": 7}, "name"),
        ({"name": None}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\x07b"}, "name"),
        ({"name": "A", "product": ["x"]}, "product"),
        ({"name": "A", "website": "ftp://a.example"}, "website"),
        ({"name": "A", "website": "javascript:alert(1)"}, "website"),
        ({"name": "A", "crms": "hubspot"}, "crms"),
        ({"name": "A", "crms": ["pipedrive"]}, "crms"),
        ({"name": "A", "crms": [True]}, "crms"),
        ({"name": "A", "crms": None}, "crms"),
        ({"name": "A", "workspace": "rival"}, "workspace"),
        ({"name": "A", "id": "1"}, "id"),
        ({"name": "A", "archived": True}, "archived"),
    ],
)
def test_wrong_values_are_refused_by_field(api: Caller, body: dict[str, Any], field: str) -> None:
    assert refused(api.post("/vendors", body)) == {field}
    assert not Vendor.objects.exists()


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_only_leads_and_admins_make_vendors(caller_as: Callable[[Role], Caller], role: Role) -> None:
    problem_of(caller_as(role).post("/vendors", {"name": "Pipetap"}), 403)


def test_the_list_pages_by_key(api: Caller, lead: Actor) -> None:
    wanted = {str(make_vendor(lead, f"Vendor {number}").pk) for number in range(5)}
    seen, path = [], "/vendors?limit=2"
    while path:
        page = api.get(path).json()
        assert len(page["items"]) <= 2
        seen += [item["id"] for item in page["items"]]
        path = (page["next"] or "").removeprefix("http://testserver/api/v1")
    assert set(seen) == wanted and len(seen) == 5


def test_the_last_full_page_has_no_next(api: Caller, lead: Actor) -> None:
    make_vendor(lead), make_vendor(lead, "Other")
    assert api.get("/vendors?limit=2").json()["next"] is None


@pytest.mark.parametrize("limit", ["0", "201", "-1", "many", "2.5", "", "9" * 50])
def test_a_wrong_limit_is_refused(api: Caller, limit: str) -> None:
    assert refused(api.get(f"/vendors?limit={limit}")) == {"limit"}


@pytest.mark.parametrize("after", ["x", "%00", "0", "%ff", "{00000000-0000-0000-0000-000000000000}"])
def test_a_wrong_place_to_go_on_from_is_refused(api: Caller, after: str) -> None:
    assert refused(api.get(f"/vendors?after={after}")) == {"after"}


def test_archived_vendors_leave_the_list_but_keep_their_address(api: Caller, lead: Actor) -> None:
    vendor = make_vendor(lead)
    archive_vendor(actor=lead, vendor=vendor, archived=True)
    assert api.get("/vendors").json() == {"items": [], "next": None}
    assert api.get(f"/vendors/{vendor.pk}").json()["archived"] is True


def test_another_workspaces_vendor_is_answered_like_an_unknown_one(api: Caller, foreign: Any) -> None:
    theirs = Vendor.objects.get(name="Elsewhere")
    unknown = api.get(f"/vendors/{UUID(int=7)}")
    assert api.get(f"/vendors/{theirs.pk}").content == unknown.content
    problem_of(unknown, 404)
    assert api.get("/vendors").json()["items"] == []


def test_a_second_workspace_has_its_own_list(api: Caller) -> None:
    make_workspace("other")
    api.post("/vendors", {"name": "Pipetap"})
    assert [item["name"] for item in api.get("/vendors").json()["items"]] == ["Pipetap"]
