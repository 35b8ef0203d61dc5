"""The pages of gaps: the register, one gap, and where else gaps are shown."""

from datetime import timedelta

import pytest

from audits.evaluations.models import Candidate, Evaluation, Gap
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests import factories
from tests.evaluations.gap_scenes import lacking, score_all
from tests.evaluations.test_gaps import choose
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


@pytest.mark.covers("R055")
def test_the_register_offers_low_dimensions_and_takes_them_over(
    pages: Pages, lead: Actor, candidate: Candidate
) -> None:
    score_all(lead, candidate, 4, sync_timing=2)
    page = pages.text("candidate-gaps", candidate.pk)
    assert "Sync timing, 2" in page or "Real time or batch, 2" in page
    assert pages.send("gaps-from-low", candidate.pk, dimension="sync-timing").status_code == 302
    page = pages.text("candidate-gaps", candidate.pk)
    assert "G-01" in page and "None without a gap." in page


@pytest.mark.covers("R056")
def test_a_gap_is_written_down_and_ruled_on(pages: Pages, lead: Actor, candidate: Candidate) -> None:
    sent = {**pages.fields("gap-new", candidate.pk), "title": "No filter", "dimension": "permission-scoping"}
    assert pages.send("gap-new", candidate.pk, **sent).status_code == 302
    gap = Gap.objects.get()
    ruled = {**pages.fields("gap-edit", gap.pk), "ruling": "blocking", "owner": lead.user_id}
    refused = pages.send("gap-edit", gap.pk, **ruled)
    assert refused.status_code == 422 and "Say why it is so" in refused.content.decode()
    assert pages.send("gap-edit", gap.pk, **ruled, reason="Reps see too much.").status_code == 302
    page = pages.text("gap", gap.pk)
    assert "Blocking" in page and "Reps see too much." in page and "Gap G-01 edited" in page


def test_of_two_who_write_at_once_the_second_sees_what_the_first_wrote(
    pages: Pages, lead: Actor, candidate: Candidate
) -> None:
    gap = lacking(lead, candidate)
    mine = {**pages.fields("gap-edit", gap.pk), "workflow": "Mine"}
    theirs = {**pages.fields("gap-edit", gap.pk), "workflow": "Theirs"}
    assert pages.send("gap-edit", gap.pk, **theirs).status_code == 302
    refused = pages.send("gap-edit", gap.pk, **mine)
    shown = refused.content.decode()
    assert refused.status_code == 409 and "It now says: Theirs" in shown and 'value="Mine"' in shown


@pytest.mark.covers("R057")
def test_the_decision_names_blocking_gaps_and_asks_for_it(
    pages: Pages, lead: Actor, evaluation: Evaluation
) -> None:
    candidate = factories.candidate_of(evaluation)
    score_all(lead, candidate, 5)
    lacking(lead, candidate)
    page = pages.text("decide", evaluation.pk)
    assert "No advice to sign while these gaps are open" in page and "G-01 No record filter" in page
    assert 'name="acknowledged"' in page


@pytest.mark.covers("R068")
def test_the_comparison_counts_open_blocking_gaps(pages: Pages, lead: Actor, evaluation: Evaluation) -> None:
    lacking(lead, factories.candidate_of(evaluation))
    page = pages.text("compare", evaluation.pk)
    assert "1 blocking gap" in page and "G-01 No record filter" in page


def test_the_owner_sees_their_gap_without_reading_evaluations(
    lead: Actor, workspace: Workspace, candidate: Candidate
) -> None:
    owner = factories.make_actor(workspace, Role.OWNER)
    gap, other = lacking(lead, candidate, owner=owner.user_id), lacking(lead, candidate)
    theirs = Pages.of(owner)
    assert "My work" in theirs.text("gap", gap.pk)
    assert theirs.open("gap", other.pk).status_code == 404
    assert set(theirs.open("gap-edit", gap.pk).context["form"].fields) == {"mitigation", "vendor_on", "seen"}
    assert theirs.send("gap-close", gap.pk, closing="The filter is there.", seen="1").status_code == 302


@pytest.mark.covers("R057")
def test_my_work_lists_a_gap_until_it_is_closed(lead: Actor, candidate: Candidate) -> None:
    lacking(lead, candidate, ruling="acceptable", expires_on=lead.today + timedelta(days=5))
    page = Pages.of(lead).text("my-work")
    assert "No record filter" in page and "Pipetap, acceptable" in page


def test_gaps_of_a_vendor_that_was_not_chosen_are_no_work(lead: Actor) -> None:
    evaluation = factories.make_evaluation(lead, vendors=["Alpha", "Beta"])
    lacking(lead, factories.candidate_of(evaluation, "Beta"))
    won = factories.candidate_of(evaluation, "Alpha")
    lacking(lead, won, title="No time of delivery")
    choose(lead, won)
    page = Pages.of(lead).text("my-work")
    assert "No time of delivery" in page and "No record filter" not in page


def test_the_ledger_lists_gaps_apart_and_counts_no_promise(
    pages: Pages, lead: Actor, candidate: Candidate
) -> None:
    lacking(lead, candidate)
    choose(lead, candidate)
    response = pages.open("vendor-ledger", candidate.vendor_id)
    ledger = response.context["ledger"]
    assert (ledger.tally.all, ledger.entries, len(ledger.gaps)) == (0, (), 1)
    assert "Gaps to close" in response.content.decode()


def test_the_register_needs_as_many_queries_for_many_gaps_as_for_one(
    pages: Pages, lead: Actor, candidate: Candidate
) -> None:
    lacking(lead, candidate)
    one = pages.queries("candidate-gaps", candidate.pk)
    for _ in range(5):
        lacking(lead, candidate)
    assert pages.queries("candidate-gaps", candidate.pk) == one


@pytest.mark.parametrize(
    ("points", "leads_to"), [(5, "candidate-sla"), (4, "candidate-gaps"), (2, "candidate-cost")]
)
def test_what_the_band_asks_for_comes_first(
    pages: Pages, lead: Actor, candidate: Candidate, points: int, leads_to: str
) -> None:
    score_all(lead, candidate, points, sync_direction=max(points - 1, 0))
    answer = pages.open("candidate-asks", candidate.pk)
    assert answer["Location"] == pages.address(leads_to, candidate.pk)
    assert pages.open(leads_to, candidate.pk).context["tabs"][0].is_current
