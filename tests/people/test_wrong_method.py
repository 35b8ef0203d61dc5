"""An address that only takes what a page sends, opened as a page."""

from django.test import Client

from audits.people.actor import Actor
from tests.pages import Pages


def test_a_person_gets_a_page_with_a_way_back(admin: Actor) -> None:
    answer = Pages.of(admin).open("workspace-tickets")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "<h1>Nothing to open here</h1>" in answer.content.decode()
    assert 'href="/">To the start page' in answer.content.decode()


def test_a_script_is_told_as_a_problem(admin: Actor) -> None:
    pages = Pages.of(admin)
    answer = pages.client.get(pages.address("workspace-tickets"), headers={"Accept": "application/json"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Nothing to open here"


def test_who_may_not_use_the_address_is_told_that_first(lead: Actor) -> None:
    pages = Pages.of(lead)
    assert Client().get(pages.address("workspace-tickets")).status_code == 302
    assert pages.open("member-role", lead.user_id).status_code == 403


def test_the_api_keeps_its_own_words() -> None:
    answer = Client().delete("/api/v1/vendors")
    assert (answer.status_code, answer.json()["title"]) == (405, "Wrong method")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}
