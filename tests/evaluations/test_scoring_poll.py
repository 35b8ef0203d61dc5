"""What others have changed: an unchanged page costs next to nothing."""

import pytest

from audits.evaluations.actions.answers import save_answer
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.objects import set_unused, waive
from audits.evaluations.actions.scores import save_score
from audits.people.roles import Role
from tests.evaluations.scoring_client import address, write
from tests.factories import make_actor, make_workspace

pytestmark = pytest.mark.django_db


def poll(client, candidate, since):
    return client.get(address(candidate, f"changes?since={since}"), headers={"accept": "text/html"})


def test_an_unchanged_page_costs_session_user_and_one_query(
    lead, candidate, sign_in, django_assert_num_queries
):
    client = sign_in(lead)
    poll(client, candidate, 0)
    with django_assert_num_queries(3):
        answer = poll(client, candidate, 0)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "Set-Cookie" not in answer.headers


def test_another_persons_answer_comes_with_its_whole_card(lead, candidate, sign_in):
    save_answer(actor=lead, candidate=candidate, question="eh-1", values={"note": "Seen."}, version=0)
    answer = poll(sign_in(lead), candidate, 0)
    html = answer.content.decode()
    assert answer["X-Change"] == "1"
    assert html.count('<article class="q"') == 1 and 'id="q-eh-1"' in html and "Seen." in html
    assert 'id="strip"' in html


def test_points_objects_captures_and_demo_come_too(lead, candidate, sign_in):
    client = sign_in(lead)
    save_score(actor=lead, candidate=candidate, dimension="sync-timing", values={"points": 2}, version=0)
    waive(actor=lead, candidate=candidate, crm="salesforce", name="lead", reason="Not used.")
    write(client, candidate, "captures", text="A line")
    write(client, candidate, "demo/start")
    html = poll(client, candidate, 0).content.decode()
    for fragment in ("score-sync-timing", "objects-salesforce", "captures", "demo-bar"):
        assert f'id="{fragment}"' in html
    assert '<article class="q"' not in html


def test_an_object_marked_not_used_shows_on_open_pages(lead, candidate, sign_in):
    evaluation = candidate.evaluation
    set_unused(actor=lead, evaluation=evaluation, crm="salesforce", name="lead", reason="We use no leads.")
    html = poll(sign_in(lead), candidate, 0).content.decode()
    assert "Not used by us" in html and "We use no leads." in html


def test_after_a_long_absence_everything_comes(lead, candidate, sign_in):
    html = poll(sign_in(lead), candidate, 999).content.decode()
    assert html.count('<article class="q"') == 31


def test_a_decision_shows_on_open_pages(lead, candidate, sign_in):
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    assert f"Decided by {lead.name}" in poll(sign_in(lead), candidate, 0).content.decode()


@pytest.mark.parametrize("since", ["", "-1", "x", "1.5", "9" * 40, "٣"])
def test_a_since_that_is_no_number_is_refused(lead, candidate, sign_in, since):
    assert poll(sign_in(lead), candidate, since).status_code == 422


def test_another_workspace_sees_nothing(candidate, sign_in):
    rival = make_actor(make_workspace("rival"), Role.ADMIN)
    client = sign_in(rival)
    assert poll(client, candidate, 0).status_code == 404
    assert client.get(f"/w/rival/candidates/{candidate.pk}/changes?since=0").status_code == 404


def test_an_owner_may_not_look(workspace, candidate, sign_in):
    assert poll(sign_in(make_actor(workspace, Role.OWNER)), candidate, 0).status_code == 403
