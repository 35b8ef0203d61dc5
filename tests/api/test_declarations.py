"""Declarations of interest over the API."""

import pytest

from audits.people.roles import Role
from tests.api.caller import caller_for, problem_of, refused
from tests.evaluations.declaring import excluded, panelist

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(evaluation):
    return f"/evaluations/{evaluation.pk}/declaration"


def test_the_callers_own_is_taken(workspace, evaluation, path):
    priya = panelist(workspace)
    response = caller_for(priya).put(path, {"interest": "declared", "note": "Shares."})
    assert response.status_code == 200
    found = response.json()
    assert (found["email"], found["interest"], found["note"]) == (priya.email, "declared", "Shares.")
    assert (found["ruling"], found["ruled_by"], found["ruled_at"]) == (None, None, None)


def test_a_note_is_not_required(api, path):
    assert api.put(path, {"interest": "none"}).json()["note"] == ""


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"interest": "some"}, "interest"),
        ({}, "interest"),
        ({"interest": "none", "ruling": "waived"}, "ruling"),
    ],
)
def test_what_is_wrong_is_refused_by_its_field(api, path, body, field):
    assert refused(api.put(path, body)) == {field}


def test_an_excluded_caller_cannot_free_themselves(workspace, lead, evaluation, path):
    priya = panelist(workspace)
    excluded(priya, evaluation, by=lead)
    problem_of(caller_for(priya).put(path, {"interest": "none"}), 403)


def test_an_owner_has_nothing_to_declare(caller_as, path):
    problem_of(caller_as(Role.OWNER).put(path, {"interest": "none"}), 403)


def test_another_workspaces_is_not_there(api, foreign):
    problem_of(api.put(f"/evaluations/{foreign.pk}/declaration", {"interest": "none"}), 404)
