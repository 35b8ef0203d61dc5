"""A demo's promises become commitments: once, whole, and never over a person's own words."""

from datetime import date
from decimal import Decimal

import pytest

from audits.commitments.actions.commitments import edit_commitment, release
from audits.commitments.actions.promises import take_over
from audits.commitments.models import Commitment
from audits.journal.models import Event
from audits.kit.refusals import Denied
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.commitments.scenes import OPT_OUT, by_hand, promised, taken_over, vendor_of
from tests.factories import make_actor, make_vendor, make_workspace

pytestmark = pytest.mark.django_db


@pytest.mark.covers("R076")
def test_a_promise_is_copied_whole(lead: Actor) -> None:
    [row] = taken_over(lead)
    assert (row.code, row.text, row.figure) == ("CM-01", OPT_OUT, "at most 60 s")
    assert (row.question, row.dimension, row.verdict, row.proof) == (
        "st-4",
        "Sync timing",
        "strong",
        "claimed",
    )
    assert (row.said_by, row.said_on, row.demo_second) == ("Mina Kovac (founder)", date(2026, 11, 12), 754)
    assert row.source_path.endswith("#q-st-4") and row.words.startswith(OPT_OUT)
    assert row.state == "open" and row.version == 0


def test_taking_over_again_adds_nothing_and_changes_nothing(lead: Actor) -> None:
    promise = promised()
    taken_over(lead, promise)
    done = take_over(actor=lead, vendor_id=vendor_of(lead).pk, promises=[promise])
    assert done == {"made": [], "updated": []}
    assert Commitment.objects.count() == 1 and Event.objects.filter(kind="commitments.taken").count() == 1


def test_a_promise_told_twice_in_one_go_is_one_commitment(lead: Actor) -> None:
    promise = promised()
    assert len(taken_over(lead, promise, promise)) == 1


def test_new_promises_are_numbered_on(lead: Actor) -> None:
    taken_over(lead)
    by_hand(lead)
    rows = taken_over(lead, promised("Second."), promised("Third."))
    assert [row.code for row in rows] == ["CM-01", "CM-02", "CM-03", "CM-04"]


def test_numbers_start_anew_for_each_vendor(lead: Actor) -> None:
    taken_over(lead)
    other = make_vendor(lead, "Northwind")
    done = take_over(actor=lead, vendor_id=other.pk, promises=[promised()])
    assert done["made"] == ["CM-01"]


def test_a_later_decision_brings_words_proof_and_figure_up_to_date(lead: Actor) -> None:
    first = promised()
    taken_over(lead, first)
    again = promised(
        "Stops within half a minute.", source_answer=first.source_answer, proof="own-org", limit=Decimal(30)
    )
    done = take_over(actor=lead, vendor_id=vendor_of(lead).pk, promises=[again])
    row = Commitment.objects.get()
    assert done == {"made": [], "updated": ["CM-01"]}
    assert (row.text, row.proof, row.figure) == ("Stops within half a minute.", "own-org", "at most 30 s")
    event = Event.objects.get(kind="commitment.refreshed")
    assert (event.payload["before"]["proof"], event.payload["after"]["proof"]) == ("claimed", "own-org")


def test_what_a_person_worded_stays_theirs(lead: Actor) -> None:
    first = promised()
    [row] = taken_over(lead, first)
    edit_commitment(actor=lead, commitment=row, values={"text": "Opt-outs: 60 seconds, always."}, version=0)
    again = promised("Something else.", source_answer=first.source_answer, proof="own-org")
    assert take_over(actor=lead, vendor_id=row.vendor_id, promises=[again])["updated"] == []
    row.refresh_from_db()
    assert (row.text, row.proof) == ("Opt-outs: 60 seconds, always.", "claimed")


def test_a_figure_set_by_hand_stays_while_the_words_follow_the_demo(lead: Actor) -> None:
    first = promised(comparison="", limit=None, unit="")
    [row] = taken_over(lead, first)
    figure = {"comparison": "<=", "limit": "90", "unit": "s"}
    edit_commitment(actor=lead, commitment=row, values=figure, version=0)  # type: ignore[arg-type]
    again = promised("Said better.", source_answer=first.source_answer, limit=Decimal(5))
    take_over(actor=lead, vendor_id=row.vendor_id, promises=[again])
    row.refresh_from_db()
    assert (row.text, row.figure) == ("Said better.", "at most 90 s")


def test_an_owner_given_by_hand_does_not_stop_the_words(lead: Actor) -> None:
    first = promised()
    [row] = taken_over(lead, first)
    edit_commitment(actor=lead, commitment=row, values={"owner": lead.user_id}, version=0)
    again = promised("Said better.", source_answer=first.source_answer)
    take_over(actor=lead, vendor_id=row.vendor_id, promises=[again])
    row.refresh_from_db()
    assert (row.text, row.owner_id) == ("Said better.", lead.user_id)


def test_a_released_commitment_is_left_alone(lead: Actor) -> None:
    first = promised()
    [row] = taken_over(lead, first)
    release(actor=lead, commitment=row, reason="We no longer send mail.")
    again = promised("Said better.", source_answer=first.source_answer)
    assert take_over(actor=lead, vendor_id=row.vendor_id, promises=[again])["updated"] == []


def test_one_that_is_no_promise_any_more_stays(lead: Actor) -> None:
    taken_over(lead, promised(), promised("Second."))
    take_over(actor=lead, vendor_id=vendor_of(lead).pk, promises=[promised("Third.")])
    assert Commitment.objects.count() == 3


def test_the_text_is_one_line_and_fits(lead: Actor) -> None:
    [row] = taken_over(lead, promised("Line\none\ttwo\x7f " + "x" * 1200))
    assert row.text.startswith("Line one two x") and row.text.endswith("…") and len(row.text) == 1000


def test_a_secret_in_the_note_is_masked(lead: Actor) -> None:
    secret = "password=hunter2hunter2"
    [row] = taken_over(lead, promised(f"They log in with {secret}"))
    assert "hunter2hunter2" not in row.text + row.words and "****" in row.text


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_only_leads_take_promises_over(workspace: Workspace, lead: Actor, role: str) -> None:
    with pytest.raises(Denied):
        take_over(actor=make_actor(workspace, role), vendor_id=vendor_of(lead).pk, promises=[promised()])


def test_another_workspaces_vendor_is_no_place_for_commitments(lead: Actor) -> None:
    foreign = make_vendor(make_actor(make_workspace("rival"), Role.LEAD), "Foreign")
    with pytest.raises(RuntimeError):
        take_over(actor=lead, vendor_id=foreign.pk, promises=[promised()])
    assert not Commitment.objects.exists()


def test_the_journal_names_what_was_taken_over(lead: Actor) -> None:
    taken_over(lead)
    event = Event.objects.get(kind="commitments.taken")
    assert event.subject == vendor_of(lead).pk and event.payload["after"] == {"CM-01": OPT_OUT}
