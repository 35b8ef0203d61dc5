"""Declaring an interest and ruling on it."""

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.declarations import declare, rule, state_of
from audits.journal.models import Event
from audits.kit.refusals import Blocked, Conflict, Decided, Denied, Invalid
from audits.people.roles import Role
from tests.evaluations.declaring import clear, excluded, interested, panelist
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def priya(workspace):
    return panelist(workspace)


def waive(actor, row, **more):
    rule(actor=actor, declaration=row, ruling="waived", reason="A fund, two years ago.", **more)
    row.refresh_from_db()


def test_a_declaration_is_kept_and_told(priya, evaluation):
    row = interested(priya, evaluation, "My brother works there.")
    assert (row.interest, row.note, row.waits) == ("declared", "My brother works there.", True)
    event = Event.objects.get(kind="declaration.made")
    assert event.payload["after"] == {"has_interest": True, "note": "My brother works there."}


def test_declaring_the_same_again_keeps_the_ruling_and_tells_nothing(lead, priya, evaluation):
    waive(lead, interested(priya, evaluation))
    row = interested(priya, evaluation)
    assert row.ruling == "waived"
    assert Event.objects.filter(kind="declaration.made").count() == 1


def test_another_interest_needs_another_ruling(lead, priya, evaluation):
    waive(lead, interested(priya, evaluation))
    assert interested(priya, evaluation, "And I was hired by them.").waits


def test_a_ruling_names_who_when_and_why(lead, priya, evaluation):
    row = interested(priya, evaluation)
    waive(lead, row)
    assert (row.ruling, row.ruled_by_id, row.ruling_reason) == (
        "waived",
        lead.user_id,
        "A fund, two years ago.",
    )
    assert row.ruled_at is not None


def test_a_ruling_is_noticed_by_open_screens(lead, priya, evaluation, candidate):
    before = candidate.change
    excluded(priya, evaluation, by=lead)
    candidate.refresh_from_db()
    assert candidate.change == before + 1


def test_nobody_rules_on_their_own(lead, evaluation):
    row = interested(lead, evaluation)
    with pytest.raises(Denied):
        waive(lead, row)


def test_a_panelist_does_not_rule(workspace, priya, evaluation):
    row = interested(priya, evaluation)
    with pytest.raises(Denied):
        waive(panelist(workspace, "marek"), row)


def test_an_admin_rules_on_a_lead(workspace, lead, evaluation):
    row = interested(lead, evaluation)
    waive(make_actor(workspace, Role.ADMIN), row)
    assert row.ruling == "waived"


def test_nothing_declared_is_nothing_to_waive(lead, priya, evaluation):
    with pytest.raises(Blocked):
        waive(lead, clear(priya, evaluation))


def test_whoever_is_excluded_cannot_declare_themselves_free(lead, priya, evaluation):
    row = excluded(priya, evaluation, by=lead)
    with pytest.raises(Denied):
        clear(priya, evaluation)
    row.refresh_from_db()
    assert row.ruling == "excluded"


def test_an_exclusion_can_be_taken_back(lead, priya, evaluation):
    row = excluded(priya, evaluation, by=lead)
    waive(lead, row)
    assert row.ruling == "waived"


def test_a_ruling_on_something_that_changed_is_a_conflict(lead, priya, evaluation):
    row = interested(priya, evaluation)
    seen = state_of(row)
    interested(priya, evaluation, "Two more things.")
    with pytest.raises(Conflict):
        waive(lead, row, seen=seen)


@pytest.mark.parametrize(("ruling", "reason"), [("waived", "  "), ("perhaps", "Why not.")])
def test_a_ruling_needs_a_reason_and_a_word_we_know(lead, priya, evaluation, ruling, reason):
    row = interested(priya, evaluation)
    with pytest.raises(Invalid):
        rule(actor=lead, declaration=row, ruling=ruling, reason=reason)


def test_an_unknown_interest_is_refused(priya, evaluation):
    with pytest.raises(Invalid):
        declare(actor=priya, evaluation=evaluation, interest="some")


def test_the_decision_freezes_declarations_and_rulings(lead, priya, evaluation):
    row = interested(priya, evaluation)
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    with pytest.raises(Decided):
        clear(priya, evaluation)
    with pytest.raises(Decided):
        waive(lead, row)
