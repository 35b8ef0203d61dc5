"""From the demo to the ledger: what was marked as a promise becomes a commitment of the chosen vendor."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from audits.checklists.actions.items import save_item
from audits.checklists.actions.library import load_built_in
from audits.checklists.models import RunItem
from audits.commitments.models import Commitment
from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.actions.objects import confirm_all
from audits.evaluations.actions.promises import commit
from audits.evaluations.models import Candidate, Decision, Demo, Evaluation
from audits.evaluations.models.demo import DemoStatus
from audits.evaluations.promises import promises_of
from audits.journal.models import Event
from audits.kit import clock
from audits.kit.refusals import Blocked
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.checklists.scenes import RECORD
from tests.factories import candidate_of, make_actor, make_evaluation, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 11, 12, 9, tzinfo=UTC)
ST_4: AnswerValues = {
    "verdict": "strong",
    "proof": "claimed",
    "note": "Opt-outs stop sends within a minute.\n\nThey had no log at hand.",
    "is_promise": True,
    "demo_second": 754,
    "facts": {"opt-out-delay": {"value": "1", "unit": "min"}},
}


def answer(actor: Actor, candidate: Candidate, question: str, values: Any, at: datetime = DAY) -> None:
    with clock.at(at):
        save_answer(actor=actor, candidate=candidate, question=question, values=values, version=None)


def held(candidate: Candidate, at: datetime, people: str, **more: Any) -> Demo:
    return Demo.objects.create(
        workspace_id=candidate.workspace_id,
        candidate=candidate,
        held_at=at,
        vendor_people=people,
        status=DemoStatus.ENDED,
        **more,
    )


def choose(actor: Actor, candidate: Candidate) -> None:
    confirm_all(actor=actor, candidate=candidate, crm="salesforce")
    decide(actor=actor, evaluation=candidate.evaluation, candidate_id=candidate.pk, reason="Best.")


@pytest.fixture
def promising(lead: Actor, candidate: Candidate) -> Candidate:
    """Demoed on 12 November with one promise among the answers."""
    held(candidate, DAY, "Mina Kovac (founder)\nJorge Paz, engineer")
    answer(lead, candidate, "st-4", ST_4, DAY + timedelta(minutes=13))
    answer(lead, candidate, "sd-1", {"verdict": "strong", "note": "No promise."}, DAY)
    return candidate


@pytest.mark.covers("R076")
def test_choosing_a_vendor_makes_commitments_of_its_promises(lead: Actor, promising: Candidate) -> None:
    choose(lead, promising)
    row = Commitment.objects.get()
    assert (row.vendor_id, row.text) == (promising.vendor_id, "Opt-outs stop sends within a minute.")
    assert row.words.endswith("They had no log at hand.")
    assert (row.question, row.dimension, row.verdict, row.proof) == (
        "st-4",
        "Sync timing",
        "strong",
        "claimed",
    )
    assert (row.said_by, row.said_on) == ("Mina Kovac (founder), Jorge Paz, engineer", date(2026, 11, 12))
    assert (row.figure, row.limit, row.demo_second) == ("at most 60 s", Decimal(60), 754)
    assert row.source_title == "EV-0001 Q1 sequencer choice"
    assert row.source_path == f"/w/halden/candidates/{promising.pk}/score#q-st-4"
    assert row.source_answer == promising.answers.get(question__slug="st-4").pk


def test_its_address_leads_to_the_answer(lead: Actor, promising: Candidate) -> None:
    [promise] = promises_of(lead, promising)
    path, _hash, anchor = promise.source_path.partition("#")
    assert f'id="{anchor}"' in Pages.of(lead).client.get(path).content.decode()


def test_choosing_nobody_makes_none(lead: Actor, promising: Candidate) -> None:
    decide(actor=lead, evaluation=promising.evaluation, candidate_id=None, reason="None fits.")
    assert not Commitment.objects.exists()


def test_a_decision_that_is_refused_makes_none(lead: Actor, promising: Candidate) -> None:
    with pytest.raises(Blocked):
        decide(actor=lead, evaluation=promising.evaluation, candidate_id=promising.pk, reason="Best.")
    assert not Commitment.objects.exists() and not Event.objects.filter(kind="commitments.taken").exists()


def test_only_the_chosen_vendors_promises_become_commitments(lead: Actor) -> None:
    evaluation = make_evaluation(lead, vendors=["Pipetap", "Relay"])
    for name in ("Pipetap", "Relay"):
        answer(lead, candidate_of(evaluation, name), "st-4", ST_4)
    choose(lead, candidate_of(evaluation, "Relay"))
    assert Commitment.objects.get().vendor.name == "Relay"


def test_the_snapshot_of_the_decision_knows_nothing_of_commitments(lead: Actor, promising: Candidate) -> None:
    choose(lead, promising)
    assert "CM-01" not in Decision.objects.get().snapshot


def test_a_repeated_decision_takes_over_once(lead: Actor, promising: Candidate) -> None:
    confirm_all(actor=lead, candidate=promising, crm="salesforce")
    for _turn in range(2):
        decide(
            actor=lead,
            evaluation=promising.evaluation,
            candidate_id=promising.pk,
            reason="Best.",
            key="k",
        )
    assert Commitment.objects.count() == 1


def test_deciding_again_brings_them_up_to_date_and_adds(lead: Actor, promising: Candidate) -> None:
    choose(lead, promising)
    reopen(actor=lead, evaluation=Evaluation.objects.get(), reason="They showed it.")
    answer(lead, promising, "st-4", {"proof": "own-org", "facts": {"opt-out-delay": None}})
    answer(lead, promising, "eh-3", {"is_promise": True, "note": "Retries for a day."})
    promising.evaluation.refresh_from_db()
    decide(actor=lead, evaluation=promising.evaluation, candidate_id=promising.pk, reason="Still.")
    first, second = Commitment.objects.all()
    assert (first.proof, first.figure) == ("own-org", "") and second.text == "Retries for a day."


@pytest.mark.parametrize(
    ("question", "noted", "limit"),
    [
        ("st-4", {"opt-out-delay": {"value": "90", "unit": "s"}}, Decimal(90)),
        ("st-2", {"observed-delay": {"value": "0.5", "unit": "min"}}, Decimal(30)),
        ("st-1", {"shortest-interval": {"value": "2", "unit": "h"}}, Decimal(7200)),
        ("st-4", {"unsubscribed-at": "09:00"}, None),
        ("st-4", {"opt-out-delay": {"value": "999999999", "unit": "day"}}, None),
        ("sd-1", {}, None),
    ],
)
def test_a_noted_length_of_time_is_the_limit(
    lead: Actor, candidate: Candidate, question: str, noted: Any, limit: Decimal | None
) -> None:
    answer(lead, candidate, question, {"is_promise": True, "facts": noted})
    [promise] = promises_of(lead, candidate)
    assert promise.limit == limit
    assert (promise.comparison, promise.unit) == (("<=", "s") if limit else ("", ""))


def test_a_promise_without_a_note_is_told_by_its_question(lead: Actor, candidate: Candidate) -> None:
    answer(lead, candidate, "st-4", {"is_promise": True, "verdict": "strong"})
    [promise] = promises_of(lead, candidate)
    assert promise.text == promise.question_text and promise.words == ""


def test_promises_stand_in_the_order_of_the_framework(lead: Actor, candidate: Candidate) -> None:
    for question in ("ps-3", "sd-2", "st-4"):
        answer(lead, candidate, question, {"is_promise": True})
    assert [promise.question for promise in promises_of(lead, candidate)] == ["sd-2", "st-4", "ps-3"]


def test_the_word_is_of_the_last_demo_before_it_was_written_down(lead: Actor, candidate: Candidate) -> None:
    held(candidate, DAY - timedelta(days=7), "Sales")
    held(candidate, DAY, "Engineer")
    held(candidate, DAY + timedelta(days=7), "Founder")
    answer(lead, candidate, "st-4", ST_4, DAY + timedelta(days=1))
    [promise] = promises_of(lead, candidate)
    assert (promise.said_by, promise.said_on) == ("Engineer", date(2026, 11, 12))


def test_a_demo_that_started_early_is_the_one(lead: Actor, candidate: Candidate) -> None:
    held(candidate, DAY, "Founder", started_at=DAY - timedelta(minutes=5))
    answer(lead, candidate, "st-4", ST_4, DAY - timedelta(minutes=1))
    assert promises_of(lead, candidate)[0].said_by == "Founder"


def test_without_a_demo_nobody_is_quoted_by_name(lead: Actor, candidate: Candidate) -> None:
    answer(lead, candidate, "st-4", ST_4)
    [promise] = promises_of(lead, candidate)
    assert (promise.said_by, promise.said_on) == ("", date(2026, 11, 12))


def test_the_day_is_that_of_the_workspaces_clock(db: None) -> None:
    actor = make_actor(make_workspace(timezone="Asia/Tokyo"))
    candidate = candidate_of(make_evaluation(actor))
    late = datetime(2026, 11, 12, 20, tzinfo=UTC)
    held(candidate, late, "Founder")
    answer(actor, candidate, "st-4", ST_4, late)
    assert promises_of(actor, candidate)[0].said_on == date(2026, 11, 13)


def test_many_names_are_cut_to_what_is_kept(lead: Actor, candidate: Candidate) -> None:
    held(candidate, DAY, "\n".join(f"Person number {number}" for number in range(40)))
    answer(lead, candidate, "st-4", ST_4)
    [promise] = promises_of(lead, candidate)
    assert len(promise.said_by) == 200 and promise.said_by.endswith("…")


def test_two_queries_find_all_promises(
    lead: Actor, promising: Candidate, django_assert_num_queries: Any
) -> None:
    for question in ("ps-3", "sd-2", "eh-1"):
        answer(lead, promising, question, {"is_promise": True})
    assert promising.evaluation.catalog
    with django_assert_num_queries(2):
        assert len(promises_of(lead, promising)) == 4


def test_a_lead_takes_them_over_before_a_decision(lead: Actor, promising: Candidate) -> None:
    pages = Pages.of(lead)
    for name in ("candidate-follow-ups", "trial"):
        page = pages.text(name, promising.pk)
        assert "Make commitments of the promises" in page and "not in the ledger" in page
    here = pages.address("trial", promising.pk)
    sent = pages.send("candidate-promises", promising.pk, next=here)
    assert sent.status_code == 302 and sent["Location"] == here
    page = pages.text("trial", promising.pk)
    assert "1 commitment made." in page and "CM-01" in page and "all are commitments" in page
    assert pages.send("candidate-promises", promising.pk)["Location"] == pages.address(
        "candidate-follow-ups", promising.pk
    )
    assert "already say what the answers say" in pages.text("trial", promising.pk)


def test_taking_over_leads_nowhere_else(lead: Actor, promising: Candidate) -> None:
    sent = Pages.of(lead).send("candidate-promises", promising.pk, next="https://evil.example/")
    assert sent["Location"].startswith("/w/halden/")


def test_without_promises_there_is_nothing_to_take_over(lead: Actor, candidate: Candidate) -> None:
    pages = Pages.of(lead)
    assert "Make commitments" not in pages.text("candidate-follow-ups", candidate.pk)
    assert pages.send("candidate-promises", candidate.pk).status_code == 409
    with pytest.raises(Blocked):
        commit(actor=lead, candidate=candidate)


def test_the_decided_pages_say_what_became_of_the_promises(lead: Actor, promising: Candidate) -> None:
    choose(lead, promising)
    pages = Pages.of(lead)
    for name in ("decide", "evaluation"):
        page = pages.text(name, promising.evaluation_id)
        assert "1 promise became a commitment." in page
        assert pages.address("vendor-ledger", promising.vendor_id) in page
        assert pages.address("acceptance-start", promising.vendor_id) in page
        assert "Make commitments" not in page


def test_a_decision_from_before_commitments_offers_to_make_them(lead: Actor, promising: Candidate) -> None:
    choose(lead, promising)
    Commitment.objects.all().delete()
    pages = Pages.of(lead)
    assert "1 promise is not in the ledger yet." in pages.text("decide", promising.evaluation_id)
    pages.send("candidate-promises", promising.pk)
    assert "1 promise became a commitment." in pages.text("decide", promising.evaluation_id)


def test_deciding_for_nobody_says_nothing_of_promises(lead: Actor, promising: Candidate) -> None:
    decide(actor=lead, evaluation=promising.evaluation, candidate_id=None, reason="None fits.")
    page = Pages.of(lead).text("decide", promising.evaluation_id)
    assert "became" not in page and "not in the ledger" not in page and "acceptance" not in page


def test_a_vendor_that_promised_nothing_is_accepted_by_the_library(lead: Actor, candidate: Candidate) -> None:
    choose(lead, candidate)
    page = Pages.of(lead).text("decide", candidate.evaluation_id)
    assert "became" not in page and Pages.of(lead).address("acceptance-start", candidate.vendor_id) in page


def test_only_leads_are_offered_the_acceptance(
    workspace: Workspace, lead: Actor, promising: Candidate
) -> None:
    choose(lead, promising)
    reader = Pages.of(make_actor(workspace, Role.PROCUREMENT))
    page = reader.text("decide", promising.evaluation_id)
    assert "1 promise became a commitment." in page
    assert reader.address("acceptance-start", promising.vendor_id) not in page


@pytest.mark.covers("R076")
def test_a_promise_of_the_demo_is_broken_by_a_check_and_cited_in_the_ledger(
    lead: Actor, promising: Candidate
) -> None:
    choose(lead, promising)
    load_built_in()
    pages = Pages.of(lead)
    fields = pages.fields("acceptance-start", promising.vendor_id)
    assert pages.send("acceptance-start", promising.vendor_id, **fields).status_code == 302
    item = RunItem.objects.select_related("run", "commitment").get(slug="cm-01")
    save_item(actor=lead, item=item, values={"status": "fail", "finding": RECORD})
    ledger = pages.text("vendor-ledger", promising.vendor_id)
    assert "Promised in the demo on 12 Nov 2026, and not kept." in ledger
    for cited in ("ST-4", "claimed, never shown", "Mina Kovac (founder)", "They had no log at hand."):
        assert cited in ledger
    assert RECORD["observed"] in ledger and pages.address("run-item", item.run_id, "cm-01") in ledger


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT])
def test_others_see_promises_and_do_not_take_them_over(
    workspace: Workspace, promising: Candidate, role: str
) -> None:
    reader = Pages.of(make_actor(workspace, role))
    page = reader.text("candidate-follow-ups", promising.pk)
    assert "Opt-outs stop sends" in page and "Make commitments" not in page
    assert reader.send("candidate-promises", promising.pk).status_code == 403
