"""Sign-offs: who is asked, what they answer once, and on which PDF."""

from datetime import timedelta
from typing import Any

import pytest

from audits.evaluations.actions import signatures as actions
from audits.evaluations.actions.conditions import settle
from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.models import Candidate, Condition, Decision, Declaration, ReportFile, Signature
from audits.evaluations.offers import offered
from audits.inbox.entries import work_page
from audits.journal.models import Event, OutboxMessage
from audits.kit import clock
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.evaluations.award_scenes import ask, challenged, chosen, fresh, made_pdf, signed, terms
from tests.factories import make_actor
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(lead: Actor, candidate: Candidate) -> Decision:
    return chosen(lead, candidate, terms(lead))


@pytest.fixture
def buyer(workspace: Workspace) -> Actor:
    return make_actor(workspace, Role.PROCUREMENT)


def work_of(actor: Actor) -> list[str]:
    return [work.kind for work in work_page(actor.workspace_id, of=actor.user_id, today=actor.today).rows]


def test_asking_has_the_pdf_made_and_mails_the_link(lead: Actor, decision: Decision) -> None:
    row = ask(lead, decision)
    report = ReportFile.objects.get()
    assert (report.kind, report.revision, report.status) == ("comparison", 1, "queued")
    message = OutboxMessage.objects.get(kind="signature.asked")
    assert message.recipient_id == row.recipient_id and row.token not in str(message.payload)


def test_it_keeps_name_role_time_and_the_hash_of_the_pdf(lead: Actor, decision: Decision) -> None:
    row = ask(lead, decision)
    sha256 = made_pdf(decision)
    signed(row, sha256)
    row = fresh(row)
    assert (row.answer, row.name, row.role, row.sha256) == (
        "signed",
        "Noor Adeyemi",
        "General Counsel",
        sha256,
    )
    assert row.answered_at and row.report_id == offered(decision).pk  # type: ignore[union-attr]
    event = Event.objects.get(kind="signature.signed")
    assert (event.actor_id, event.payload["after"]["sha256"]) == (row.recipient_id, sha256)
    assert OutboxMessage.objects.get(kind="signature.answered").recipient_id == lead.user_id


def test_an_answer_is_given_once(lead: Actor, decision: Decision) -> None:
    row, sha256 = ask(lead, decision), made_pdf(decision)
    signed(row, sha256)
    for again in (signed, challenged):
        with pytest.raises(Blocked):
            again(row, sha256)
    assert fresh(row).answer == "signed"


def test_two_who_read_the_same_sign_the_same_file(lead: Actor, buyer: Actor, decision: Decision) -> None:
    first, second = ask(lead, decision), ask(lead, decision, buyer)
    sha256 = made_pdf(decision)
    signed(first, sha256)
    signed(second, sha256, buyer)
    assert set(Signature.objects.values_list("sha256", flat=True)) == {sha256}


def test_a_pdf_that_is_no_longer_the_latest_is_not_signed(lead: Actor, decision: Decision) -> None:
    row, old = ask(lead, decision), made_pdf(decision)
    condition = Condition.objects.with_parents().get()
    settle(actor=lead, condition=condition, status="met", note="Seen.", version=0)
    with pytest.raises(Conflict) as caught:
        signed(row, old)
    assert "Nothing was signed" in str(caught.value) and not fresh(row).answer
    assert ReportFile.objects.count() == 2
    signed(row, made_pdf(decision, b"%PDF the new state"))


def test_a_pdf_of_something_else_is_not_signed(lead: Actor, decision: Decision) -> None:
    row = ask(lead, decision)
    with pytest.raises(Conflict):
        signed(row, "0" * 64)
    made_pdf(decision)
    with pytest.raises(Conflict):
        signed(row, "0" * 64)


def test_a_challenge_lands_with_the_lead_and_is_answered_in_place(lead: Actor, decision: Decision) -> None:
    row = ask(lead, decision)
    challenged(row, made_pdf(decision))
    assert "objection" in work_of(lead)
    message = OutboxMessage.objects.get(kind="signature.answered")
    assert message.payload["objection"] == "The cost is missing."
    actions.reply(actor=lead, signature=fresh(row), words="It is on page 9.")
    assert "objection" not in work_of(lead)
    text = Pages.of(lead).text("signature-list", decision.evaluation_id)
    assert "The cost is missing." in text and "It is on page 9." in text
    mailed = OutboxMessage.objects.filter(kind="signature.asked").latest("pk")
    assert mailed.payload["occasion"] == "replied" and mailed.payload["reply"] == "It is on page 9."
    with pytest.raises(Blocked):
        actions.reply(actor=lead, signature=fresh(row), words="Again.")


def test_whoever_signs_after_a_challenge_signs_a_pdf_that_shows_it(
    lead: Actor, buyer: Actor, decision: Decision
) -> None:
    first, second = ask(lead, decision), ask(lead, decision, buyer)
    old = made_pdf(decision)
    challenged(first, old)
    with pytest.raises(Conflict):
        signed(second, old, buyer)
    signed(second, made_pdf(decision, b"%PDF with the challenge"), buyer)


