"""The connectors of a workspace."""

from collections.abc import Callable
from typing import Any

import pytest

from audits.connectors.actions.connectors import archive_connector
from audits.connectors.models import Connector
from audits.journal.models import Event
from audits.people.actor import Actor
from audits.people.roles import Role
from tests.api.caller import Caller, caller_for, problem_of, refused
from tests.factories import make_actor, make_connector, make_vendor, make_workspace

pytestmark = pytest.mark.django_db
LEAST = {"name": "Lead capture", "system": "Zapier"}


@pytest.fixture
def owner(lead: Actor, workspace: Any) -> Actor:
    return make_actor(workspace, Role.OWNER, "ana@halden.example")


def path_of(connector: Connector) -> str:
    return f"/connectors/{connector.pk}"


@pytest.mark.covers("R077", "R143")
def test_a_connector_is_made_and_found_at_its_location(api: Caller, lead: Actor, owner: Actor) -> None:
    body = {**LEAST, "integration_type": "telephony", "owner": owner.email, "environment": "sandbox"}
    body |= {"vendor": str(make_vendor(lead).pk), "installed_version": "4.2", "pinning": "pinned"}
    body |= {"scopes": "calls.read", "credential_label": "twilio-prod", "credential_expires_on": "2031-02-03"}
    body |= {"status_url": "https://status.example", "console_url": "https://a.example", "note": "N"}
    facts = {"has_tracing": True, "uses_cdc": False, "reviewed_on": "2026-01-05"}
    made = api.post("/connectors", {**body, **facts})
    assert made.status_code == 201
    assert made.json().items() >= {**body, **facts, "open_findings": 0, "version": 0}.items()
    path = made["Location"].removeprefix("http://testserver/api/v1")
    assert api.get(path).json() == made.json()
    assert Event.objects.filter(kind="connector.created", subject=made.json()["id"]).count() == 1


def test_a_name_and_a_known_system_are_enough(api: Caller) -> None:
    made = api.post("/connectors", LEAST).json()
    assert (made["integration_type"], made["environment"], made["owner"]) == (
        "middleware",
        "production",
        None,
    )
    assert (made["pinning"], made["has_tracing"], made["audited_on"]) == (None, None, None)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": 7}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "LEAD ROUTING"}, "name"),
        ({"system": " ", "integration_type": "api"}, "system"),
        ({"system": "Our bus"}, "integration_type"),
        ({"integration_type": "fax"}, "integration_type"),
        ({"environment": "moon"}, "environment"),
        ({"environment": None}, "environment"),
        ({"pinning": "maybe"}, "pinning"),
        ({"has_tracing": "yes"}, "has_tracing"),
        ({"credential_expires_on": "3.2.2031"}, "credential_expires_on"),
        ({"reviewed_on": "2999-01-01"}, "reviewed_on"),
        ({"status_url": "javascript:alert(1)"}, "status_url"),
        ({"owner": "nobody@halden.example"}, "owner"),
        ({"vendor": "7"}, "vendor"),
        ({"vendor": "01a21343-1282-7029-b0db-2da07ed42cfc"}, "vendor"),
        ({"open_findings": 0}, "open_findings"),
        ({"version": 0}, "version"),
    ],
)
def test_wrong_values_are_refused_by_field(
    api: Caller, lead: Actor, body: dict[str, Any], field: str
) -> None:
    make_connector(lead, "Lead routing")
    assert refused(api.post("/connectors", {**LEAST, **body})) == {field}
    assert Connector.objects.count() == 1


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_others_read_and_make_none(caller_as: Callable[[Role], Caller], lead: Actor, role: Role) -> None:
    connector = make_connector(lead)
    reader = caller_as(role)
    assert [one["id"] for one in reader.get("/connectors").json()["items"]] == [str(connector.pk)]
    assert reader.get(path_of(connector)).status_code == 200
    problem_of(reader.post("/connectors", LEAST), 403)
    problem_of(reader.call("PATCH", path_of(connector), {"note": "x"}), 403)


def test_a_field_left_out_keeps_its_value(api: Caller, lead: Actor, owner: Actor) -> None:
    connector = make_connector(lead, owner=owner, note="old", pinning="pinned", has_tracing=True)
    changed = api.call("PATCH", path_of(connector), {"note": "new", "pinning": None}).json()
    assert (changed["note"], changed["pinning"], changed["version"]) == ("new", None, 1)
    assert (changed["owner"], changed["has_tracing"]) == (owner.email, True)
    assert api.call("PATCH", path_of(connector), {"owner": None}).json()["owner"] is None


