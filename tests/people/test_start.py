"""Where a person starts in a workspace."""

import pytest
from django.test import Client

from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests import factories
from tests.pages import Pages

FIRST = {
    Role.ADMIN: "evaluation-list",
    Role.LEAD: "evaluation-list",
    Role.PANELIST: "evaluation-list",
    Role.PROCUREMENT: "evaluation-list",
    Role.OWNER: "my-work",
}


@pytest.mark.parametrize("role", Role)
def test_an_address_cut_back_to_the_workspace_leads_to_the_first_page(
    workspace: Workspace, role: Role
) -> None:
    pages = Pages.of(factories.make_actor(workspace, role))
    answer = pages.open("workspace-home")
    assert (answer.status_code, answer["Location"]) == (302, pages.address(FIRST[role]))


def test_somebody_elses_workspace_stays_hidden(lead: Actor) -> None:
    pages = Pages.of(lead)
    factories.make_workspace("theirs")
    assert pages.client.get("/w/theirs/").status_code == 404
    assert Client().get(pages.address("workspace-home"))["Location"].startswith("/accounts/login/")
