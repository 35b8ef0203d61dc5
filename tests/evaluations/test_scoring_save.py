"""Saves of the scoring screen: what comes back, what they cost, what is refused."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.objects import confirm_all, waive
from audits.evaluations.models import Answer, ObjectCheck, Score, Waiver
from audits.journal.models import Event
from audits.people.roles import Role
from tests.evaluations.scoring_client import page, post, save, write
from tests.factories import make_actor

pytestmark = pytest.mark.django_db

MOST = 13


def statements(captured):
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.covers("R020")
def test_an_answer_is_saved_and_its_fragments_come_back(lead, candidate, sign_in):
    answer = save(sign_in(lead), candidate, "answers/eh-1", verdict="strong", proof="sandbox", note="Seen.")
    assert answer.status_code == 200
    for fragment in ("q-facts-eh-1", "q-warn-eh-1", "rail-error-handling", "strip", "ask-next", "dock"):
        assert f'id="{fragment}"' in answer.content.decode()
    assert Answer.objects.get(candidate=candidate, question__slug="eh-1").verdict == "strong"


def test_headers_say_version_change_and_time(lead, candidate, sign_in):
    answer = save(sign_in(lead), candidate, "answers/eh-1", verdict="strong")
    assert (answer["X-Version"], answer["X-Change"]) == ("1", "1")
    assert len(answer["X-Saved-At"]) == 5


@pytest.mark.covers("R046", "R049")
def test_points_move_the_strip(lead, candidate, sign_in):
    html = save(sign_in(lead), candidate, "scores/sync-timing", points=4).content.decode()
    assert "<b>4</b>" in html and "1 of 8 scored" in html and "39 at best" in html


@pytest.mark.covers("R034")
def test_an_object_that_is_not_written_stops(lead, candidate, sign_in):
    html = save(sign_in(lead), candidate, "objects/salesforce/lead", read=True, write=False).content.decode()
    assert 'id="objects-salesforce"' in html
    assert "Lead (Salesforce) read only" in html


def test_activity_follows_its_parts(lead, candidate, sign_in):
    parts = {"task": {"read": True, "write": True}, "event": {"read": False}}
    assert save(sign_in(lead), candidate, "objects/salesforce/activity", parts=parts).status_code == 200
    row = ObjectCheck.objects.get(candidate=candidate, crm="salesforce", object="activity")
    assert (row.read, row.write) == (False, None)


def test_all_confirmed_fills_what_was_not_asked(lead, candidate, sign_in):
    client = sign_in(lead)
    save(client, candidate, "objects/salesforce/lead", read=True, write=False)
    answer = post(client, candidate, "objects/salesforce/confirm", {"operation": str(uuid4())})
    assert answer.status_code == 200
    assert ObjectCheck.objects.filter(candidate=candidate, crm="salesforce", write=True).count() == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("answers/eh-1", {"verdict": "strong", "note": "Seen."}),
        ("scores/sync-timing", {"points": 3}),
        ("objects/salesforce/lead", {"read": True, "write": False}),
    ],
)
def test_a_save_needs_at_most_thirteen_statements(lead, candidate, sign_in, path, values):
    client = sign_in(lead)
    page(client, candidate)
    with CaptureQueriesContext(connection) as captured:
        assert save(client, candidate, path, **values).status_code == 200
    assert len(statements(captured)) <= MOST, "\n".join(statements(captured))


def test_a_stale_version_is_a_conflict_with_both_texts(lead, candidate, sign_in):
    client = sign_in(lead)
    save(client, candidate, "answers/eh-3", note="Retries for 24 h.")
    answer = save(client, candidate, "answers/eh-3", note="Window not named.")
    body = answer.json()
    assert answer.status_code == 409
    assert (body["yours"]["note"], body["theirs"]["note"]) == ("Window not named.", "Retries for 24 h.")
    assert body["version"] == 1 and body["theirs"]["saved_at_text"]


def test_a_repeated_operation_answers_the_first_result(lead, candidate, sign_in):
    client, operation = sign_in(lead), str(uuid4())
    save(client, candidate, "answers/eh-1", operation=operation, verdict="strong")
    again = save(client, candidate, "answers/eh-1", operation=operation, verdict="strong")
    assert (again.status_code, again["X-Version"], again["X-Change"]) == (200, "1", "1")
    assert Answer.objects.get(candidate=candidate, question__slug="eh-1").version == 1


def test_a_decided_evaluation_refuses(lead, candidate, sign_in):
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    assert save(sign_in(lead), candidate, "answers/eh-1", verdict="strong").status_code == 423


@pytest.mark.covers("R038")
def test_a_waiver_lapses_when_its_object_is_answered(lead, candidate, sign_in):
    waive(actor=lead, candidate=candidate, crm="salesforce", name="lead", reason="We use no leads.")
    html = save(sign_in(lead), candidate, "objects/salesforce/lead", read=True).content.decode()
    assert "We use no leads." not in html
    assert Event.objects.filter(kind="waiver.lapsed", part="salesforce/lead").count() == 1


def test_a_waiver_lapses_when_all_are_confirmed(lead, candidate):
    waive(actor=lead, candidate=candidate, crm="salesforce", name="lead", reason="We use no leads.")
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    assert not Waiver.objects.filter(lapsed_at=None).exists()


def test_a_panelist_answers_but_gives_no_points(workspace, candidate, sign_in):
    client = sign_in(make_actor(workspace, Role.PANELIST))
    assert save(client, candidate, "answers/eh-1", verdict="strong").status_code == 200
    assert save(client, candidate, "scores/error-handling", points=3).status_code == 403
    assert Score.objects.get(candidate=candidate, dimension__slug="error-handling").points is None


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.OWNER])
def test_who_only_reads_saves_nothing(workspace, candidate, sign_in, role):
    client = sign_in(make_actor(workspace, role))
    assert save(client, candidate, "answers/eh-1", verdict="strong").status_code == 403
    assert write(client, candidate, "captures", text="A line").status_code == 403


def test_edits_are_not_saved_under_another_persons_name(lead, candidate, sign_in):
    body = {"operation": str(uuid4()), "version": 0, "values": {"verdict": "strong"}}
    answer = post(sign_in(lead), candidate, "answers/eh-1", body, **{"X-Person": str(uuid4())})
    assert answer.status_code == 401
    assert Answer.objects.get(candidate=candidate, question__slug="eh-1").version == 0
