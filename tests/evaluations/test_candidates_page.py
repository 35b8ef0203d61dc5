"""Adding, withdrawing and waiving on pages."""

import pytest

from audits.evaluations.actions.candidates import readmit, withdraw
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.objects import confirm_all, save_object
from audits.evaluations.comparison.load import load_comparison
from audits.evaluations.models import Candidate, Evaluation, Waiver
from audits.journal.models import Event
from audits.kit.refusals import Conflict
from audits.people.actor import Actor
from tests.factories import candidate_of, make_evaluation, make_vendor
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


def test_candidates_are_added_later(lead: Actor, evaluation: Evaluation, pages: Pages) -> None:
    relay = make_vendor(lead, "Relay")
    sent = pages.send("candidate-add", evaluation.pk, vendors=[str(relay.pk)], new_vendors="Northwind")
    assert sent.status_code == 302
    names = evaluation.candidates.values_list("vendor__name", flat=True)
    assert sorted(names) == ["Northwind", "Pipetap", "Relay"]
    assert candidate_of(evaluation, "Northwind").answers.count() == 31


def test_adding_needs_a_vendor(evaluation: Evaluation, pages: Pages) -> None:
    assert pages.send("candidate-add", evaluation.pk).status_code == 422


def test_who_is_in_already_is_not_offered(evaluation: Evaluation, pages: Pages) -> None:
    form = pages.open("candidate-add", evaluation.pk).context["form"]
    assert list(form.fields["vendors"].choices) == []


def test_a_candidate_is_withdrawn_with_a_reason_and_taken_back(lead: Actor, pages: Pages) -> None:
    evaluation = make_evaluation(lead, vendors=["Relay", "Pipetap"])
    pipetap = candidate_of(evaluation)
    pages.send("candidate-withdraw", pipetap.pk, reason="They pulled out.")
    context = pages.open("evaluation", evaluation.pk).context
    assert [row.column.candidate.vendor for row in context["candidates"]] == ["Relay"]
    assert [(one.vendor, one.reason) for one in context["withdrawn"]] == [("Pipetap", "They pulled out.")]
    pages.send("candidate-readmit", pipetap.pk)
    context = pages.open("evaluation", evaluation.pk).context
    assert len(context["candidates"]) == 2 and not context["withdrawn"]
    assert "Candidate withdrawn: Pipetap" in pages.text("evaluation-journal", evaluation.pk)


def test_withdrawing_needs_a_reason_and_happens_once(candidate: Candidate, pages: Pages) -> None:
    assert pages.send("candidate-withdraw", candidate.pk, reason=" ").status_code == 422
    assert pages.send("candidate-withdraw", candidate.pk, reason="r").status_code == 302
    sent = pages.send("candidate-withdraw", candidate.pk, reason="second words")
    assert sent.status_code == 409 and "second words" in sent.content.decode()
    assert Event.objects.filter(kind="candidate.withdrawn").count() == 1


def test_taking_back_who_is_in_the_race_is_refused(candidate: Candidate, pages: Pages) -> None:
    assert pages.send("candidate-readmit", candidate.pk).status_code == 409


def test_leaving_and_returning_never_repeat_a_count_of_writes(lead: Actor) -> None:
    evaluation = make_evaluation(lead, vendors=["Relay", "Pipetap"])
    pipetap, seen = candidate_of(evaluation), []
    for turn in range(4):
        seen.append(load_comparison(Evaluation.objects.get(), workspace="w").change)
        if turn % 2:
            readmit(actor=lead, candidate=pipetap)
        else:
            withdraw(actor=lead, candidate=pipetap, reason="r")
    assert seen == sorted(set(seen))
    with pytest.raises(Conflict):
        decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="r", seen_change=seen[0])


@pytest.mark.covers("R038")
def test_one_object_is_waived_with_a_reason(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    save_object(
        actor=lead, candidate=candidate, crm="salesforce", name="lead", values={"write": False}, version=None
    )
    choices = pages.open("candidate-waive", candidate.pk).context["form"].fields["what"].choices
    assert [key for key, _label in choices] == ["salesforce", "salesforce/lead"]
    sent = pages.send("candidate-waive", candidate.pk, what="salesforce/lead", reason="We have no leads.")
    assert sent.status_code == 302
    assert "1 hard stop waived" in pages.text("evaluation", candidate.evaluation_id)


def test_a_whole_crm_is_waived_in_one_action(candidate: Candidate, pages: Pages) -> None:
    pages.send("candidate-waive", candidate.pk, what="salesforce", reason="Moving off it.")
    assert Waiver.objects.filter(reason="Moving off it.").count() == 6
    assert "not confirmed" not in pages.text("evaluation", candidate.evaluation_id)


def test_what_is_confirmed_cannot_be_waived(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    assert "There is nothing to waive" in pages.followed("candidate-waive", candidate.pk)
    sent = pages.send("candidate-waive", candidate.pk, what="salesforce/lead", reason="kept words")
    assert sent.status_code == 422 and "kept words" in sent.content.decode()
    assert not Waiver.objects.exists()


def test_a_decided_evaluation_refuses_all_of_it(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="r")
    assert pages.send("candidate-withdraw", candidate.pk, reason="r").status_code == 423
    assert pages.send("candidate-waive", candidate.pk, what="salesforce", reason="r").status_code == 423
    assert pages.send("candidate-add", candidate.evaluation_id, new_vendors="N").status_code == 423
    assert pages.send("candidate-readmit", candidate.pk).status_code == 423
