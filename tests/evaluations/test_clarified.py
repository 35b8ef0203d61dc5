"""What a vendor writes behind its link: drafts, files, sending, asking anew."""

from datetime import timedelta

import pytest

from audits.evaluations.actions import clarified as vendor
from audits.evaluations.actions.decide import decide
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.comparison.snapshot import comparison_of
from audits.evaluations.models import Candidate, Clarification, ClarificationFile, Evaluation, Exhibit
from audits.evidence.models import Evidence
from audits.journal.models import Event, OutboxMessage
from audits.kit import clock
from audits.kit.refusals import Blocked, Conflict, Decided, Invalid, TooLarge
from tests.evaluations.clarification_scenes import EMAIL, ask, drafts, fresh, item_of, mailed, send
from tests.evidence.files import picture, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_folder")]


@pytest.fixture
def asked(lead, candidate) -> Clarification:
    return ask(lead, candidate)


def save(row, **texts):
    return vendor.save_drafts(clarification=fresh(row), drafts=drafts(row, **texts))


def replies(candidate: Candidate):
    (view,) = load_candidate(candidate).clarifications
    return {reply.question: reply for reply in view.replies}


def test_a_draft_is_kept_and_shown_to_nobody_else(candidate, asked):
    change = Candidate.objects.get(pk=candidate.pk).change
    save(asked, sd_1="Only a thought.")
    assert item_of(asked).draft == "Only a thought."
    assert Candidate.objects.get(pk=candidate.pk).change == change
    view = load_candidate(candidate)
    assert "Only a thought." not in repr(view)
    assert not Event.objects.filter(payload__icontains="thought").exists()


def test_what_is_sent_is_the_vendors_own_word_at_its_question(candidate, asked):
    assert send(asked, sd_1="All six, both ways.")
    said = replies(candidate)
    assert said["sd-1"].text == "All six, both ways." and not said["eh-3"].is_answered
    event = Event.objects.get(kind="clarification.answered")
    assert str(event.actor) == EMAIL and event.payload["after"] == {"SD-1": "All six, both ways."}


def test_an_amended_answer_keeps_what_was_sent_before(candidate, asked):
    send(asked, sd_1="Five.")
    send(asked, sd_1="Six.")
    reply = replies(candidate)["sd-1"]
    assert (reply.text, [one.text for one in reply.earlier]) == ("Six.", ["Five."])
    event = Event.objects.filter(kind="clarification.answered").latest("pk")
    assert (event.payload["before"], event.payload["after"]) == ({"SD-1": "Five."}, {"SD-1": "Six."})


def test_sending_the_same_again_changes_nothing(candidate, asked):
    send(asked, sd_1="Six.")
    change, mails = Candidate.objects.get(pk=candidate.pk).change, OutboxMessage.objects.count()
    assert not send(asked, sd_1="Six.")
    assert Candidate.objects.get(pk=candidate.pk).change == change
    assert OutboxMessage.objects.count() == mails


def test_an_empty_sheet_is_not_sent(asked):
    with pytest.raises(Blocked, match="at least one"):
        send(asked, sd_1="  ")


def test_a_copy_goes_to_whom_was_asked_and_word_to_who_asked(lead, asked):
    send(asked, sd_1="All six.")
    copy = mailed("clarification.received")
    assert copy.to == [EMAIL] and "> All six." in str(copy.body) and "(not answered)" in str(copy.body)
    word = mailed("clarification.answered")
    assert word.to == [lead.email] and "All six." not in str(word.body)
    assert f"/w/halden/clarifications/{asked.pk}/" in str(word.body)


def test_two_with_one_link_do_not_write_over_each_other(asked):
    mine, theirs = drafts(asked, page="a", sd_1="Mine."), drafts(asked, page="b", sd_1="Theirs.")
    vendor.save_drafts(clarification=fresh(asked), drafts=theirs)
    with pytest.raises(Conflict) as refused:
        vendor.save_drafts(clarification=fresh(asked), drafts=mine)
    assert refused.value.theirs == {item_of(asked).pk: ("Theirs.", 1)}
    assert item_of(asked).draft == "Theirs."


def test_a_page_is_never_surprised_by_itself(asked):
    stale = drafts(asked, page="a", sd_1="First")
    vendor.save_drafts(clarification=fresh(asked), drafts=stale)
    longer = {key: vendor.Draft("First, then more", 0, "a") for key in stale}
    vendor.save_drafts(clarification=fresh(asked), drafts=longer)
    assert item_of(asked).draft == "First, then more"


def test_all_drafts_are_kept_or_none(asked):
    save(asked, eh_3="Theirs.")
    both = {item_of(asked).pk: vendor.Draft("New.", 0), item_of(asked, "eh-3").pk: vendor.Draft("New.", 0)}
    with pytest.raises(Conflict):
        vendor.save_drafts(clarification=fresh(asked), drafts=both)
    assert item_of(asked).draft == ""


