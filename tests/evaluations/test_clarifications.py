"""The buyer's side of clarifications: asking, reminding, more time, taking back, taking words over."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from audits.evaluations.actions import clarifications as buyer
from audits.evaluations.actions.answers import save_answer
from audits.evaluations.actions.decide import decide
from audits.evaluations.models import Answer, Clarification
from audits.journal.models import Event, OutboxMessage
from audits.kit import clock
from audits.kit.refusals import Blocked, Decided, Denied, Invalid
from audits.notices.letters import Unwanted
from audits.people.models import Membership, User, digest
from audits.people.roles import Role
from tests.evaluations.clarification_scenes import (
    EMAIL,
    Visitor,
    ask,
    fresh,
    item_of,
    mailed,
    request_of,
    send,
)
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(lead, candidate) -> Clarification:
    return ask(lead, candidate)


def test_a_request_names_recipient_deadline_and_questions(lead, candidate, asked):
    assert (asked.code, asked.recipient.email) == ("CL-01", EMAIL)
    assert [item.question.slug for item in asked.items.all()] == ["sd-1", "eh-3"]
    event = Event.objects.get(kind="clarification.asked")
    assert (event.subject, event.part, event.actor_id) == (candidate.pk, "CL-01", lead.user_id)
    assert event.payload["after"]["questions"] == ["SD-1", "EH-3"]
    assert ask(lead, candidate).code == "CL-02"


def test_the_recipient_gets_no_account_and_no_membership(asked):
    user = User.objects.get(email=EMAIL)
    assert not user.has_usable_password() and not Membership.objects.filter(user=user).exists()


def test_the_link_is_mailed_by_the_outbox_and_stands_nowhere(asked):
    mail = mailed("clarification.asked")
    assert asked.address in str(mail.body) and mail.to == [EMAIL]
    assert (len(asked.token), asked.token_digest) == (43, digest(asked.token))
    with connection.cursor() as cursor:
        for table in ("evaluations_clarification", "journal_outboxmessage", "journal_event"):
            cursor.execute(f"SELECT * FROM {table}")
            assert asked.token not in str(cursor.fetchall())


def test_a_token_depends_on_the_installations_key(asked, settings):
    before = asked.token
    settings.SECRET_KEY = "another key"
    assert asked.token != before


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [("en", "Deadline", "2027"), ("de", "Frist", "März"), ("fr", "Échéance", "mars")],
)
def test_the_mail_is_in_the_language_that_was_chosen(lead, candidate, language, words, day, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 2, 20, tzinfo=UTC))
    due = date(2027, 3, 1)
    ask(lead, candidate, language=language, due_on=due, message="Bitte bald.")
    mail = mailed("clarification.asked")
    assert words in str(mail.body) and day in str(mail.body) and "Bitte bald." in str(mail.body)
    assert "Pipetap" in mail.subject and "Halden Supply" in str(mail.body)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"questions": {}}, "questions"),
        ({"questions": {"xx-9": "What?"}}, "questions"),
        ({"questions": {"sd-1": "  "}}, "asked_sd-1"),
        ({"questions": {"sd-1": "x" * 2001}}, "asked_sd-1"),
        ({"email": "sales"}, "email"),
        ({"email": "lead@halden.example"}, "email"),
        ({"language": "xx"}, "language"),
        ({"message": "a\0b"}, "message"),
    ],
)
def test_a_wrong_request_is_refused_at_its_field(lead, candidate, values, field):
    with pytest.raises(Invalid) as refused:
        ask(lead, candidate, **values)
    assert list(refused.value.fields) == [field]
    assert not Clarification.objects.exists() and not OutboxMessage.objects.exists()


@pytest.mark.parametrize("days", [-1, 91])
def test_a_deadline_lies_between_today_and_ninety_days(lead, candidate, days):
    with pytest.raises(Invalid, match="Choose a day"):
        ask(lead, candidate, due_on=lead.today + timedelta(days=days))


def test_sent_twice_under_one_key_it_is_one_request(lead, candidate):
    for _ in range(2):
        buyer.ask_vendor(actor=lead, candidate=candidate, values=request_of(lead), key="form-1")
    assert Clarification.objects.count() == 1 == OutboxMessage.objects.count()


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_only_those_who_lead_ask_and_take_back(workspace, candidate, asked, role):
    actor = make_actor(workspace, role)
    with pytest.raises(Denied):
        ask(actor, candidate)
    for action in (buyer.remind, buyer.revoke):
        with pytest.raises(Denied):
            action(actor=actor, clarification=asked)


def test_a_reminder_brings_the_same_link(lead, asked):
    buyer.remind(actor=lead, clarification=fresh(asked))
    mail = mailed("clarification.asked")
    assert mail.subject.startswith("Reminder") and asked.address in str(mail.body)
    assert fresh(asked).reminded_at is not None


def test_more_time_leaves_the_link_as_it_is(lead, asked):
    due = lead.today + timedelta(days=30)
    buyer.extend(actor=lead, clarification=fresh(asked), due_on=due)
    row = fresh(asked)
    assert (row.due_on, row.token, row.expires_at > asked.expires_at) == (due, asked.token, True)
    event = Event.objects.get(kind="clarification.extended")
    assert event.payload["before"]["due_on"] == asked.due_on.isoformat()


def test_a_new_link_ends_the_one_before_and_a_mail_that_waited_carries_the_new_one(lead, asked):
    inside = Visitor.of(asked)
    waiting = OutboxMessage.objects.latest("pk")
    buyer.renew(actor=lead, clarification=fresh(asked), due_on=asked.due_on)
    row = fresh(asked)
    assert row.token != asked.token and inside.open().status_code == 403
    first = OutboxMessage.objects.get(pk=waiting.pk)
    assert first.kind == "clarification.asked" and row.token in str(mailed("clarification.asked").body)


def test_a_link_that_is_taken_back_ends_with_the_next_request(lead, asked):
    inside = Visitor.of(asked)
    buyer.revoke(actor=lead, clarification=fresh(asked))
    assert inside.open().status_code == 410
    with pytest.raises(Unwanted):
        mailed("clarification.asked")
    with pytest.raises(Blocked, match="already"):
        buyer.revoke(actor=lead, clarification=fresh(asked))
    with pytest.raises(Blocked, match="new one"):
        buyer.remind(actor=lead, clarification=fresh(asked))


def test_a_link_that_was_taken_back_is_renewed(lead, asked):
    buyer.revoke(actor=lead, clarification=fresh(asked))
    buyer.renew(actor=lead, clarification=fresh(asked), due_on=asked.due_on)
    assert Visitor.of(asked).open().status_code == 200


def test_answers_set_no_verdict_no_points_and_no_note(lead, candidate, asked):
    save_answer(actor=lead, candidate=candidate, question="sd-1", values={"note": "Ours."}, version=None)
    before = list(candidate.answers.values()), list(candidate.scores.values())
    send(asked, sd_1="All six, both ways.", eh_3="Retried for a day.")
    assert (list(candidate.answers.values()), list(candidate.scores.values())) == before


def test_words_are_taken_over_below_the_note_once(lead, candidate, asked):
    save_answer(actor=lead, candidate=candidate, question="sd-1", values={"note": "Ours."}, version=None)
    send(asked, sd_1="All six, both ways.")
    item = item_of(asked)
    buyer.take_over(actor=lead, item=item)
    answer = Answer.objects.get(candidate=candidate, question__slug="sd-1")
    assert answer.note == "Ours.\nThe vendor in writing (CL-01): All six, both ways."
    assert (answer.verdict, answer.proof) == ("", "")
    with pytest.raises(Blocked, match="already"):
        buyer.take_over(actor=lead, item=item)


def test_nothing_is_asked_or_moved_after_the_decision(lead, candidate, asked):
    send(asked, sd_1="All six.")
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    row = fresh(asked)
    for do in (
        lambda: ask(lead, candidate),
        lambda: buyer.remind(actor=lead, clarification=row),
        lambda: buyer.revoke(actor=lead, clarification=row),
        lambda: buyer.renew(actor=lead, clarification=row, due_on=row.due_on),
        lambda: buyer.take_over(actor=lead, item=item_of(row)),
    ):
        with pytest.raises(Decided):
            do()
