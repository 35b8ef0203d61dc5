"""Evidence in its place on a candidate."""

from pathlib import Path
from typing import Any

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.exhibits import attach_exhibit, withdraw_exhibit
from audits.evaluations.models import Candidate, Exhibit
from audits.evidence.models import Evidence
from audits.journal.models import Event
from audits.kit import clock
from audits.kit.refusals import Blocked, Decided, Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.evidence.conftest import folder as folder
from tests.evidence.files import picture, upload
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def attach(actor: Actor, candidate: Candidate, **given: Any) -> dict[str, Any]:
    values = {"dimension": "", "question": "eh-1", **given}
    if not values.get("url"):
        values.setdefault("file", upload(picture()))
    return attach_exhibit(actor=actor, candidate=candidate, **values)


def exhibit_of(result: dict[str, Any]) -> Exhibit:
    rows = Exhibit.objects.select_related("candidate", "evidence", "question", "dimension")
    return rows.get(pk=result["id"])


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.covers("R022")
def test_a_file_is_attached_to_a_question(lead: Actor, candidate: Candidate) -> None:
    result = attach(lead, candidate, proof="sandbox")
    exhibit = exhibit_of(result)
    assert exhibit.question is not None
    assert (result["code"], exhibit.question.slug, exhibit.dimension.slug) == (
        "E-01",
        "eh-1",
        "error-handling",
    )
    assert exhibit.evidence.proof == "sandbox" and exhibit.evidence.uploaded_by_id == lead.user_id


def test_a_link_is_attached_to_a_dimension(lead: Actor, candidate: Candidate) -> None:
    result = attach(lead, candidate, dimension="sync-timing", question=None, url="https://vendor.example/doc")
    assert exhibit_of(result).question is None
    assert result["url"] == "https://vendor.example/doc" and result["sha256"] == ""


def test_numbers_count_up_for_each_candidate(lead: Actor, candidate: Candidate) -> None:
    assert [attach(lead, candidate)["code"] for _ in range(3)] == ["E-01", "E-02", "E-03"]


def test_attaching_counts_on_the_candidate(lead: Actor, candidate: Candidate) -> None:
    assert attach(lead, candidate)["change"] == 1
    candidate.refresh_from_db()
    assert candidate.change == 1


def test_the_date_is_today_unless_given(lead: Actor, candidate: Candidate) -> None:
    today = clock.now().astimezone(lead.zone).date()
    assert attach(lead, candidate)["effective_on"] == today.isoformat()


def test_the_journal_names_file_and_digest(lead: Actor, candidate: Candidate) -> None:
    result = attach(lead, candidate)
    event = Event.objects.get(kind="exhibit.attached")
    assert (event.subject, event.part) == (candidate.pk, "eh-1")
    assert event.payload["after"]["sha256"] == result["sha256"]


def test_the_same_operation_twice_attaches_once(lead: Actor, candidate: Candidate, folder: Path) -> None:
    first = attach(lead, candidate, key="op-1")
    assert attach(lead, candidate, key="op-1") == first
    assert Exhibit.objects.count() == 1 and len(files_in(folder)) == 2


def test_the_same_key_for_another_file_is_refused(lead: Actor, candidate: Candidate) -> None:
    attach(lead, candidate, key="op-1")
    with pytest.raises(Invalid):
        attach(lead, candidate, key="op-1", file=upload(picture(color="red")))


def test_a_decided_evaluation_keeps_no_file(lead: Actor, candidate: Candidate, folder: Path) -> None:
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    with pytest.raises(Decided):
        attach(lead, candidate)
    assert files_in(folder) == [] and Evidence.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"question": "zz-9"}, "question"),
        ({"question": None}, "question"),
        ({"question": None, "dimension": "zz"}, "dimension"),
        ({"dimension": "sync-timing"}, "dimension"),
        ({"file": None}, "file"),
        ({"file": upload(picture()), "url": "https://a.example"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"proof": "hearsay"}, "proof"),
        ({"demo_second": -1}, "demo_second"),
        ({"effective_on": clock.now().date().replace(year=2999, day=1)}, "effective_on"),
    ],
)
def test_wrong_values_are_refused_by_field(
    lead: Actor, candidate: Candidate, folder: Path, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        attach(lead, candidate, **given)
    assert list(caught.value.fields) == [field]
    assert files_in(folder) == [] and Evidence.objects.count() == 0


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.OWNER])
def test_roles_that_only_read_are_denied(workspace: Workspace, candidate: Candidate, role: Role) -> None:
    with pytest.raises(Denied):
        attach(make_actor(workspace, role), candidate)


def test_withdrawing_keeps_row_bytes_and_reason(lead: Actor, candidate: Candidate, folder: Path) -> None:
    exhibit = exhibit_of(attach(lead, candidate))
    result = withdraw_exhibit(actor=lead, exhibit=exhibit, reason="Shows another tenant's data.")
    evidence = Evidence.objects.get()
    assert (result["change"], evidence.withdrawal_reason) == (2, "Shows another tenant's data.")
    assert len(files_in(folder)) == 2
    assert Event.objects.filter(kind="exhibit.withdrawn", subject=candidate.pk).count() == 1


def test_withdrawing_needs_a_reason(lead: Actor, candidate: Candidate) -> None:
    with pytest.raises(Invalid):
        withdraw_exhibit(actor=lead, exhibit=exhibit_of(attach(lead, candidate)), reason="  ")


def test_evidence_is_withdrawn_once(lead: Actor, candidate: Candidate) -> None:
    exhibit = exhibit_of(attach(lead, candidate))
    withdraw_exhibit(actor=lead, exhibit=exhibit, reason="Wrong file.")
    with pytest.raises(Blocked):
        withdraw_exhibit(actor=lead, exhibit=exhibit, reason="Wrong file.")