def test_too_long_an_answer_is_refused_at_its_field(asked):
    with pytest.raises(Invalid) as refused:
        save(asked, sd_1="x" * 20_001)
    assert list(refused.value.fields) == [f"text_{item_of(asked).pk.hex}"]


def attach(row, name="log.txt", content=b"2026-11-25 write failed"):
    vendor.attach(clarification=fresh(row), item=item_of(row), file=upload(content, name))


def test_a_file_becomes_claimed_evidence_of_the_vendor_when_it_is_sent(candidate, asked):
    attach(asked)
    assert Evidence.objects.get().proof == "claimed" and not Exhibit.objects.exists()
    send(asked, sd_1="See the log.")
    (exhibit,) = load_candidate(candidate).exhibits
    assert (exhibit.question, exhibit.proof, exhibit.clarification) == ("sd-1", "claimed", "CL-01")
    assert replies(candidate)["sd-1"].exhibits == ("E-01",)


def test_a_file_alone_answers(candidate, asked):
    attach(asked)
    assert send(asked)
    assert replies(candidate)["sd-1"].is_answered and item_of(asked).answered_at is not None


def test_a_file_is_taken_back_until_it_is_sent(asked):
    attach(asked)
    vendor.take_back(clarification=fresh(asked), file=ClarificationFile.objects.get())
    assert Evidence.objects.get().withdrawn_at is not None
    attach(asked)
    send(asked)
    assert Exhibit.objects.count() == 1
    sent = ClarificationFile.objects.exclude(exhibit=None).get()
    with pytest.raises(Blocked, match="sent already"):
        vendor.take_back(clarification=fresh(asked), file=sent)


def test_a_question_takes_five_files_through_the_one_door(asked, settings):
    for _ in range(vendor.MOST_FILES):
        attach(asked)
    with pytest.raises(Invalid, match="No more than 5"):
        attach(asked)
    assert Evidence.objects.count() == 5
    settings.EVIDENCE_FILE_LIMIT = 8
    with pytest.raises(TooLarge):
        attach(asked)


def test_files_that_are_added_and_taken_back_do_not_fill_the_buyers_room(asked, monkeypatch):
    monkeypatch.setattr(vendor, "MOST_ADDED", 3)
    for _ in range(3):
        attach(asked)
        vendor.take_back(clarification=fresh(asked), file=ClarificationFile.objects.latest("pk"))
    with pytest.raises(Invalid, match="taken back already"):
        attach(asked)
    assert Evidence.objects.count() == 3
    assert send(asked, sd_1="All six.")


def test_nothing_is_taken_after_the_deadline(asked):
    Clarification.objects.update(due_on=clock.now().date() - timedelta(days=2))
    for do in (lambda: save(asked, sd_1="Late."), lambda: send(asked, sd_1="Late."), lambda: attach(asked)):
        with pytest.raises(Blocked, match="deadline"):
            do()
    assert item_of(asked).draft == "" and not Evidence.objects.exists()


def test_a_new_link_is_asked_for_once_and_lands_with_who_asked(lead, asked):
    Clarification.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert vendor.ask_anew(clarification=fresh(asked))
    assert not vendor.ask_anew(clarification=fresh(asked))
    assert mailed("clarification.wanted").to == [lead.email]
    assert OutboxMessage.objects.filter(kind="clarification.wanted").count() == 1
    (work,) = Clarification.objects.as_work(lead.user_id, lead.today)
    assert work[0] == "clarification"


def test_the_decision_closes_what_the_vendor_can_write_and_freezes_what_was_sent(lead, candidate, asked):
    send(asked, sd_1="All six.")
    row = fresh(asked)
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    for do in (
        lambda: vendor.save_drafts(clarification=row, drafts=drafts(asked, sd_1="More.")),
        lambda: vendor.send(clarification=row, drafts=drafts(asked, sd_1="More.")),
        lambda: vendor.ask_anew(clarification=row),
    ):
        with pytest.raises(Decided):
            do()
    asked.items.update(answer="Changed behind the back.")
    view = comparison_of(Evaluation.objects.get(pk=candidate.evaluation_id), workspace="Halden Supply")
    assert view.candidates[0].replies("sd-1")[0][1].text == "All six."


def test_what_was_asked_costs_two_queries_however_much_it_is(lead, candidate, django_assert_max_num_queries):
    for _ in range(5):
        row = ask(lead, candidate)
        attach(row, content=picture(), name="shot.png")
        send(row, sd_1="Six.")
    load_candidate(candidate)
    with django_assert_max_num_queries(7):
        assert len(load_candidate(candidate).clarifications) == 5
