"""Putting a decision off: reason and day, the lead's work, and how it ends."""

from datetime import timedelta

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.deferrals import defer
from audits.evaluations.models import Deferral, Evaluation
from audits.inbox.entries import work_page
from audits.journal.models import Event
from audits.kit.refusals import Decided, Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.factories import make_actor
from tests.pages import Pages

pytestmark = pytest.mark.django_db


def put_off(lead: Actor, evaluation: Evaluation, days: int = 7, reason: str = "Budget first.") -> Deferral:
    defer(actor=lead, evaluation=evaluation, reason=reason, back_on=lead.today + timedelta(days=days))
    return Deferral.objects.latest("pk")


def test_the_evaluation_stays_open_and_says_why_it_waits(lead: Actor, evaluation: Evaluation) -> None:
    put_off(lead, evaluation)
    assert Evaluation.objects.get().is_open
    pages = Pages.of(lead)
    for name in ("evaluation", "decide"):
        text = pages.text(name, evaluation.pk)
        assert "Put off until" in text and "Budget first." in text


def test_it_is_the_leads_work_on_that_day(lead: Actor, evaluation: Evaluation) -> None:
    row = put_off(lead, evaluation)
    (work,) = work_page(lead.workspace_id, of=lead.user_id, today=lead.today).rows
    assert (work.kind, work.due_on, work.title) == ("deferral", row.back_on, evaluation.title)
    assert "The decision was put off until now: Budget first." in Pages.of(lead).text("my-work")


def test_a_day_that_has_passed_is_refused(lead: Actor, evaluation: Evaluation) -> None:
    with pytest.raises(Invalid) as caught:
        put_off(lead, evaluation, days=-1)
    assert "back_on" in caught.value.fields and not Deferral.objects.exists()
    put_off(lead, evaluation, days=0)


def test_it_ends_with_a_new_deferral(lead: Actor, evaluation: Evaluation) -> None:
    first, second = put_off(lead, evaluation), put_off(lead, evaluation, 30, "Still no budget.")
    first.refresh_from_db()
    assert first.ended_at and not second.ended_at
    assert len(work_page(lead.workspace_id, of=lead.user_id, today=lead.today).rows) == 1
    event = Event.objects.filter(kind="evaluation.deferred").latest("pk")
    assert event.payload["before"]["back_on"] == first.back_on.isoformat()


def test_it_ends_with_the_decision(lead: Actor, evaluation: Evaluation) -> None:
    put_off(lead, evaluation)
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    assert Deferral.objects.get().ended_at
    text = Pages.of(lead).text("decide", evaluation.pk)
    assert 'id="deferred"' not in text and "Budget first." in text


def test_a_decided_evaluation_is_not_put_off(lead: Actor, evaluation: Evaluation) -> None:
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    with pytest.raises(Decided):
        put_off(lead, evaluation)


def test_only_a_lead_puts_off(workspace: Workspace, lead: Actor, evaluation: Evaluation) -> None:
    with pytest.raises(Denied):
        put_off(make_actor(workspace, Role.PANELIST), evaluation)


@pytest.mark.parametrize(("field", "value"), [("reason", " "), ("back_on", ""), ("back_on", "2020-01-01")])
def test_the_form_says_what_is_wrong_and_keeps_the_words(
    lead: Actor, evaluation: Evaluation, field: str, value: str
) -> None:
    typed = {"reason": "My words.", "back_on": lead.today.isoformat()} | {field: value}
    sent = Pages.of(lead).send("evaluation-defer", evaluation.pk, **typed)
    assert sent.status_code == 422 and field in sent.context["form"].errors
    assert field == "reason" or "My words." in sent.content.decode()


def test_sent_from_the_page_it_leads_back(lead: Actor, evaluation: Evaluation) -> None:
    typed = {"reason": "My words.", "back_on": lead.today.isoformat(), "form_key": "one"}
    pages = Pages.of(lead)
    for _twice in range(2):
        assert pages.send("evaluation-defer", evaluation.pk, **typed).status_code == 302
    assert Deferral.objects.get().reason == "My words."
