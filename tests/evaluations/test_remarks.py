"""Comments and challenges on lines of the report, and what becomes of them."""

from typing import Any

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.remarks import answer_remark, make_remark, withdraw_remark
from audits.evaluations.models import Evaluation, Remark
from audits.evaluations.remarks import Line, line_words, remarks_of, tally_of
from audits.inbox.entries import work_page
from audits.journal.models import Event, OutboxMessage
from audits.kit import clock
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.people.models import Membership
from audits.people.roles import Role
from tests import factories
from tests.evaluations.declaring import excluded, panelist

pytestmark = pytest.mark.django_db


@pytest.fixture
def petra(workspace):
    return factories.make_actor(workspace, Role.PROCUREMENT)


def raised(actor, evaluation, line=None, kind="challenge", words="Who has seen this work?"):
    made = make_remark(actor=actor, evaluation=evaluation, line=line or Line(), kind=kind, words=words)
    return Remark.objects.get(pk=made["id"])


def work_of(actor):
    return work_page(actor.workspace_id, of=actor.user_id, today=actor.today).rows


def test_a_challenge_lands_with_the_lead_once_and_stays_until_answered(lead, petra, evaluation):
    row = raised(petra, evaluation)
    message = OutboxMessage.objects.get(kind="remark.raised")
    assert message.recipient_id == lead.user_id
    assert [(work.kind, work.key) for work in work_of(lead)] == [("challenge", row.pk)]
    answer_remark(actor=lead, remark=row, words="We did, on 4 May.")
    assert work_of(lead) == []


def test_a_comment_is_nobodys_work(lead, petra, evaluation):
    raised(petra, evaluation, kind="comment")
    assert work_of(lead) == [] and not OutboxMessage.objects.exists()


def test_the_author_is_told_of_the_answer(lead, petra, evaluation):
    answer_remark(actor=lead, remark=raised(petra, evaluation), words="We did.")
    assert OutboxMessage.objects.get(kind="remark.answered").recipient_id == petra.user_id


def test_a_later_answer_stands_beside_the_first(lead, petra, evaluation):
    row = raised(petra, evaluation)
    answer_remark(actor=lead, remark=row, words="On 4 May.", seen=0)
    answer_remark(actor=lead, remark=row, words="On 5 May, I mean.", seen=1)
    (shown,) = remarks_of(evaluation)
    assert [one.text for one in shown.answers] == ["On 4 May.", "On 5 May, I mean."]
    assert shown.state == "answered"


def test_an_answer_given_meanwhile_is_shown_first(lead, petra, evaluation):
    row = raised(petra, evaluation)
    answer_remark(actor=lead, remark=row, words="Once.", seen=0)
    with pytest.raises(Conflict) as refusal:
        answer_remark(actor=lead, remark=row, words="Twice.", seen=0)
    assert refusal.value.theirs == "Once." and row.answers.count() == 1


def test_only_its_author_takes_a_remark_back_and_its_words_stay(lead, petra, evaluation):
    row = raised(petra, evaluation)
    with pytest.raises(Denied):
        withdraw_remark(actor=lead, remark=row)
    withdraw_remark(actor=petra, remark=row)
    (shown,) = remarks_of(evaluation)
    assert (shown.state, shown.text) == ("withdrawn", "Who has seen this work?")
    assert tally_of(evaluation.pk).count == 0
    with pytest.raises(Blocked):
        answer_remark(actor=lead, remark=row, words="Too late.")


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.PANELIST])
def test_whoever_only_reads_answers_nothing(workspace, lead, evaluation, role):
    row = raised(lead, evaluation)
    with pytest.raises(Denied):
        answer_remark(actor=factories.make_actor(workspace, role), remark=row, words="Yes.")


