"""The vendor's pages: the link, drafts, sending, and what a dead link says."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from audits.evaluations.actions import clarifications as buyer
from audits.evaluations.actions.candidates import withdraw
from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.models import Clarification
from audits.evidence.models import Evidence
from audits.journal.models import Event, OutboxMessage
from audits.kit import clock
from audits.kit.scrub import scrubbed
from audits.people.link_access import LINKS_KEY
from tests.evaluations.clarification_scenes import EMAIL, Visitor, ask, fresh, item_of, path_of
from tests.factories import user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_folder")]


@pytest.fixture
def asked(lead, candidate):
    return ask(lead, candidate, message="Thank you for the demo.")


@pytest.fixture
def inside(asked):
    return Visitor.of(asked)


def expire(row):
    Clarification.objects.filter(pk=row.pk).update(expires_at=clock.now() - timedelta(seconds=1))


def test_the_link_says_who_asks_until_when_and_who_reads_it_and_uses_nothing_up(asked, client):
    for _ in range(3):
        html = client.get(path_of(asked)).content.decode()
    assert "Questions from Halden Supply" in html and "Lead asks Pipetap 2 questions" in html
    assert f"{asked.due_on:%-d %B %Y}" in html and "procurement among them" in html
    assert "You may pass it on to colleagues" in html
    assert fresh(asked).opened_at is None and client.head(path_of(asked)).status_code == 200


def test_the_link_is_exchanged_for_a_session_at_a_clean_address(asked, client):
    client.get(path_of(asked))
    answer = client.post(path_of(asked))
    assert answer["Location"] == f"/clarifications/{asked.pk}/"
    assert client.get(answer["Location"]).status_code == 200
    assert fresh(asked).opened_at is not None
    assert Event.objects.filter(kind="clarification.opened").count() == 1
    client.post(path_of(asked))
    assert Event.objects.filter(kind="clarification.opened").count() == 1


def test_the_exchange_makes_another_session_key_and_keeps_a_members_session(lead, asked):
    client = Client()
    client.force_login(user_of(lead))
    before = client.session.session_key
    client.post(path_of(asked))
    assert client.session.session_key != before
    assert client.get("/w/halden/evaluations/").status_code == 200


def test_the_page_of_the_link_tells_its_address_to_no_other_and_no_log(asked, client):
    assert client.get(path_of(asked))["Referrer-Policy"] == "strict-origin"
    assert asked.token not in scrubbed(f'"GET {path_of(asked)} HTTP/1.1" 200')


def test_a_wrong_token_is_not_found_and_soon_refused(client):
    answers = [client.post(f"/clarifications/link/{number:043d}/").status_code for number in range(70)]
    assert set(answers[:50]) == {404} and answers[-1] == 429


def test_one_browser_holds_the_links_of_several_requests(lead, candidate, inside):
    other = ask(lead, candidate)
    inside.client.post(path_of(other))
    assert inside.open().status_code == 200
    assert inside.client.get(f"/clarifications/{other.pk}/").status_code == 200
    inside.sends("leave")
    assert inside.open().status_code == 403
    assert inside.client.get(f"/clarifications/{other.pk}/").status_code == 200


def test_the_page_shows_the_questions_as_worded_and_nothing_of_ours(lead, candidate, inside):
    html = inside.text
    assert "Which objects do you write back?" in html and "Thank you for the demo." in html
    framework = candidate.evaluation.document
    assert not any(level in html for dimension in framework.dimensions for level in dimension.rubric)
    assert "points" not in html.lower() and "verdict" not in html.lower()


def test_drafts_are_saved_by_the_button_and_come_back(inside):
    answer = inside.sends("save", **inside.fields(sd_1="Five of them."))
    assert answer.status_code == 302
    assert "Five of them." in Visitor.of(inside.row).text
    assert "Nothing is sent yet." in inside.text


def test_a_draft_is_kept_while_it_is_typed(inside):
    item, fields = item_of(inside.row), inside.fields(sd_1="Typing")
    page = inside.sends(f"items/{item.pk}/draft", **fields)
    assert "Draft kept" in page.content.decode()
    assert f'name="version_{item.pk.hex}" value="1"' in page.content.decode()
    assert item_of(inside.row).draft == "Typing" and item_of(inside.row, "eh-3").version == 0


def test_a_colleagues_text_is_shown_beside_ones_own_and_overwritten_only_knowingly(inside):
    other = Visitor.of(inside.row)
    mine, theirs = inside.fields(sd_1="Mine."), other.fields(sd_1="Theirs.")
    other.sends("save", **theirs)
    quiet = inside.sends(f"items/{item_of(inside.row).pk}/draft", **mine)
    assert quiet.status_code == 409 and "Theirs." in quiet.content.decode()
    page = inside.sends("save", **mine)
    html = page.content.decode()
    assert page.status_code == 409 and "It now says: Theirs." in html and ">Mine.<" in html.replace("\n", "")
    again = {name: str(value) for name, value in shown_fields(page).items()}
    assert inside.sends("save", **again).status_code == 302
    assert item_of(inside.row).draft == "Mine."


def shown_fields(page: Any) -> dict[str, Any]:
    form = page.context["form"]
    return {bound.name: bound.value() for row in form.rows for bound in (row.text, row.version)} | {
        "page": form["page"].value()
    }


def test_answers_are_sent_with_a_receipt_and_may_be_amended(inside):
    answer = inside.sends("send", **inside.fields(sd_1="All six."))
    assert answer.status_code == 302
    html = inside.text
    assert f"A copy went to {EMAIL}" in html and "Send the changes" in html
    assert "not sent yet" not in html
    inside.sends("send", **inside.fields(sd_1="All six, both ways."))
    item = item_of(inside.row)
    assert item.answer == "All six, both ways." and item.earlier[0]["text"] == "All six."
    assert OutboxMessage.objects.filter(kind="clarification.received").count() == 2


def test_sent_twice_by_a_double_click_it_is_one_message(inside):
    fields = inside.fields(sd_1="All six.")
    assert [inside.sends("send", **fields).status_code for _ in range(2)] == [302, 302]
    assert OutboxMessage.objects.filter(kind="clarification.received").count() == 1


def test_an_empty_sheet_is_refused_in_words(inside):
    page = inside.sends("send", **inside.fields())
    assert page.status_code == 409 and "Answer at least one question" in page.content.decode()


def file_for(row, content=b"write failed", name="log.txt"):
    return {f"file_{item_of(row).pk.hex}": SimpleUploadedFile(name, content)}


def test_a_file_is_added_and_removed_with_the_texts_kept(inside):
    fields = inside.fields(sd_1="See the log.")
    answer = inside.sends("save", **fields, **file_for(inside.row))
    assert answer["Location"].endswith(f"#q-{item_of(inside.row).pk.hex}")
    assert "log.txt" in inside.text and item_of(inside.row).draft == "See the log."
    key = item_of(inside.row).files.get().pk
    inside.sends("save", **inside.fields(), remove=str(key))
    assert "log.txt" not in inside.text and Evidence.objects.get().withdrawn_at is not None


def test_a_file_that_is_too_large_is_told_at_its_question_and_no_word_is_lost(inside, settings):
    settings.EVIDENCE_FILE_LIMIT = 4
    page = inside.sends("save", **inside.fields(sd_1="See the log."), **file_for(inside.row))
    html = page.content.decode()
    assert page.status_code == 413 and "This file is" in html and "See the log." in html
    assert item_of(inside.row).draft == "See the log." and not Evidence.objects.exists()


def test_a_text_that_cannot_be_stored_is_told_at_its_field(inside):
    page = inside.sends("save", **inside.fields(sd_1="x" * 20_001))
    assert page.status_code == 422 and "too long" in page.content.decode()


def test_an_expired_link_shows_what_was_typed_and_offers_to_ask_for_a_new_one(inside):
    fields = inside.fields(sd_1="An hour of work.")
    expire(inside.row)
    page = inside.sends("save", **fields)
    html = page.content.decode()
    assert page.status_code == 410 and "An hour of work." in html and "Ask for a new link" in html
    asked_for = inside.sends("again")
    assert asked_for.status_code == 200 and "has your request" in asked_for.content.decode()
    assert fresh(inside.row).wanted_at is not None


def test_typing_under_an_expired_link_says_that_nothing_is_kept(inside):
    item, fields = item_of(inside.row), inside.fields(sd_1="Typing")
    expire(inside.row)
    address = inside.address(f"items/{item.pk}/draft")
    page = inside.client.post(address, fields, headers={"HX-Request": "true"})
    assert page.status_code == 409 and "Not kept" in page.content.decode()


def test_whoever_only_has_the_expired_mail_may_ask_as_well_and_it_is_heard_once(asked, client):
    expire(asked)
    assert "Ask for a new link" in client.get(path_of(asked)).content.decode()
    for _ in range(2):
        assert client.post(path_of(asked)).status_code == 200
    assert OutboxMessage.objects.filter(kind="clarification.wanted").count() == 1
    assert LINKS_KEY not in client.session


def test_asking_anew_is_limited(asked, client):
    expire(asked)
    answers = [client.post(path_of(asked)).status_code for _ in range(25)]
    assert answers[0] == 200 and answers[-1] == 429


def test_sending_again_and_again_is_limited_and_keeps_what_was_typed(inside, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "clarified-send": "2/h/key"}
    answers = [inside.sends("send", **inside.fields(sd_1=f"Number {turn}.")) for turn in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 409]
    assert "Number 2." in answers[2].content.decode() and "sent very often" in answers[2].content.decode()
    assert item_of(inside.row).answer == "Number 1."
    assert OutboxMessage.objects.filter(kind="clarification.received").count() == 2


def test_after_the_deadline_the_page_reads_and_offers_to_ask_for_more_time(inside):
    inside.sends("send", **inside.fields(sd_1="All six."))
    Clarification.objects.update(due_on=clock.now().date() - timedelta(days=1))
    html = inside.text
    assert "Ask for more time" in html and "All six." in html and "Send the" not in html
    late = inside.sends("send", **inside.fields(sd_1="Seven."))
    assert late.status_code == 409 and item_of(inside.row).answer == "All six."


def test_a_revoked_link_says_so_and_offers_nothing(lead, inside):
    buyer.revoke(actor=lead, clarification=fresh(inside.row))
    for page in (inside.open(), Client().get(path_of(inside.row))):
        html = page.content.decode()
        assert page.status_code == 410 and "took it back" in html and "Ask for a new link" not in html
    assert inside.sends("again").status_code == 410


def test_the_decision_closes_the_link_with_a_message_and_reopening_opens_it(lead, candidate, inside):
    evaluation = candidate.evaluation
    fields = inside.fields(sd_1="Just typed.")
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    for page in (inside.sends("save", **fields), Client().get(path_of(inside.row))):
        assert page.status_code == 410 and "has taken its decision" in page.content.decode()
    evaluation.refresh_from_db()
    reopen(actor=lead, evaluation=evaluation, reason="New facts.")
    assert inside.open().status_code == 200


def test_a_vendor_who_is_out_of_the_race_is_asked_no_more(lead, candidate, inside):
    withdraw(actor=lead, candidate=candidate, reason="Too late.")
    assert "These questions are closed" in inside.open().content.decode()
