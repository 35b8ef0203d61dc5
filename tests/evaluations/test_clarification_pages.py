"""The buyer's pages of clarifications, and where else the vendor's words show."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audits.evaluations.actions import clarified as vendor
from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.models import Answer, Clarification
from audits.evidence.models import Evidence
from audits.kit import clock
from audits.people.roles import Role
from audits.vendors.models import Contact
from tests.evaluations.clarification_scenes import EMAIL, ask, drafts, fresh, item_of, send
from tests.evidence.files import upload
from tests.factories import candidate_of, make_actor, make_evaluation
from tests.pages import Pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_folder")]


@pytest.fixture
def pages(lead):
    return Pages.of(lead)


@pytest.fixture
def asked(lead, candidate):
    return ask(lead, candidate)


def ticked(pages, candidate):
    form = pages.open("clarification-new", candidate.pk).context["form"]
    return {name.slug for _title, rows in form.groups for name, choose, _asked in rows if choose.value()}


def test_questions_without_a_specific_answer_are_chosen_already(lead, candidate, pages):
    values: dict[str, AnswerValues] = {
        "sd-1": {"verdict": "strong", "proof": "production", "note": "Seen at 14:02."},
        "sd-2": {"verdict": "partial", "proof": "claimed"},
        "sd-3": {"is_vague": True},
        "sd-4": {"verdict": "none", "note": "They said no."},
    }
    for slug, given in values.items():
        save_answer(actor=lead, candidate=candidate, question=slug, values=given, version=None)
    chosen = ticked(pages, candidate)
    assert {"sd-2", "sd-3", "eh-5"} <= chosen and not {"sd-1", "sd-4"} & chosen


def test_what_waits_for_an_answer_is_not_chosen_again_and_says_so(candidate, asked, pages):
    assert not {"sd-1", "eh-3"} & ticked(pages, candidate)
    assert "waits in CL-01" in pages.text("clarification-new", candidate.pk)
    send(asked, sd_1="Six.")
    assert "sd-1" in ticked(pages, candidate)


def test_when_all_that_lacks_an_answer_waits_the_page_says_so(lead, candidate, pages):
    every = {question.slug: question.text for question in candidate.evaluation.document.questions}
    ask(lead, candidate, questions=every)
    assert ticked(pages, candidate) == set()
    assert (
        "Nothing is chosen: each question that lacks a specific answer waits with the vendor"
        in pages.text("clarification-new", candidate.pk)
    )


def test_the_vendors_contacts_are_offered(candidate, workspace, pages):
    Contact.objects.create(workspace=workspace, vendor=candidate.vendor, name="Kim", email=EMAIL)
    form = pages.open("clarification-new", candidate.pk).context["form"]
    assert form["email"].value() == EMAIL


def sheet(candidate, pages, **more):
    typed = {"choose_sd-1": "on", "asked_sd-1": "In our words?", "email": EMAIL, "language": "de"}
    due = (clock.now() + timedelta(days=5)).date()
    return pages.send("clarification-new", candidate.pk, **{**typed, "due_on": due, **more})


def test_the_form_sends_the_questions_as_worded(candidate, pages):
    assert sheet(candidate, pages).status_code == 302
    row = Clarification.objects.get()
    assert [(item.question.slug, item.asked) for item in row.items.all()] == [("sd-1", "In our words?")]
    assert row.language == "de"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"asked_sd-1": " "}, "Write the question, or take it off the list."),
        ({"choose_sd-1": ""}, "Choose at least one question."),
        ({"email": "kim"}, "This is not an e-mail address."),
        ({"due_on": "2020-01-01"}, "Choose a day from today"),
    ],
)
def test_bad_input_is_told_at_its_field_and_what_was_typed_stays(candidate, pages, wrong, said):
    page = sheet(candidate, pages, **{"message": "Please hurry.", **wrong})
    html = page.content.decode()
    assert page.status_code == 422 and said in html and "Please hurry." in html
    assert not Clarification.objects.exists()


def test_the_page_says_what_was_opened_and_what_is_a_draft_stays_hidden(asked, pages):
    vendor.save_drafts(clarification=fresh(asked), drafts=drafts(asked, sd_1="Half a thought."))
    html = pages.text("clarification", asked.pk)
    assert "not yet" in html and "Half a thought." not in html and "No answer yet." in html
    vendor.come_in(fresh(asked))
    assert "Opened" in pages.text("clarification-list", asked.candidate_id)


def test_a_draft_file_is_not_handed_out_before_it_is_sent(asked, pages):
    vendor.attach(clarification=fresh(asked), item=item_of(asked), file=upload(b"log", "log.txt"))
    key = Evidence.objects.get().pk
    assert pages.open("evidence-file", key).status_code == 404
    assert pages.open("evidence", key).status_code == 404
    send(asked)
    answer = pages.open("evidence-file", key)
    assert b"".join(answer.streaming_content) == b"log"
    assert "Sent by the vendor" in pages.text("evidence", key)


def test_the_words_show_at_the_question_marked_as_the_vendors_own(lead, candidate, asked, pages):
    send(asked, sd_1="All six, both ways.")
    for html in (
        pages.text("clarification", asked.pk),
        pages.text("candidate-score", candidate.pk),
        pages.text("compare-questions", candidate.evaluation_id, "sync-direction"),
    ):
        before, _found, _after = html.replace("&#x27;", "'").partition("All six, both ways.")
        assert "Vendor's own words" in before[-900:] and "Claimed" in before[-900:]


def test_the_poll_brings_the_words_and_the_files_to_an_open_screen(lead, candidate, asked, pages):
    before = fresh(asked).candidate.change
    vendor.attach(clarification=fresh(asked), item=item_of(asked), file=upload(b"log", "log.txt"))
    send(asked, sd_1="All six.")
    html = pages.text("candidate-changes", candidate.pk, since=before)
    assert 'id="replies-sd-1"' in html and "All six." in html
    assert 'id="thumbs-sd-1"' in html and "log.txt" in html


def test_one_tap_takes_the_words_over(lead, candidate, asked, pages):
    send(asked, sd_1="All six.")
    assert pages.send("clarification-take", item_of(asked).pk).status_code == 302
    note = Answer.objects.get(candidate=candidate, question__slug="sd-1").note
    assert note == "The vendor in writing (CL-01): All six."
    assert "Our note holds these words." in pages.text("clarification", asked.pk)


@pytest.mark.parametrize("name", ["clarification-remind", "clarification-revoke"])
def test_a_tap_reminds_or_takes_back(asked, pages, name):
    assert pages.send(name, asked.pk).status_code == 302
    row = fresh(asked)
    assert bool(row.reminded_at) is (name == "clarification-remind")
    assert bool(row.revoked_at) is (name == "clarification-revoke")


def test_a_wrong_deadline_is_told_beside_it(asked, pages):
    page = pages.send("clarification-extend", asked.pk, due_on="2020-01-01")
    assert page.status_code == 422 and "Choose a day from today" in page.content.decode()
    assert pages.send("clarification-renew", asked.pk, due_on="soon").status_code == 422


def test_a_vendor_who_waits_stands_in_my_work_and_is_granted(asked, pages):
    vendor.ask_anew(clarification=fresh(asked))
    assert "The vendor asks for a new link" in pages.text("my-work")
    assert "asked for a new link or more time" in pages.text("clarification", asked.pk)
    pages.send("clarification-renew", asked.pk, due_on=fresh(asked).due_on)
    assert "asks for a new link" not in pages.text("my-work")


def test_procurement_reads_what_was_sent_and_may_do_nothing(workspace, asked):
    reader = Pages.of(make_actor(workspace, Role.PROCUREMENT))
    html = reader.text("clarification", asked.pk)
    assert "Take the link back" not in html and "Take over" not in html
    assert "Ask the vendor" not in reader.text("clarification-list", asked.candidate_id)


def test_follow_ups_and_overview_lead_here(candidate, pages):
    new = reverse("clarification-new", args=[pages.slug, candidate.pk])
    assert new in pages.text("candidate-follow-ups", candidate.pk)
    listed = reverse("clarification-list", args=[pages.slug, candidate.pk])
    assert listed in pages.text("evaluation", candidate.evaluation_id)


def test_the_list_needs_the_same_queries_however_many_requests(lead, pages):
    candidate = candidate_of(make_evaluation(lead))
    ask(lead, candidate)
    few = pages.queries("clarification-list", candidate.pk)
    for _ in range(6):
        ask(lead, candidate)
    assert pages.queries("clarification-list", candidate.pk) == few


def test_the_page_needs_the_same_queries_however_many_answers(lead, candidate, pages):
    row = ask(lead, candidate)
    few = pages.queries("clarification", row.pk)
    many = ask(lead, candidate, questions={f"sd-{number}": "What?" for number in (1, 2, 3, 4)})
    assert pages.queries("clarification", many.pk) == few
