"""Commitments by hand: made, edited against somebody else's edit, released and held again."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from audits.commitments.actions.commitments import edit_commitment, hold_again, make_commitment, release
from audits.commitments.actions.judging import judge
from audits.commitments.models import Commitment
from audits.journal.models import Event
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.commitments.scenes import by_hand, taken_over, vendor_of
from tests.factories import make_actor, make_workspace

pytestmark = pytest.mark.django_db


def test_a_commitment_is_made_by_hand_with_its_source(lead: Actor) -> None:
    row = by_hand(
        lead, said_by="Jo", said_on=date(2026, 11, 3), source_title="E-mail of 3 Nov", proof="claimed"
    )
    assert row.is_by_hand and (row.said_by, row.source_title) == ("Jo", "E-mail of 3 Nov")
    event = Event.objects.get(kind="commitment.made")
    assert (event.subject, event.part) == (row.vendor_id, "CM-01")
    assert event.payload["after"]["promised"] == row.text


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"text": ""}, {"text"}),
        ({"text": " \n"}, {"text"}),
        ({"text": "x" * 1001}, {"text"}),
        ({"text": "A\x00"}, {"text"}),
        ({"text": "A", "limit": "5"}, {"comparison", "unit"}),
        ({"text": "A", "limit": "5", "comparison": "<="}, {"unit"}),
        ({"text": "A", "unit": "s"}, {"comparison", "limit"}),
        ({"text": "A", "comparison": "<="}, {"limit", "unit"}),
        ({"text": "A", "comparison": "~", "limit": "5", "unit": "s"}, {"comparison"}),
        ({"text": "A", "comparison": "<=", "limit": "soon", "unit": "s"}, {"limit"}),
        ({"text": "A", "comparison": "<=", "limit": "-1", "unit": "s"}, {"limit"}),
        ({"text": "A", "comparison": "<=", "limit": "NaN", "unit": "s"}, {"limit"}),
        ({"text": "A", "comparison": "<=", "limit": "1e10", "unit": "s"}, {"limit"}),
        ({"text": "A", "comparison": "<=", "limit": "0.00001", "unit": "s"}, {"limit"}),
        ({"text": "A", "comparison": "<=", "limit": "1", "unit": "x" * 61}, {"unit"}),
        ({"text": "A", "proof": "sworn"}, {"proof"}),
        ({"text": "A", "said_by": "x" * 201}, {"said_by"}),
        ({"text": "", "owner": "nobody@halden.example", "limit": "x"}, {"text", "owner", "limit"}),
        ({"text": "A", "state": "kept"}, {"state"}),
    ],
)
def test_wrong_values_are_refused_by_field(lead: Actor, values: Any, fields: set[str]) -> None:
    with pytest.raises(Invalid) as caught:
        make_commitment(actor=lead, vendor=vendor_of(lead), values=values)
    assert set(caught.value.fields) == fields and not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("limit", "unit", "figure"),
    [
        ("0.5", "s", "at most 0.5 s"),
        ("60", "s", "at most 60 s"),
        ("60.0000", "s", "at most 60 s"),
        ("0", "records", "at most 0 records"),
        ("9999999999.9999", "s", "at most 9999999999.9999 s"),
    ],
)
def test_a_figure_reads_as_people_write_it(lead: Actor, limit: str, unit: str, figure: str) -> None:
    row = by_hand(lead, comparison="<=", limit=limit, unit=unit)
    assert row.figure == figure


def test_half_a_figure_is_refused_by_the_database(lead: Actor) -> None:
    row = by_hand(lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=row.pk).update(comparison="<=", limit=5)


def test_an_owner_of_another_workspace_is_refused(lead: Actor) -> None:
    stranger = make_actor(make_workspace("rival"), Role.OWNER)
    with pytest.raises(Invalid) as caught:
        by_hand(lead, owner=stranger.user_id)
    assert set(caught.value.fields) == {"owner"}


def test_an_edit_is_saved_with_before_and_after(lead: Actor) -> None:
    [row] = taken_over(lead)
    edit_commitment(actor=lead, commitment=row, values={"text": "Within 60 s."}, version=0)
    row.refresh_from_db()
    assert (row.text, row.version, row.has_own_text, row.has_own_limit) == ("Within 60 s.", 1, True, False)
    event = Event.objects.get(kind="commitment.edited")
    assert event.payload["after"]["promised"] == "Within 60 s."
    assert event.payload["before"]["figure"] == "<= 60 s"


def test_an_edit_that_changes_nothing_writes_nothing(lead: Actor) -> None:
    [row] = taken_over(lead)
    figure = {"comparison": "<=", "limit": "60.0", "unit": "s"}
    edit_commitment(actor=lead, commitment=row, values=figure, version=0)  # type: ignore[arg-type]
    row.refresh_from_db()
    assert row.version == 0 and not Event.objects.filter(kind="commitment.edited").exists()


def test_a_figure_can_be_taken_away(lead: Actor) -> None:
    [row] = taken_over(lead)
    nothing = {"comparison": "", "limit": None, "unit": ""}
    edit_commitment(actor=lead, commitment=row, values=nothing, version=0)  # type: ignore[arg-type]
    row.refresh_from_db()
    assert row.figure == "" and row.has_own_limit


@pytest.mark.parametrize("field", ["said_by", "said_on", "proof", "source_title", "words"])
def test_what_the_demo_recorded_is_not_edited(lead: Actor, field: str) -> None:
    [row] = taken_over(lead)
    with pytest.raises(Invalid) as caught:
        edit_commitment(actor=lead, commitment=row, values={field: "x"}, version=0)  # type: ignore[misc]
    assert set(caught.value.fields) == {field}


def test_a_stale_edit_is_a_conflict_with_both_texts(lead: Actor) -> None:
    [row] = taken_over(lead)
    edit_commitment(actor=lead, commitment=row, values={"text": "Theirs."}, version=0)
    with pytest.raises(Conflict) as caught:
        edit_commitment(actor=lead, commitment=row, values={"text": "Mine."}, version=0)
    assert (caught.value.yours["text"], caught.value.theirs["text"]) == ("Mine.", "Theirs.")
    assert caught.value.version == 1 and Commitment.objects.get().text == "Theirs."


def test_a_release_needs_a_reason(lead: Actor) -> None:
    [row] = taken_over(lead)
    with pytest.raises(Invalid) as caught:
        release(actor=lead, commitment=row, reason=" ")
    assert set(caught.value.fields) == {"reason"}


def test_a_released_commitment_is_held_again_as_it_was_last_found(lead: Actor) -> None:
    [row] = taken_over(lead)
    judge(actor=lead, commitment=row, is_kept=False, note="Took 3 minutes.")
    release(actor=lead, commitment=row, reason="Not used.")
    row.refresh_from_db()
    assert (row.state, row.release_reason) == ("released", "Not used.")
    with pytest.raises(Blocked):
        release(actor=lead, commitment=row, reason="Again.")
    hold_again(actor=lead, commitment=row)
    row.refresh_from_db()
    assert (row.state, row.release_reason) == ("broken", "")
    with pytest.raises(Blocked):
        hold_again(actor=lead, commitment=row)


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_only_leads_write(workspace: Workspace, lead: Actor, role: str) -> None:
    [row] = taken_over(lead)
    other = make_actor(workspace, role)
    for call in (
        lambda: make_commitment(actor=other, vendor=row.vendor, values={"text": "A"}),
        lambda: edit_commitment(actor=other, commitment=row, values={"text": "A"}, version=0),
        lambda: release(actor=other, commitment=row, reason="A"),
        lambda: hold_again(actor=other, commitment=row),
    ):
        with pytest.raises(Denied):
            call()
    assert Commitment.objects.get().version == 0


def test_another_workspaces_commitment_is_never_written(lead: Actor) -> None:
    rival = make_actor(make_workspace("rival"), Role.LEAD)
    [row] = taken_over(rival)
    with pytest.raises(RuntimeError):
        edit_commitment(actor=lead, commitment=row, values={"text": "Mine."}, version=0)