def test_a_challenge_needs_a_reason(lead: Actor, decision: Decision) -> None:
    row, sha256 = ask(lead, decision), made_pdf(decision)
    with pytest.raises(Invalid):
        challenged(row, sha256, " ")
    assert not fresh(row).answer


def test_a_reopening_ends_what_is_open_and_keeps_what_was_signed(
    lead: Actor, buyer: Actor, decision: Decision
) -> None:
    first, second = ask(lead, decision), ask(lead, decision, buyer)
    sha256 = made_pdf(decision)
    signed(first, sha256)
    reopen(actor=lead, evaluation=decision.evaluation, reason="New facts.")
    assert fresh(second).ended_at and not fresh(first).ended_at
    with pytest.raises(Blocked):
        signed(second, sha256, buyer)
    text = Pages.of(lead).text("signature-list", decision.evaluation_id)
    assert "Ended: opened again" in text and "Revision 1" in text and sha256 in text
    assert "nothing to sign any more" in Pages.of(buyer).text("signature", second.pk)
    assert "signature" not in work_of(buyer)


def test_a_new_revision_is_signed_anew(lead: Actor, decision: Decision) -> None:
    row = ask(lead, decision)
    reopen(actor=lead, evaluation=decision.evaluation, reason="New facts.")
    decide(actor=lead, evaluation=decision.evaluation, candidate_id=None, reason="None.")
    second = Decision.objects.select_related("evaluation").get(revision=2)
    again = ask(lead, second)
    signed(again, made_pdf(second, b"%PDF two"))
    assert (fresh(row).answer, fresh(again).answer) == ("", "signed")


def test_one_person_is_asked_once_at_a_time(lead: Actor, decision: Decision) -> None:
    row = ask(lead, decision)
    with pytest.raises(Invalid):
        ask(lead, decision)
    actions.revoke(actor=lead, signature=row)
    assert ask(lead, decision).pk != row.pk


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "nobody"}, "email"),
        ({"role": ""}, "role"),
        ({"email": "lead@halden.example"}, "email"),
    ],
)
def test_bad_input_names_its_field(
    lead: Actor, decision: Decision, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        ask(lead, decision, **wrong)
    assert field in caught.value.fields and not Signature.objects.exists()


@pytest.mark.parametrize("days", [-1, 91])
def test_the_day_is_near_and_not_over(lead: Actor, decision: Decision, days: int) -> None:
    with pytest.raises(Invalid) as caught:
        ask(lead, decision, due_on=lead.today + timedelta(days=days))
    assert "due_on" in caught.value.fields


def test_whoever_is_excluded_is_not_asked(lead: Actor, buyer: Actor, decision: Decision) -> None:
    Declaration.objects.create(
        workspace_id=lead.workspace_id,
        evaluation=decision.evaluation,
        person_id=buyer.user_id,
        interest="declared",
        note="Shares.",
        ruling="excluded",
        ruled_at=clock.now(),
        ruled_by_id=lead.user_id,
        ruling_reason="Owns it.",
    )
    with pytest.raises(Invalid):
        ask(lead, decision, buyer)


def test_nobody_signs_for_others(lead: Actor, buyer: Actor, decision: Decision) -> None:
    row = ask(lead, decision, buyer)
    sha256 = made_pdf(decision)
    with pytest.raises(Denied):
        signed(row, sha256, lead)
    assert Pages.of(lead).open("signature", row.pk).status_code == 403


def test_only_leads_ask(buyer: Actor, decision: Decision) -> None:
    with pytest.raises(Denied):
        ask(buyer, decision)


def test_a_reminder_goes_out_while_it_is_open(lead: Actor, decision: Decision) -> None:
    row = ask(lead, decision)
    actions.remind(actor=lead, signature=row)
    assert fresh(row).reminded_at
    assert OutboxMessage.objects.filter(kind="signature.asked").count() == 2
    actions.revoke(actor=lead, signature=row)
    with pytest.raises(Blocked):
        actions.remind(actor=lead, signature=fresh(row))


def test_a_failed_pdf_is_made_again(lead: Actor, decision: Decision) -> None:
    ask(lead, decision)
    ReportFile.objects.update(status="failed")
    assert offered(decision) is None
    Pages.of(lead).send("signature-offer", decision.evaluation_id)
    assert offered(decision) is not None


def test_sign_offs_need_the_same_queries_however_many(lead: Actor, decision: Decision) -> None:
    pages = Pages.of(lead)
    ask(lead, decision)
    few = pages.queries("signature-list", decision.evaluation_id)
    for number in range(4):
        ask(lead, decision, email=f"more{number}@lawfirm.example")
    assert pages.queries("signature-list", decision.evaluation_id) == few