def test_a_stale_version_changes_nothing_and_brings_both(api: Caller, lead: Actor) -> None:
    connector = make_connector(lead)
    api.call("PATCH", path_of(connector), {"note": "theirs", "version": 0})
    stale = problem_of(api.call("PATCH", path_of(connector), {"note": "mine", "version": 0}), 409)
    assert (stale["yours"], stale["theirs"], stale["version"]) == ({"note": "mine"}, {"note": "theirs"}, 1)
    fresh = api.call("PATCH", path_of(connector), {"note": "mine", "version": stale["version"]})
    assert fresh.json()["note"] == "mine"
    # Without a version the last one wins, and the journal keeps both.
    assert api.call("PATCH", path_of(connector), {"note": "last"}).json()["version"] == 3


def test_a_patch_sent_again_under_its_key_is_done_once(api: Caller, lead: Actor) -> None:
    connector = make_connector(lead)
    first, second = (api.call("PATCH", path_of(connector), {"note": "n"}, key="k") for _turn in range(2))
    assert first.content == second.content
    problem_of(api.call("PATCH", path_of(connector), {"note": "other"}, key="k"), 422)
    assert Event.objects.filter(kind="connector.edited").count() == 1


def test_a_post_sent_again_under_its_key_makes_one(api: Caller) -> None:
    first, second = (api.post("/connectors", LEAST, key="k") for _turn in range(2))
    assert first.content == second.content and Connector.objects.count() == 1


def test_owners_keep_their_own_current_and_nothing_else(lead: Actor, owner: Actor) -> None:
    own, other = make_connector(lead, "Own", owner=owner), make_connector(lead, "Other")
    caller = caller_for(owner)
    body = {"credential_label": "new", "credential_expires_on": "2031-01-01", "installed_version": "5"}
    assert caller.call("PATCH", path_of(own), {**body, "pinning": "pinned"}).json().items() >= body.items()
    problem_of(caller.call("PATCH", path_of(own), {"owner": None}), 403)
    problem_of(caller.call("PATCH", path_of(own), {**body, "note": "x"}), 403)
    problem_of(caller.call("PATCH", path_of(other), body), 403)


def test_an_archived_connector_leaves_the_list_and_is_not_changed(api: Caller, lead: Actor) -> None:
    connector = make_connector(lead)
    archive_connector(actor=lead, connector=connector, archived=True)
    assert api.get("/connectors").json() == {"items": [], "next": None}
    assert api.get(path_of(connector)).json()["archived"] is True
    problem_of(api.call("PATCH", path_of(connector), {"note": "x"}), 409)


def test_the_list_pages_by_key(api: Caller, lead: Actor) -> None:
    wanted = [str(make_connector(lead, f"C{number}").pk) for number in range(5)]
    seen, path = [], "/connectors?limit=2"
    while path:
        page = api.get(path).json()
        seen += [item["id"] for item in page["items"]]
        path = (page["next"] or "").removeprefix("http://testserver/api/v1")
    assert seen == sorted(wanted)


def test_the_list_takes_the_same_queries_however_long(
    api: Caller, lead: Actor, owner: Actor, django_assert_num_queries: Any
) -> None:
    make_connector(lead, "C", owner=owner)
    api.get("/connectors")
    with django_assert_num_queries(2):
        api.get("/connectors")
    for number in range(100):
        make_connector(lead, f"C{number}", owner=owner, vendor=make_vendor(lead))
    with django_assert_num_queries(2):
        api.get("/connectors?limit=200")


def test_another_workspaces_connector_is_answered_like_an_unknown_one(api: Caller) -> None:
    theirs = make_connector(make_actor(make_workspace("rival"), Role.LEAD))
    problem_of(api.get(path_of(theirs)), 404)
    problem_of(api.call("PATCH", path_of(theirs), {"note": "x"}), 404)
    assert api.get("/connectors").json()["items"] == []


def test_a_secret_that_is_sent_is_never_stored(api: Caller) -> None:
    made = api.post("/connectors", {**LEAST, "credential_label": "api_key=sk_live_4eC39HqLyjWDarjtT1zdp7dc"})
    assert "****" in made.json()["credential_label"] and "4eC39HqLyjWDarj" not in made.content.decode()
