"""Lines caught in a demo, filed later."""

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.models import Answer, Capture
from audits.journal.models import Event
from tests.evaluations.scoring_client import page, save, write
from tests.factories import candidate_of, make_evaluation

pytestmark = pytest.mark.django_db


def caught(client, candidate, text="Sandbox refreshes weekly", second=912):
    assert write(client, candidate, "captures", text=text, demo_second=second).status_code == 200
    return Capture.objects.latest("caught_at")


def test_a_line_is_kept_with_its_minute(lead, candidate, sign_in):
    html = write(
        sign_in(lead), candidate, "captures", text="Weekly refresh", demo_second=912
    ).content.decode()
    assert 'id="captures"' in html and "15:12" in html and "Weekly refresh" in html


def test_filing_appends_it_to_the_note(lead, candidate, sign_in):
    client = sign_in(lead)
    save(client, candidate, "answers/eh-2", note="Mail to the owner.")
    line = caught(client, candidate)
    answer = write(client, candidate, f"captures/{line.pk}/file", question="eh-2")
    row = Answer.objects.get(candidate=candidate, question__slug="eh-2")
    assert row.note == "Mail to the owner.\n[15:12] Sandbox refreshes weekly"
    assert (row.version, row.demo_second, answer["X-Version"]) == (2, 912, "2")
    assert 'id="q-eh-2"' in answer.content.decode()


def test_a_filed_line_leaves_the_list(lead, candidate, sign_in):
    client = sign_in(lead)
    write(client, candidate, f"captures/{caught(client, candidate).pk}/file", question="eh-2")
    assert "data-capture=" not in page(client, candidate)


def test_a_line_is_filed_or_dropped_once(lead, candidate, sign_in):
    client = sign_in(lead)
    line = caught(client, candidate)
    assert write(client, candidate, f"captures/{line.pk}/drop").status_code == 200
    assert write(client, candidate, f"captures/{line.pk}/file", question="eh-2").status_code == 409
    assert Answer.objects.get(candidate=candidate, question__slug="eh-2").version == 0


def test_a_dropped_line_stays_in_the_journal(lead, candidate, sign_in):
    client = sign_in(lead)
    write(client, candidate, f"captures/{caught(client, candidate).pk}/drop")
    event = Event.objects.get(kind="capture.dropped")
    assert event.payload["before"] == "Sandbox refreshes weekly"


def test_a_note_that_would_grow_too_long_keeps_the_line(lead, candidate, sign_in):
    client = sign_in(lead)
    save(client, candidate, "answers/eh-2", note="x" * 19_990)
    line = caught(client, candidate)
    assert write(client, candidate, f"captures/{line.pk}/file", question="eh-2").status_code == 422
    line.refresh_from_db()
    assert line.filed_at is None


@pytest.mark.parametrize("values", [{"text": ""}, {"text": "  "}, {"text": 3}, {"text": "x" * 2001}, {}])
def test_a_line_without_words_or_too_long_is_refused(lead, candidate, sign_in, values):
    assert write(sign_in(lead), candidate, "captures", **values).status_code == 422


@pytest.mark.parametrize("question", ["", "no-such", None, ["eh-1"]])
def test_filing_needs_a_question(lead, candidate, sign_in, question):
    client = sign_in(lead)
    line = caught(client, candidate)
    assert write(client, candidate, f"captures/{line.pk}/file", question=question).status_code == 422


def test_another_candidates_line_is_not_found(lead, candidate, sign_in, evaluation):
    client = sign_in(lead)
    line = caught(client, candidate)
    line.candidate = make_other(lead)
    line.save()
    assert write(client, candidate, f"captures/{line.pk}/drop").status_code == 404


def make_other(lead):
    return candidate_of(make_evaluation(lead, vendors=["Relay"]), "Relay")


def test_a_decided_evaluation_takes_no_lines(lead, candidate, sign_in):
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    assert write(sign_in(lead), candidate, "captures", text="Late").status_code == 423
