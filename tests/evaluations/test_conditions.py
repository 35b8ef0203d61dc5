"""Choosing on conditions, and what becomes of them."""

from datetime import timedelta
from typing import Any

import pytest

from audits.evaluations.actions.conditions import Terms, settle
from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.actions.objects import confirm_all
from audits.evaluations.comparison.snapshot import comparison_of
from audits.evaluations.models import Candidate, Condition, Decision, Evaluation
from audits.inbox.entries import work_page
from audits.journal.models import Event
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.factories import make_actor
from tests.pages import Pages

pytestmark = pytest.mark.django_db
TEXT = "The audit log is readable by API."


def terms(whose: Actor, **more: Any) -> Terms:
    given = Terms(text=TEXT, owner=whose.user_id, due_on=whose.today + timedelta(days=30))
    given.update(more)  # type: ignore[typeddict-item]
    return given


@pytest.fixture
def owner(workspace: Workspace) -> Actor:
    return make_actor(workspace, Role.OWNER)


@pytest.fixture
def condition(lead: Actor, candidate: Candidate, owner: Actor) -> Condition:
    """Of a choice of the candidate; its owner may not read evaluations."""
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    choose(lead, candidate, terms(owner))
    return fresh()


def choose(lead: Actor, candidate: Candidate, *given: Terms) -> None:
    decide(
        actor=lead,
        evaluation=candidate.evaluation,
        candidate_id=candidate.pk,
        reason="Best proof.",
        conditions=dict(enumerate(given)),
    )


def fresh() -> Condition:
    return Condition.objects.with_parents().get()


def settled(actor: Actor, condition: Condition, status: str = "met", **more: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"note": "Seen in our org.", "version": condition.version} | more
    return settle(actor=actor, condition=condition, status=status, **given)


def test_a_choice_with_an_open_condition_says_so_everywhere(lead: Actor, condition: Condition) -> None:
    evaluation, pages = condition.decision.evaluation_id, Pages.of(lead)
    assert "Decided: Pipetap, on conditions" in pages.text("evaluation", evaluation)
    assert "Chosen on conditions: Pipetap" in pages.text("compare", evaluation)
    text = pages.text("decide", evaluation)
    assert TEXT in text and "Pipetap, on conditions" in text
    assert "Decided on conditions" in pages.text("evaluation-list", show="decided")


@pytest.mark.parametrize(("status", "is_unmet"), [("met", False), ("waived", False), ("missed", True)])
def test_it_is_on_conditions_until_each_is_met_or_waived(
    lead: Actor, condition: Condition, status: str, is_unmet: bool
) -> None:
    settled(lead, condition, status)
    view = comparison_of(Evaluation.objects.get(), workspace="")
    assert view.decision is not None and view.decision.is_on_conditions is is_unmet
    listed = Pages.of(lead).text("evaluation-list", show="decided")
    assert ("Decided on conditions" in listed) is is_unmet


def test_the_snapshot_is_untouched_by_what_becomes_of_it(lead: Actor, condition: Condition) -> None:
    before = Decision.objects.get().snapshot_sha256, Decision.objects.get().snapshot
    settled(lead, condition)
    assert (Decision.objects.get().snapshot_sha256, Decision.objects.get().snapshot) == before


def test_each_step_is_kept_with_its_note(lead: Actor, owner: Actor, condition: Condition) -> None:
    settled(owner, condition, "missed", note="Not in the release.")
    settled(lead, fresh(), "met", note="In the next one.")
    steps = [(step.status, step.note, step.by_id) for step in fresh().steps.all()]
    assert steps == [
        ("missed", "Not in the release.", owner.user_id),
        ("met", "In the next one.", lead.user_id),
    ]
    text = Pages.of(owner).text("condition", condition.pk)
    assert "Not in the release." in text and "In the next one." in text
    assert Event.objects.filter(kind="condition.settled", part="C-01").count() == 2


def test_it_is_its_owners_work_until_it_is_settled(lead: Actor, owner: Actor, condition: Condition) -> None:
    (work,) = work_page(owner.workspace_id, of=owner.user_id, today=owner.today).rows
    assert (work.kind, work.title, work.due_on) == ("condition", TEXT, condition.due_on)
    text = Pages.of(owner).text("my-work")
    assert TEXT in text and Pages.of(owner).address("condition", condition.pk) in text
    settled(owner, condition)
    assert work_page(owner.workspace_id, of=owner.user_id, today=owner.today).rows == []


def test_nobody_else_settles_it_and_only_a_lead_waives(
    workspace: Workspace, owner: Actor, condition: Condition
) -> None:
    with pytest.raises(Denied):
        settled(make_actor(workspace, Role.PANELIST), condition)
    with pytest.raises(Invalid):
        settled(owner, condition, "waived")
    offered = Pages.of(owner).open("condition", condition.pk).context["form"].fields["status"].choices
    assert [value for value, _label in offered] == ["met", "missed"]


