"""Saving a cost sheet: versions, who may, what is refused, what is frozen."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from audits.evaluations.actions.cost import CostValues, save_cost
from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.comparison import snapshot
from audits.evaluations.models import Candidate, CostSheet
from audits.journal.models import Event
from audits.kit.refusals import Conflict, Decided, Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db


def values(**changed: Any) -> CostValues:
    sheet: dict[str, Any] = {
        "currency": "EUR",
        "term_months": 36,
        "licence_year": 2_400_000,
        "middleware_year": None,
        "middleware_build": None,
        "hours_low": Decimal(10),
        "hours_high": Decimal(15),
        "hour_rate": 7_000,
        "weeks": 52,
        "services": None,
        "cleanup": None,
        "repair_base": None,
        "note": "List price.",
    }
    return CostValues(**{**sheet, **changed})  # type: ignore[typeddict-item]


def save(actor: Actor, candidate: Candidate, version: int | None = 0, **changed: Any) -> dict[str, Any]:
    return save_cost(actor=actor, candidate=candidate, values=values(**changed), version=version)


@pytest.mark.covers("R058")
def test_the_first_save_makes_the_sheet_and_tells_the_journal(lead: Actor, candidate: Candidate) -> None:
    assert save(lead, candidate)["version"] == 1
    event = Event.objects.get(kind="cost.saved", subject=candidate.pk)
    assert event.payload["after"]["licence_year"] == "24000" and event.payload["before"] is None


def test_a_second_save_tells_what_was_there_before(lead: Actor, candidate: Candidate) -> None:
    save(lead, candidate)
    save(lead, candidate, 1, currency="USD", hours_low=None)
    payload = Event.objects.filter(kind="cost.saved").order_by("pk")[1].payload
    assert (payload["before"]["currency"], payload["after"]["currency"]) == ("EUR", "USD")
    assert (payload["before"]["hours_low"], payload["after"]["hours_low"]) == ("10", None)


def test_a_stale_version_changes_nothing_and_shows_both(lead: Actor, candidate: Candidate) -> None:
    save(lead, candidate)
    with pytest.raises(Conflict) as refused:
        save(lead, candidate, 0, licence_year=1)
    assert refused.value.theirs["licence_year"] == 2_400_000 and refused.value.version == 1
    assert CostSheet.objects.get().licence_year == 2_400_000


def test_without_a_version_it_overwrites(lead: Actor, candidate: Candidate) -> None:
    save(lead, candidate)
    assert save(lead, candidate, None, licence_year=5)["version"] == 2
    assert CostSheet.objects.get().licence_year == 5


def test_the_same_key_saves_once(lead: Actor, candidate: Candidate) -> None:
    first = save_cost(actor=lead, candidate=candidate, values=values(), version=0, key="k")
    again = save_cost(actor=lead, candidate=candidate, values=values(), version=0, key="k")
    assert (again["version"], again["change"]) == (first["version"], first["change"])
    assert Event.objects.filter(kind="cost.saved").count() == 1


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_only_leads_and_admins_save(workspace: Workspace, candidate: Candidate, role: str) -> None:
    with pytest.raises(Denied):
        save(factories.make_actor(workspace, role), candidate)
    assert save(factories.make_actor(workspace, Role.ADMIN), candidate)["version"] == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("currency", "EURO"),
        ("currency", ""),
        ("licence_year", -1),
        ("licence_year", 10**14 + 1),
        ("licence_year", True),
        ("licence_year", 1.5),
        ("term_months", 0),
        ("term_months", 241),
        ("weeks", 54),
        ("hours_low", Decimal("NaN")),
        ("hours_low", Decimal("Infinity")),
        ("hours_low", Decimal(-1)),
        ("hours_low", Decimal("1e400")),
        ("hours_low", Decimal("0.001")),
        ("hours_high", Decimal(9)),
    ],
)
def test_bad_values_are_refused_at_their_field(
    lead: Actor, candidate: Candidate, field: str, value: Any
) -> None:
    with pytest.raises(Invalid) as refused:
        save(lead, candidate, **{field: value})
    assert list(refused.value.fields) == [field]
    assert not CostSheet.objects.exists()


def test_a_decision_freezes_the_sheet_and_keeps_it_in_its_snapshot(lead: Actor, candidate: Candidate) -> None:
    save(lead, candidate)
    evaluation = candidate.evaluation
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    with pytest.raises(Decided):
        save(lead, candidate, 1, licence_year=1)
    reopen(actor=lead, evaluation=evaluation, reason="New price.")
    save(lead, candidate, 1, licence_year=1)
    decision = snapshot.decision_of(evaluation, 1)
    assert decision is not None
    (kept,) = snapshot.from_decision(decision).candidates
    assert kept.cost is not None and kept.cost.sheet.licence_year == 2_400_000
    assert kept.cost.sheet.hours_high == Decimal(15) and kept.cost.cost.term.high == 7_200_000 + 16_380_000


def test_a_snapshot_from_before_there_were_cost_sheets_still_loads(lead: Actor, candidate: Candidate) -> None:
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    decision = snapshot.decision_of(candidate.evaluation)
    assert decision is not None
    assert '"cost":null' in decision.snapshot
    decision.snapshot = decision.snapshot.replace(',"cost":null', "")
    assert snapshot.from_decision(decision).candidates[0].cost is None


def test_the_database_refuses_two_sheets_and_turned_hours(lead: Actor, candidate: Candidate) -> None:
    save(lead, candidate)
    own = {"workspace_id": candidate.workspace_id, "currency": "EUR", "term_months": 12}
    with pytest.raises(IntegrityError), transaction.atomic():
        CostSheet.objects.create(candidate=candidate, **own)
    with pytest.raises(IntegrityError), transaction.atomic():
        CostSheet.objects.update(hours_low=20)
