"""A decision, a reveal or an exclusion and what comes at the same moment: it is in it, or refused."""

from typing import Any

import pytest

from audits.evaluations.actions.candidates import withdraw
from audits.evaluations.actions.clarifications import renew, revoke
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.declarations import declare, rule
from audits.evaluations.actions.panel import save_own
from audits.evaluations.actions.reveal import agree, reveal
from audits.evaluations.comparison.snapshot import comparison_of
from audits.evaluations.models import (
    Candidate,
    Clarification,
    ClarificationItem,
    Declaration,
    Evaluation,
    PanelScore,
    Score,
)
from audits.kit.refusals import Blocked, Conflict, Decided, Refusal
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.scoring.panel import Tally
from tests.evaluations.clarification_scenes import ask, send
from tests.evaluations.clarification_scenes import fresh as link
from tests.evaluations.declaring import interested
from tests.evaluations.panel_points import DIMENSION, fresh, give, make_panel, panel_evaluation, revealed
from tests.evaluations.test_panel_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 4
rounds = pytest.mark.parametrize("_round", range(ROUNDS))


@pytest.fixture
def evaluation(lead: Actor) -> Evaluation:
    return panel_evaluation(lead)


@pytest.fixture
def panel(workspace: Workspace) -> list[Actor]:
    return make_panel(workspace, "priya", "marek")


def again(evaluation: Evaluation) -> Evaluation:
    """As another request finds it."""
    return Evaluation.objects.get(pk=evaluation.pk)


def none_fits(lead: Actor, evaluation: Evaluation) -> Any:
    return decide(actor=lead, evaluation=again(evaluation), candidate_id=None, reason="None fits.")


@rounds
def test_what_a_vendor_sends_during_the_decision_is_in_it_or_refused(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, _round: int
) -> None:
    asked = ask(lead, candidate)
    found = at_once(lambda: send(asked, sd_1="All six."), lambda: none_fits(lead, evaluation))
    decided = comparison_of(again(evaluation), workspace="w").candidates[0]
    (shown,) = decided.clarifications
    said = {reply.text for reply in shown.replies if reply.is_answered}
    assert isinstance(found[1], dict)
    assert said == (set() if isinstance(found[0], Decided) else {"All six."})
    assert ClarificationItem.objects.filter(answer="All six.").count() == len(said)


@rounds
def test_a_declaration_made_during_the_decision_is_in_it_or_refused(
    lead: Actor, evaluation: Evaluation, panel: list[Actor], _round: int
) -> None:
    mine, theirs = again(evaluation), again(evaluation)
    found = at_once(
        lambda: declare(actor=panel[0], evaluation=mine, interest="none"),
        lambda: decide(actor=lead, evaluation=theirs, candidate_id=None, reason="None fits."),
    )
    in_it = len(comparison_of(again(evaluation), workspace="w").declarations)
    assert in_it == Declaration.objects.count() == (0 if isinstance(found[0], Decided) else 1)


@rounds
def test_a_reveal_during_the_decision_is_in_it_or_refused(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, panel: list[Actor], _round: int
) -> None:
    give(panel[0], candidate, 4)
    seen = fresh(candidate)
    found = at_once(lambda: reveal(actor=lead, candidate=seen), lambda: none_fits(lead, evaluation))
    decided = comparison_of(again(evaluation), workspace="w").candidates[0]
    was_refused = isinstance(found[0], Decided)
    assert (decided.is_blind, decided.score.points) == ((True, 0) if was_refused else (False, 4))
    assert (fresh(candidate).revealed_at is None) == was_refused


@rounds
def test_whoever_is_excluded_during_the_reveal_counts_in_it_whole_or_not_at_all(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, panel: list[Actor], _round: int
) -> None:
    row = interested(panel[0], evaluation)
    for slug in candidate.evaluation.catalog.dimension_ids:
        give(panel[0], candidate, 5, dimension=slug)
        give(panel[1], candidate, 1, dimension=slug)
    seen = fresh(candidate)
    found = at_once(
        lambda: rule(actor=lead, declaration=row, ruling="excluded", reason="Owns a part."),
        lambda: reveal(actor=lead, candidate=seen),
    )
    counted = set(PanelScore.objects.filter(panelist=panel[0].user_id).values_list("is_counted", flat=True))
    agreed = set(Score.objects.filter(candidate=candidate).values_list("points", flat=True))
    assert not any(isinstance(each, Refusal) for each in found)
    assert (counted, agreed) in [({True}, {3}), ({False}, {1})]
    assert row.evaluation.declarations.get().is_excluding


@rounds
def test_points_saved_while_their_giver_is_excluded_never_count(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, panel: list[Actor], _round: int
) -> None:
    row, seen = interested(panel[0], evaluation), fresh(candidate)
    give(panel[1], candidate, 2)
    values: Any = {"points": 5}
    at_once(
        lambda: rule(actor=lead, declaration=row, ruling="excluded", reason="Owns a part."),
        lambda: save_own(actor=panel[0], candidate=seen, dimension=DIMENSION, values=values, version=0),
    )
    reveal(actor=lead, candidate=fresh(candidate))
    assert Score.objects.get(candidate=candidate, points__isnull=False).points == 2


@rounds
def test_of_two_who_agree_at_once_one_is_told(
    lead: Actor, candidate: Candidate, panel: list[Actor], _round: int
) -> None:
    row = revealed(lead, candidate, {panel[0]: 5, panel[1]: 2})
    found = at_once(
        *(
            lambda points=points: agree(
                actor=lead, candidate=fresh(row), dimension=DIMENSION, values={"points": points}, version=1
            )
            for points in (2, 5)
        )
    )
    assert {type(each) for each in found} == {dict, Conflict}
    assert Score.objects.get(candidate=candidate, points__isnull=False).version == 2


@rounds
def test_a_link_that_dies_while_answers_are_sent_has_brought_them_or_not(
    lead: Actor, candidate: Candidate, _round: int
) -> None:
    asked = ask(lead, candidate)
    old = link(asked)
    found = at_once(
        lambda: send(asked, sd_1="All six."), lambda: revoke(actor=lead, clarification=link(asked))
    )
    is_answered = ClarificationItem.objects.filter(answer="All six.").exists()
    assert is_answered == (not isinstance(found[0], Blocked)) and found[1] is None
    due_on = lead.today
    renewed = at_once(*[lambda: renew(actor=lead, clarification=link(asked), due_on=due_on)] * 2)
    assert renewed == [None, None]
    now = Clarification.objects.get(pk=asked.pk)
    assert now.token_digest != old.token_digest and now.token != old.token


@rounds
def test_a_vendor_withdrawn_during_the_reveal_ends_in_one_state(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, panel: list[Actor], _round: int
) -> None:
    give(panel[0], candidate, 4)
    seen, other = fresh(candidate), fresh(candidate)
    found = at_once(
        lambda: reveal(actor=lead, candidate=seen),
        lambda: withdraw(actor=lead, candidate=other, reason="Gone."),
    )
    now = Candidate.objects.get(pk=candidate.pk)
    assert (now.revealed_at is None) == isinstance(found[0], Refusal)
    points = [row.points for row in Score.objects.filter(candidate=candidate) if row.points is not None]
    assert points == ([] if now.revealed_at is None else [Tally((4,)).rounded])