def test_two_who_settle_it_do_not_overwrite_each_other(
    lead: Actor, owner: Actor, condition: Condition
) -> None:
    settled(owner, condition)
    with pytest.raises(Conflict):
        settled(lead, condition, "missed")
    with pytest.raises(Invalid):
        settled(lead, fresh(), "met")
    assert condition.steps.count() == 1


def test_a_note_is_needed(lead: Actor, condition: Condition) -> None:
    pages = Pages.of(lead)
    sent = pages.send("condition", condition.pk, status="met", note=" ", seen=0)
    assert sent.status_code == 422 and "note" in sent.context["form"].errors
    assert fresh().status == "open"
    assert pages.send("condition", condition.pk, status="met", note="Seen.", seen=0).status_code == 302
    assert fresh().status == "met"


def test_a_reopening_leaves_it_with_its_revision(lead: Actor, owner: Actor, condition: Condition) -> None:
    reopen(actor=lead, evaluation=condition.decision.evaluation, reason="New facts.")
    assert work_page(owner.workspace_id, of=owner.user_id, today=owner.today).rows == []
    with pytest.raises(Blocked):
        settled(owner, fresh())
    text = Pages.of(owner).text("condition", condition.pk)
    assert "stays with revision 1" in text and "<form class=" not in text.split('id="cs"')[1]
    assert TEXT in Pages.of(lead).text("decide", condition.decision.evaluation_id)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"text": " "}, "text"), ({"owner": None}, "owner"), ({"due_on": None}, "due_on")],
)
def test_a_condition_is_whole_or_not_given(
    lead: Actor, candidate: Candidate, wrong: dict[str, Any], field: str
) -> None:
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    with pytest.raises(Invalid) as caught:
        choose(lead, candidate, terms(lead), terms(lead, **wrong))
    assert list(caught.value.fields) == [f"condition_1_{field}"]
    assert Evaluation.objects.get().is_open and not Condition.objects.exists()


def test_its_day_has_not_passed_and_its_owner_is_a_member(lead: Actor, candidate: Candidate) -> None:
    stranger = terms(lead, owner=candidate.pk)
    late = terms(lead, due_on=lead.today - timedelta(days=1))
    with pytest.raises(Invalid) as caught:
        choose(lead, candidate, stranger, late)
    assert set(caught.value.fields) == {"condition_0_owner", "condition_1_due_on"}


def test_only_a_chosen_vendor_has_conditions(lead: Actor, evaluation: Evaluation) -> None:
    with pytest.raises(Invalid):
        decide(
            actor=lead, evaluation=evaluation, candidate_id=None, reason="None.", conditions={0: terms(lead)}
        )


def typed(pages: Pages, candidate: Candidate, lead: Actor, **more: Any) -> dict[str, Any]:
    """The decide page's form as a lead fills it in, with one condition."""
    whole = {
        "choice": str(candidate.pk),
        "reason": "My reason.",
        "acknowledged": "on",
        "rows": 1,
        "condition_0_text": TEXT,
        "condition_0_owner": str(lead.user_id),
        "condition_0_due_on": lead.today.isoformat(),
    }
    return {**pages.fields("decide", candidate.evaluation_id), **whole, **more}


def test_another_row_keeps_what_was_typed(lead: Actor, candidate: Candidate) -> None:
    pages = Pages.of(lead)
    sent = pages.send("decide", candidate.evaluation_id, **typed(pages, candidate, lead, more="1"))
    text, form = sent.content.decode(), sent.context["form"]
    assert sent.status_code == 200 and form.row_count == 2 and not form.errors
    assert TEXT in text and "My reason." in text and "condition_1_text" in text
    assert form["choice"].value() == str(candidate.pk) and form["acknowledged"].value()
    assert Evaluation.objects.get().is_open


def test_a_refused_decision_keeps_its_conditions(lead: Actor, candidate: Candidate) -> None:
    pages = Pages.of(lead)
    sent = pages.send("decide", candidate.evaluation_id, **typed(pages, candidate, lead))
    assert sent.status_code == 409 and TEXT in sent.content.decode()
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    wrong = typed(pages, candidate, lead, condition_0_owner="")
    sent = pages.send("decide", candidate.evaluation_id, **wrong)
    assert sent.status_code == 422 and "condition_0_owner" in sent.context["form"].errors
    assert TEXT in sent.content.decode() and not Decision.objects.exists()


def test_a_row_left_blank_is_no_condition(lead: Actor, candidate: Candidate) -> None:
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    pages = Pages.of(lead)
    values = typed(pages, candidate, lead, rows=3, condition_2_text=" ")
    assert pages.send("decide", candidate.evaluation_id, **values).status_code == 302
    assert (fresh().text, fresh().code) == (TEXT, "C-01")


def test_a_second_lead_keeps_the_conditions_they_typed(lead: Actor, candidate: Candidate) -> None:
    pages = Pages.of(lead)
    values = typed(pages, candidate, lead)
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="First.")
    sent = pages.send("decide", candidate.evaluation_id, **values)
    assert sent.status_code == 423 and TEXT in sent.content.decode()
