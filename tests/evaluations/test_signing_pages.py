"""The signer's page, for members and behind a link."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from audits.evaluations.actions import signatures as actions
from audits.evaluations.actions.decide import reopen
from audits.evaluations.models import Candidate, Decision, Signature
from audits.journal.models import OutboxMessage
from audits.kit import clock
from audits.notices.letters import Unwanted, letter
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.evaluations.award_scenes import ask, challenged, chosen, fresh, made_pdf, signed, terms
from tests.evidence.conftest import folder as folder
from tests.factories import make_actor
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(lead: Actor, candidate: Candidate) -> Decision:
    return chosen(lead, candidate, terms(lead))


@pytest.fixture
def row(lead: Actor, decision: Decision) -> Signature:
    return ask(lead, decision)


def path_of(row: Signature) -> str:
    return f"/signatures/link/{fresh(row).token}/"


def inside(row: Signature) -> Client:
    client = Client()
    assert client.post(path_of(row)).status_code == 302
    return client


def page(client: Client, row: Signature) -> str:
    return str(client.get(f"/signatures/{row.pk}/").content.decode())


def answer(client: Client, row: Signature, what: str, **data: Any) -> Any:
    return client.post(f"/signatures/{row.pk}/{what}", data)


def typed(sha256: str, **more: Any) -> dict[str, Any]:
    return {"name": "Noor B. Adeyemi", "role": "Counsel", "read": "on", "sha256": sha256, **more}


def test_opening_the_link_uses_nothing_up(row: Signature) -> None:
    answered = Client().get(path_of(row))
    assert "asks you to sign the decision on Q1 sequencer choice" in answered.content.decode()
    assert answered["Referrer-Policy"] == "strict-origin"
    assert fresh(row).opened_at is None


def test_the_page_offers_the_pdf_before_it_takes_a_signature(row: Signature, decision: Decision) -> None:
    client = inside(row)
    text = page(client, row)
    assert "is being made" in text and 'id="sign-form"' not in text
    sha256 = made_pdf(decision)
    text = page(client, row)
    assert f"/signatures/{row.pk}/file" in text and sha256 in text and 'id="sign-form"' in text
    assert "Pipetap is chosen, on conditions" in text and terms_text(decision) in text


def terms_text(decision: Decision) -> str:
    return str(decision.conditions.get().text)


def test_signing_by_link_keeps_the_name_that_was_written(row: Signature, decision: Decision) -> None:
    client, sha256 = inside(row), made_pdf(decision)
    assert answer(client, row, "sign", **typed(sha256)).status_code == 302
    kept = fresh(row)
    assert (kept.name, kept.role, kept.answer, kept.sha256) == (
        "Noor B. Adeyemi",
        "Counsel",
        "signed",
        sha256,
    )
    text = page(client, row)
    assert "Your answer" in text and 'id="sign-form"' not in text


@pytest.mark.parametrize(("field", "value"), [("read", ""), ("name", " "), ("role", "")])
def test_a_signature_is_whole_or_none(row: Signature, decision: Decision, field: str, value: str) -> None:
    sent = answer(inside(row), row, "sign", **typed(made_pdf(decision), **{field: value}))
    assert sent.status_code == 422 and field in sent.context["sign"].errors
    assert not fresh(row).answer


def test_a_stale_pdf_is_refused_with_words_and_the_new_one_offered(
    lead: Actor, workspace: Workspace, row: Signature, decision: Decision
) -> None:
    client, old = inside(row), made_pdf(decision)
    other = ask(lead, decision, email="other@lawfirm.example")
    challenged(other, old)
    new = made_pdf(decision, b"%PDF new")
    sent = answer(client, row, "sign", **typed(old))
    text = sent.content.decode()
    assert sent.status_code == 409 and "Nothing was signed" in text and new in text
    assert not sent.context["sign"]["read"].value() and "Noor B. Adeyemi" in text
    assert answer(client, row, "sign", **typed(new)).status_code == 302


def test_a_challenge_by_link(row: Signature, decision: Decision) -> None:
    client, sha256 = inside(row), made_pdf(decision)
    sent = answer(client, row, "challenge", reason=" ", sha256=sha256)
    assert sent.status_code == 422 and "reason" in sent.context["challenge"].errors
    assert answer(client, row, "challenge", reason="Too dear.", sha256=sha256).status_code == 302
    assert fresh(row).answer == "challenged" and "Too dear." in page(client, row)


def test_a_double_click_signs_once(row: Signature, decision: Decision) -> None:
    client, sha256 = inside(row), made_pdf(decision)
    twice = [answer(client, row, "sign", **typed(sha256, form_key="one")).status_code for _ in range(2)]
    assert twice == [302, 302] and OutboxMessage.objects.filter(kind="signature.answered").count() == 1


def test_an_expired_and_a_revoked_link_open_nothing(lead: Actor, row: Signature, decision: Decision) -> None:
    client, sha256 = inside(row), made_pdf(decision)
    Signature.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert "It expired on" in Client().get(path_of(row)).content.decode()
    sent = answer(client, row, "challenge", reason="My words.", sha256=sha256)
    assert sent.status_code == 410 and "My words." in sent.content.decode()
    Signature.objects.update(expires_at=clock.now() + timedelta(days=1))
    actions.revoke(actor=lead, signature=fresh(row))
    assert "took it back" in page(client, row) and not fresh(row).answer


def test_a_reopened_evaluation_says_there_is_nothing_to_sign(
    lead: Actor, row: Signature, decision: Decision
) -> None:
    client, sha256 = inside(row), made_pdf(decision)
    reopen(actor=lead, evaluation=decision.evaluation, reason="New facts.")
    sent = answer(client, row, "sign", **typed(sha256))
    assert sent.status_code == 410 and "nothing to sign any more" in sent.content.decode()
    assert "opened Q1 sequencer choice again" in Client().get(path_of(row)).content.decode()


def test_a_wrong_token_opens_nothing(row: Signature) -> None:
    assert Client().get("/signatures/link/wrong/").status_code == 404
    assert Client().get(f"/signatures/{row.pk}/").status_code == 403


def test_leaving_forgets_the_link(row: Signature) -> None:
    client = inside(row)
    assert answer(client, row, "leave").status_code == 200
    assert client.get(f"/signatures/{row.pk}/").status_code == 403


def test_a_member_signs_signed_in_under_their_own_name(
    lead: Actor, workspace: Workspace, decision: Decision
) -> None:
    buyer = make_actor(workspace, Role.OWNER)
    row = ask(lead, decision, buyer)
    sha256, pages = made_pdf(decision), Pages.of(buyer)
    assert Client().get(path_of(row)).status_code == 404
    assert "Read and sign" in pages.text("my-work")
    assert sha256 in pages.text("signature", row.pk)
    pages.send("signature-sign", row.pk, **typed(sha256))
    assert (fresh(row).name, fresh(row).answer) == (buyer.name, "signed")


def test_the_file_is_handed_out_to_the_signer_alone(
    lead: Actor, workspace: Workspace, row: Signature, decision: Decision, folder: Path
) -> None:
    made_pdf(decision)
    client = inside(row)
    # Its bytes are not there in this test: what counts is who gets as far.
    client.raise_request_exception = False
    assert client.get(f"/signatures/{row.pk}/file").status_code == 500
    assert Client().get(f"/signatures/{row.pk}/file").status_code == 403
    assert Pages.of(lead).open("signature-file", row.pk).status_code == 403


@pytest.mark.parametrize(("language", "said"), [("en", "sign"), ("de", "unterschreiben"), ("fr", "signer")])
def test_the_mail_is_in_the_signers_language(
    lead: Actor, decision: Decision, language: str, said: str
) -> None:
    row = ask(lead, decision, language=language)
    mail = letter(OutboxMessage.objects.select_related("workspace", "recipient").latest("pk"))
    assert said in mail.body and row.address in mail.body and "%" not in mail.subject


def test_a_dead_link_is_not_mailed(lead: Actor, row: Signature) -> None:
    actions.revoke(actor=lead, signature=row)
    with pytest.raises(Unwanted):
        letter(OutboxMessage.objects.select_related("workspace", "recipient").latest("pk"))


def test_the_lead_asks_from_the_page(lead: Actor, decision: Decision) -> None:
    pages = Pages.of(lead)
    values = pages.fields("signature-new", decision.evaluation_id)
    person = {"name": "Noor Adeyemi", "email": "noor@lawfirm.example", "role": "Counsel"}
    assert pages.send("signature-new", decision.evaluation_id, **values, **person).status_code == 302
    assert "Noor Adeyemi" in pages.text("signature-list", decision.evaluation_id)
    assert "1 sign-off asked for" in pages.text("evaluation", decision.evaluation_id)


def test_an_open_evaluation_has_nothing_to_sign(lead: Actor, candidate: Candidate) -> None:
    pages = Pages.of(lead)
    assert pages.open("signature-new", candidate.evaluation_id).status_code == 404
    assert "once the evaluation is decided" in pages.text("signature-list", candidate.evaluation_id)


def test_the_lead_answers_a_challenge_from_the_page(lead: Actor, row: Signature, decision: Decision) -> None:
    challenged(row, made_pdf(decision))
    pages = Pages.of(lead)
    assert "Answer the challenge" in pages.text("signature-list", decision.evaluation_id)
    assert pages.send("signature-reply", row.pk, reply=" ").status_code == 422
    assert pages.send("signature-reply", row.pk, reply="On page 9.").status_code == 302
    assert "On page 9." in page(inside(row), row)


def test_a_signed_decision_says_so_where_it_is_named(lead: Actor, row: Signature, decision: Decision) -> None:
    signed(row, made_pdf(decision))
    assert "1 sign-off asked for, 1 signed" in Pages.of(lead).text("decide", decision.evaluation_id)
