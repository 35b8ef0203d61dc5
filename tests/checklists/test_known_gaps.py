"""Known gaps at go-live: offered and checked after the promises, cited when they are still there."""

import pytest

from audits.checklists.actions.items import save_item
from audits.checklists.actions.library import load_built_in
from audits.checklists.actions.runs import start_run
from audits.checklists.models import RunItem
from audits.commitments.models import Commitment
from audits.evaluations.actions.gaps import close_gap
from audits.evaluations.models import Candidate
from audits.people.actor import Actor
from tests.checklists.scenes import RECORD
from tests.evaluations.gap_scenes import fresh, lacking
from tests.evaluations.test_promises import ST_4, answer, choose
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def bought(lead: Actor, candidate: Candidate) -> Candidate:
    """A vendor that was chosen with one promise, and a gap found since."""
    load_built_in()
    answer(lead, candidate, "st-4", ST_4)
    choose(lead, candidate)
    lacking(lead, candidate)
    return candidate


def gone_live(lead: Actor, candidate: Candidate) -> list[RunItem]:
    keys = list(Commitment.objects.values_list("pk", flat=True))
    start_run(
        actor=lead,
        checklist="go-live",
        title="Go-live",
        vendor=candidate.vendor_id,
        groups=frozenset(),
        commitments=keys,
    )
    return list(RunItem.objects.order_by("position"))


@pytest.mark.covers("R057", "R076")
def test_go_live_checks_the_promises_and_then_the_gaps(lead: Actor, bought: Candidate) -> None:
    promise, gap = gone_live(lead, bought)
    assert (promise.group, gap.group) == ("acceptance", "known-gaps")
    assert gap.title == "Gone: No record filter"
    offered = Pages.of(lead).open("acceptance-start", bought.vendor_id).context["form"]
    assert [name for _key, name in offered.fields["commitments"].choices][1].endswith(
        "Gone: No record filter"
    )


def test_a_gap_found_still_there_is_cited_and_no_promise_is_broken(lead: Actor, bought: Candidate) -> None:
    _promise, item = gone_live(lead, bought)
    save_item(actor=lead, item=item, values={"status": "fail", "finding": RECORD})
    ledger = Pages.of(lead).open("vendor-ledger", bought.vendor_id).context["ledger"]
    assert (ledger.tally.broken, ledger.gaps[0].commitment.state) == (0, "broken")
    shown = Pages.of(lead).text("run-item", item.run_id, item.slug)
    assert "This gap was known." in shown and "G-01" in shown and "Territory privacy" in shown


def test_a_gap_found_gone_is_still_the_registers_to_close(lead: Actor, bought: Candidate) -> None:
    _promise, item = gone_live(lead, bought)
    save_item(actor=lead, item=item, values={"status": "pass"})
    commitment = Commitment.objects.get(kind="gap")
    assert commitment.source_gap is not None and commitment.state == "kept"
    page = Pages.of(lead).text("gap", commitment.source_gap)
    assert "Gone" in page and "A check has found it gone" in page
    gap = lacking(lead, Candidate.objects.with_parents().get(pk=bought.pk), title="Another")
    close_gap(actor=lead, gap=fresh(gap), how="By hand.")
    assert (
        Commitment.objects.filter(kind="gap").order_by("number").values_list("state", flat=True)[0] == "kept"
    )
