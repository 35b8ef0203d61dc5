"""Rounds that narrow the candidates down to a shortlist."""

from uuid import uuid4

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.rounds import end_round, take_back
from audits.evaluations.comparison.firmness import doubts, firmness
from audits.evaluations.comparison.load import load_comparison
from audits.evaluations.comparison.snapshot import comparison_of
from audits.evaluations.models import Candidate, Evaluation
from audits.journal.models import Event
from audits.kit.refusals import Blocked, Conflict, Decided, Invalid
from tests import factories
from tests.evaluations.gap_scenes import score_all
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(lead):
    """Ringly leads with 40 points, before Pipetap with 32 and Dialmate with 24."""
    evaluation = factories.make_evaluation(lead, vendors=["Pipetap", "Ringly", "Dialmate"], crms=["hubspot"])
    Evaluation.objects.filter(pk=evaluation.pk).update(crms=[])
    evaluation.refresh_from_db()
    for name, points in (("Ringly", 5), ("Pipetap", 4), ("Dialmate", 3)):
        score_all(lead, factories.candidate_of(evaluation, name), points)
    return Evaluation.objects.get(pk=evaluation.pk)


def without(lead, evaluation, *names, **more):
    left = {factories.candidate_of(evaluation, name).pk: f"{name} has no API." for name in names}
    return end_round(actor=lead, evaluation=evaluation, left_out=left, **more)


def shown(evaluation):
    return load_comparison(Evaluation.objects.get(pk=evaluation.pk), workspace="")


def test_who_is_left_out_stays_listed_behind_the_others_with_round_and_reason(lead, three):
    without(lead, three, "Ringly")
    view = shown(three)
    assert [one.vendor for one in view.candidates] == ["Pipetap", "Dialmate", "Ringly"]
    last = view.candidates[-1]
    assert (last.left_out.round, last.left_out.reason, last.score.points) == (1, "Ringly has no API.", 40)
    assert (view.round, [one.vendor for one in view.racing]) == (2, ["Pipetap", "Dialmate"])


def test_it_neither_leads_nor_trails_a_leader(lead, three):
    without(lead, three, "Ringly")
    view = shown(three)
    assert view.leaders == (factories.candidate_of(three, "Pipetap").pk,) and view.margin == 8
    assert firmness(view, three.document).leaders == (str(view.leaders[0]),)
    assert doubts(view, three.document) == ()


def test_it_cannot_be_chosen(lead, three):
    without(lead, three, "Ringly")
    with pytest.raises(Blocked):
        ringly = factories.candidate_of(three, "Ringly")
        decide(actor=lead, evaluation=three, candidate_id=ringly.pk, reason="Best all the same.")


def test_it_is_taken_back_with_a_reason(lead, three):
    without(lead, three, "Ringly")
    candidate = factories.candidate_of(three, "Ringly")
    with pytest.raises(Invalid):
        take_back(actor=lead, candidate=candidate, reason=" ")
    take_back(actor=lead, candidate=candidate, reason="They opened their API.")
    assert shown(three).leaders == (candidate.pk,)
    with pytest.raises(Blocked):
        take_back(actor=lead, candidate=candidate, reason="Again.")


def test_its_round_stays_its_own_in_later_rounds(lead, three):
    without(lead, three, "Ringly")
    without(lead, three, "Dialmate")
    rounds = {one.vendor: one.left_out and one.left_out.round for one in shown(three).candidates}
    assert rounds == {"Pipetap": None, "Dialmate": 2, "Ringly": 1}


@pytest.mark.parametrize("names", [["Ringly"], ["Ringly", "Pipetap", "Dialmate"]])
def test_no_round_ends_without_reasons_or_without_a_shortlist(lead, three, names):
    left = {factories.candidate_of(three, name).pk: "" if len(names) == 1 else "No API." for name in names}
    with pytest.raises(Invalid):
        end_round(actor=lead, evaluation=three, left_out=left)
    assert Evaluation.objects.get(pk=three.pk).round == 1
    assert not Candidate.objects.filter(left_round__isnull=False).exists()


def test_whoever_is_not_on_the_shortlist_is_refused(lead, three):
    without(lead, three, "Ringly")
    for stranger in (factories.candidate_of(three, "Ringly").pk, uuid4()):
        with pytest.raises(Invalid):
            end_round(actor=lead, evaluation=three, left_out={stranger: "No API."})


def test_a_round_that_somebody_else_ended_is_shown_first(lead, three):
    without(lead, three, "Ringly", seen=1)
    with pytest.raises(Conflict):
        without(lead, three, "Dialmate", seen=1)
    assert Evaluation.objects.get(pk=three.pk).round == 2


def test_a_decision_freezes_the_shortlist(lead, three):
    without(lead, three, "Ringly")
    decide(actor=lead, evaluation=three, candidate_id=None, reason="None of them.")
    decided = Evaluation.objects.get(pk=three.pk)
    with pytest.raises(Decided):
        take_back(actor=lead, candidate=factories.candidate_of(three, "Ringly"), reason="After all.")
    view = comparison_of(decided, workspace="")
    left = view.candidates[-1].left_out
    assert view.round == 2 and left and left.reason == "Ringly has no API."


def test_the_journal_tells_who_stayed_and_why_others_did_not(lead, three):
    without(lead, three, "Ringly")
    ended = Event.objects.get(kind="round.ended")
    assert (ended.part, ended.payload["after"]) == ("1", {"shortlist": ["Dialmate", "Pipetap"]})
    assert Event.objects.get(kind="candidate.left_out").payload["after"]["reason"] == "Ringly has no API."
    html = Pages.of(lead).text("evaluation-journal", three.pk)
    assert "Left out of the shortlist: Ringly" in html


def test_a_lead_ends_a_round_on_the_page(lead, three):
    pages = Pages.of(lead)
    assert pages.address("round-end", three.pk) in pages.text("evaluation", three.pk)
    ringly = factories.candidate_of(three, "Ringly")
    fields = pages.fields("round-end", three.pk)
    fields["stays"] = [key for key in fields["stays"] if key != str(ringly.pk)]
    refused = pages.send("round-end", three.pk, **fields)
    assert refused.status_code == 422 and f"id_reason_{ringly.pk.hex}_error" in refused.content.decode()
    pages.send("round-end", three.pk, **fields | {f"reason_{ringly.pk.hex}": "No API."})
    html = pages.text("evaluation", three.pk)
    assert "Left out after round 1" in html and "No API." in html
    pages.send("candidate-take-back", ringly.pk, reason="They opened it.")
    assert "Left out after round 1" not in pages.text("evaluation", three.pk)


def test_the_comparison_filters_by_shortlist(lead, three):
    without(lead, three, "Ringly")
    pages = Pages.of(lead)
    shown = [pages.open("compare", three.pk, shortlist=asked).context["columns"] for asked in ("on", "out")]
    assert [[one.candidate.vendor for one in each] for each in shown] == [["Pipetap", "Dialmate"], ["Ringly"]]


def test_the_decision_offers_only_the_shortlist(lead, three):
    without(lead, three, "Ringly")
    choices = dict(Pages.of(lead).open("decide", three.pk).context["form"].fields["choice"].choices)
    assert set(choices.values()) >= {"Pipetap", "Dialmate"} and "Ringly" not in choices.values()
