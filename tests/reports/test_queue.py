"""The queue of reports: made once, claimed by one, taken over from the dead, refused to the late."""

from datetime import timedelta
from typing import Any

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.scores import save_score
from audits.evaluations.models import Candidate, Evaluation, ReportFile
from audits.evidence import making as queue
from audits.evidence.making import MadeStatus
from audits.journal.models import Event
from audits.kit import clock
from audits.kit.refusals import Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests import factories
from tests.reports.reading import ask

pytestmark = pytest.mark.django_db
FILE: dict[str, Any] = {"storage_key": "reports/x.pdf", "sha256": "ab" * 32, "size": 3}
OVER = timedelta(seconds=-1)


def claim(lease: timedelta = queue.LEASE) -> queue.Claim:
    claimed = queue.claim(lease=lease)
    assert claimed is not None
    return claimed


def test_same_content_is_asked_for_once(lead: Actor, evaluation: Evaluation) -> None:
    assert ask(lead, evaluation).pk == ask(lead, evaluation).pk


def test_another_write_makes_another_report(
    lead: Actor, evaluation: Evaluation, candidate: Candidate
) -> None:
    first = ask(lead, evaluation)
    save_score(actor=lead, candidate=candidate, dimension="sync-timing", values={"points": 3}, version=0)
    assert ask(lead, evaluation).pk != first.pk


def test_renamed_vendor_makes_another_report(
    lead: Actor, evaluation: Evaluation, candidate: Candidate
) -> None:
    first = ask(lead, evaluation)
    candidate.vendor.name = "Pipetap Two"
    candidate.vendor.save()
    assert ask(lead, evaluation).pk != first.pk


def test_other_templates_make_another_report(lead: Actor, evaluation: Evaluation) -> None:
    assert ask(lead, evaluation, edition="a").pk != ask(lead, evaluation, edition="b").pk


def test_decided_report_is_named_by_its_revision(lead: Actor, evaluation: Evaluation) -> None:
    """And by what stays open after it: no remark and no write on one yet."""
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None convinced.")
    report = ask(lead, evaluation)
    assert report.content_key == "comparison:all:decided-1:0.0:test"


def test_request_is_in_the_journal(lead: Actor, evaluation: Evaluation) -> None:
    report = ask(lead, evaluation)
    event = Event.objects.get(kind="report.requested")
    assert (event.subject, event.payload["after"]["report"]) == (evaluation.pk, str(report.pk))


def test_failed_report_can_be_asked_for_again(lead: Actor, evaluation: Evaluation) -> None:
    first = ask(lead, evaluation)
    queue.fail(claim(), "It took too long.", may_retry=False)
    second = ask(lead, evaluation)
    assert second.pk != first.pk and second.status == MadeStatus.QUEUED


@pytest.mark.parametrize(("kind", "has_candidate"), [("comparison", True), ("brief", False), ("x", False)])
def test_kind_and_candidate_must_fit(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, kind: str, has_candidate: bool
) -> None:
    with pytest.raises(Invalid):
        ask(lead, evaluation, kind, candidate if has_candidate else None)


def test_candidate_of_another_evaluation_is_refused(lead: Actor, candidate: Candidate) -> None:
    other = factories.make_evaluation(lead, title="Other", vendors=["Other"])
    with pytest.raises(Invalid):
        ask(lead, other, "candidate", candidate)


def test_owner_may_not_ask(workspace: Workspace, evaluation: Evaluation) -> None:
    with pytest.raises(Denied):
        ask(factories.make_actor(workspace, Role.OWNER), evaluation)


def test_oldest_job_is_claimed_first(lead: Actor, evaluation: Evaluation, candidate: Candidate) -> None:
    first, second = ask(lead, evaluation), ask(lead, evaluation, "brief", candidate)
    assert [claim().report_id, claim().report_id] == [first.pk, second.pk]
    assert queue.claim() is None


def test_abandoned_job_is_taken_over_and_the_late_finisher_refused(
    lead: Actor, evaluation: Evaluation
) -> None:
    report = ask(lead, evaluation)
    late, second = claim(OVER), claim()
    assert queue.finish(late, **FILE) is False
    assert queue.fail(late, "late", may_retry=True) is False
    assert queue.finish(second, **FILE) is True
    report.refresh_from_db()
    assert (report.status, report.sha256, report.fence) == (MadeStatus.DONE, FILE["sha256"], 2)


def test_job_in_hand_is_not_claimed_again(lead: Actor, evaluation: Evaluation) -> None:
    ask(lead, evaluation)
    claim()
    assert queue.claim() is None


def test_finished_report_is_in_the_journal_with_its_hash(lead: Actor, evaluation: Evaluation) -> None:
    ask(lead, evaluation)
    queue.finish(claim(), **FILE)
    assert Event.objects.get(kind="report.made").payload["after"]["sha256"] == FILE["sha256"]


def test_passing_trouble_is_tried_three_times(lead: Actor, evaluation: Evaluation) -> None:
    report = ask(lead, evaluation)
    for _ in range(3):
        queue.fail(claim(), "The renderer stopped without a word.", may_retry=True)
    report.refresh_from_db()
    assert report.status == MadeStatus.FAILED and "without a word" in report.failure
    assert queue.claim() is None


def test_job_abandoned_three_times_is_given_up(lead: Actor, evaluation: Evaluation) -> None:
    report = ask(lead, evaluation)
    for _ in range(3):
        claim(OVER)
    assert queue.claim() is None and queue.reap() == 1
    report.refresh_from_db()
    assert report.status == MadeStatus.FAILED and report.failure


def test_claim_lasts_as_long_as_its_lease(lead: Actor, evaluation: Evaluation) -> None:
    ask(lead, evaluation)
    claim(timedelta(seconds=60))
    left = ReportFile.objects.get().leased_until
    assert left is not None and timedelta(seconds=55) < left - clock.now() < timedelta(seconds=61)