def test_a_decision_closes_no_remark_and_takes_new_ones(lead, petra, evaluation):
    row = raised(petra, evaluation)
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="Too dear.")
    answer_remark(actor=lead, remark=row, words="We did.")
    late = raised(petra, Evaluation.objects.get(pk=evaluation.pk), Line("decision"))
    assert (late.code, late.revision, late.waits) == ("RM-02", 1, True)


def test_no_answer_moves_the_change_that_screens_watch(lead, petra, evaluation):
    answer_remark(actor=lead, remark=raised(petra, evaluation), words="We did.")
    assert Evaluation.objects.get(pk=evaluation.pk).change == evaluation.change


@pytest.mark.parametrize(
    "line",
    [
        Line("weather"),
        Line("dimension", "weather"),
        Line("question", ""),
        Line("object", "salesforce/lead"),
        Line("cost"),
        Line("evaluation", "sd-1"),
    ],
)
def test_a_line_that_the_report_does_not_have_is_refused(petra, evaluation, line):
    with pytest.raises(Invalid):
        raised(petra, evaluation, line)
    assert not Remark.objects.exists()


def test_another_evaluations_candidate_is_refused(lead, petra, evaluation):
    other = factories.candidate_of(factories.make_evaluation(lead, vendors=["Ringly"]), "Ringly")
    with pytest.raises(Invalid):
        raised(petra, evaluation, Line("cost", "", other.pk))


@pytest.mark.parametrize(
    ("place", "part", "words"),
    [
        ("dimension", "sync-timing", "Sync timing, Pipetap"),
        ("object", "salesforce/lead", "Salesforce Lead, Pipetap"),
        ("gaps", "", "Gaps, Pipetap"),
    ],
)
def test_lines_are_called_as_people_call_them(petra, evaluation, candidate, place, part, words):
    line = Line(place, part, candidate.pk)
    raised(petra, evaluation, line)
    assert line_words(line, evaluation.document, "Pipetap") == words
    assert remarks_of(evaluation)[0].where == words


def test_blank_words_are_refused_and_secrets_are_masked(petra, evaluation):
    with pytest.raises(Invalid):
        raised(petra, evaluation, words="  ")
    assert "hunter2hunter2" not in raised(petra, evaluation, words="password=hunter2hunter2").text


def test_whoever_is_excluded_says_nothing_here(lead, workspace, evaluation):
    priya = panelist(workspace)
    excluded(priya, evaluation, by=lead)
    with pytest.raises(Denied):
        raised(priya, evaluation)


def test_a_challenge_passes_by_a_lead_who_left_or_is_excluded(lead, workspace, petra, evaluation):
    second = factories.make_actor(workspace, Role.LEAD, "second@halden.example")
    Membership.objects.filter(user=lead.user_id).update(ended_at=clock.now())
    assert raised(petra, evaluation).owner_id == second.user_id
    excluded(second, evaluation, by=lead)
    assert raised(petra, evaluation).owner_id is None


def test_marks_count_by_line_and_say_what_waits(lead, petra, evaluation, candidate):
    line = Line("dimension", "sync-timing", candidate.pk)
    raised(petra, evaluation, line)
    raised(petra, evaluation, line, kind="comment")
    mark = tally_of(evaluation.pk).on("dimension", "sync-timing", candidate.pk)
    assert (mark.count, mark.waiting) == (2, 1)


def test_the_journal_tells_every_step(lead, petra, evaluation):
    row = raised(petra, evaluation)
    answer_remark(actor=lead, remark=row, words="We did.")
    withdraw_remark(actor=petra, remark=row)
    told = Event.objects.filter(part="RM-01").order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["remark.made", "remark.answered", "remark.withdrawn"]


def test_sent_twice_it_is_made_once(petra, evaluation):
    values: Any = {"line": Line(), "kind": "comment", "words": "Seen it.", "key": "k1"}
    first = make_remark(actor=petra, evaluation=evaluation, **values)
    assert make_remark(actor=petra, evaluation=evaluation, **values) == first
    assert Remark.objects.count() == 1
