"""Waivers with a last day: what ends with it, who is told, and what a decision keeps."""

from datetime import UTC, datetime, timedelta

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.expiry import tell_expired
from audits.evaluations.actions.objects import ObjectValues, save_object, waive, waive_crm
from audits.evaluations.comparison.load import load_candidate, load_comparison
from audits.evaluations.comparison.snapshot import comparison_of
from audits.evaluations.models import Candidate, Evaluation, Waiver
from audits.inbox.entries import work_page
from audits.journal.models import Event, OutboxMessage
from audits.kit import clock
from audits.kit.refusals import Blocked, Invalid
from audits.people.models import Workspace
from audits.reports.presenting import wording
from tests.pages import Pages

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = NOON.date()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon():
    with clock.at(NOON):
        yield


def confirmed_but_one(lead, candidate):
    """Everything syncs both ways, but leads are not written."""
    for row in candidate.objectchecks.filter(crm="salesforce"):
        values: ObjectValues = {"read": True, "write": row.object != "lead"}
        save_object(
            actor=lead, candidate=candidate, crm=row.crm, name=row.object, values=values, version=None
        )


def waived(lead, candidate, last_day=TODAY, reason="The next release has it."):
    waive(actor=lead, candidate=candidate, crm="salesforce", name="lead", reason=reason, expires_on=last_day)


@pytest.fixture
def stopped(lead, candidate):
    confirmed_but_one(lead, candidate)
    return candidate


def is_stopped(candidate):
    return load_candidate(Candidate.objects.with_parents().get(pk=candidate.pk), whole=False).is_stopped


def test_a_waiver_clears_on_its_last_day_and_not_after(lead, stopped):
    waived(lead, stopped)
    assert not is_stopped(stopped)
    with clock.at(NOON + DAY):
        assert is_stopped(stopped)


@pytest.mark.parametrize(("zone", "is_over"), [("Pacific/Kiritimati", True), ("Pacific/Pago_Pago", False)])
def test_the_day_ends_where_the_workspace_is(lead, stopped, zone, is_over):
    waived(lead, stopped)
    Workspace.objects.update(timezone=zone)
    with clock.at(NOON + timedelta(hours=11)):
        assert is_stopped(stopped) is is_over


def test_an_expired_one_is_no_leave_to_choose(lead, evaluation, stopped):
    waived(lead, stopped)
    with clock.at(NOON + DAY), pytest.raises(Blocked):
        decide(actor=lead, evaluation=evaluation, candidate_id=stopped.pk, reason="Best.")


def test_after_a_decision_nothing_ends(lead, evaluation, stopped):
    waived(lead, stopped)
    decide(actor=lead, evaluation=evaluation, candidate_id=stopped.pk, reason="Best.")
    decided = Evaluation.objects.get(pk=evaluation.pk)
    with clock.at(NOON + 9 * DAY):
        assert not is_stopped(stopped)
        (shown,) = comparison_of(decided, workspace="").candidates
        assert not shown.is_stopped
        assert tell_expired(clock.now()) == 0


def test_an_expired_one_stays_listed_with_its_words(lead, evaluation, stopped):
    waived(lead, stopped)
    with clock.at(NOON + DAY):
        (shown,) = load_comparison(evaluation, workspace="").candidates
        row = next(one for one in shown.objects if one.object == "lead")
        html = Pages.of(lead).text("candidate-score", stopped.pk)
    assert row.waiver is None and row.expired and row.expired.reason == "The next release has it."
    assert "The waiver expired on 25 Nov 2026" in html
    assert wording.expired(row.expired, lead.zone).startswith("Expired: Waived: The next release has it.")


def test_it_can_be_waived_anew_once_it_is_over_and_not_before(lead, stopped):
    waived(lead, stopped)
    with pytest.raises(Blocked):
        waived(lead, stopped, reason="Again.")
    with clock.at(NOON + DAY):
        waived(lead, stopped, TODAY + 30 * DAY, reason="Again.")
        assert not is_stopped(stopped)
    assert Waiver.objects.standing().get().reason == "Again."


def test_a_day_that_is_over_is_refused_at_its_field(lead, stopped):
    with pytest.raises(Invalid) as refusal:
        waived(lead, stopped, TODAY - DAY)
    assert list(refusal.value.fields) == ["expires_on"] and not Waiver.objects.exists()


def test_a_whole_crm_is_waived_up_to_a_day(lead, stopped):
    waive_crm(actor=lead, candidate=stopped, crm="salesforce", reason="Soon.", expires_on=TODAY)
    assert set(Waiver.objects.values_list("expires_on", flat=True)) == {TODAY}


def test_the_lead_is_told_once_and_screens_notice(lead, stopped):
    waived(lead, stopped)
    before = Candidate.objects.get(pk=stopped.pk).change
    assert tell_expired(NOON) == 0
    assert (tell_expired(NOON + DAY), tell_expired(NOON + DAY)) == (1, 0)
    assert OutboxMessage.objects.get(kind="waiver.expired").recipient_id == lead.user_id
    assert Event.objects.filter(kind="waiver.expired", part="salesforce/lead").count() == 1
    assert Candidate.objects.get(pk=stopped.pk).change == before + 1


def test_it_is_work_until_the_object_is_confirmed(lead, stopped):
    waived(lead, stopped, TODAY + 3 * DAY)
    (work,) = work_page(lead.workspace_id, of=lead.user_id, today=TODAY).rows
    assert (work.kind, work.due_on, work.parent) == ("waiver", TODAY + 3 * DAY, stopped.pk)
    confirm = {"actor": lead, "candidate": stopped, "crm": "salesforce", "name": "lead", "version": None}
    save_object(**confirm, values={"write": True})
    assert work_page(lead.workspace_id, of=lead.user_id, today=TODAY).rows == []


def test_the_page_takes_the_day_and_shows_a_wrong_one_again(lead, stopped):
    pages = Pages.of(lead)
    sent = {"what": "salesforce/lead", "reason": "Soon.", "expires_on": "2026-11-01"}
    answer = pages.send("candidate-waive", stopped.pk, **sent)
    assert answer.status_code == 422 and 'value="2026-11-01"' in answer.content.decode()
    pages.send("candidate-waive", stopped.pk, **sent | {"expires_on": "2026-12-01"})
    assert str(Waiver.objects.get().expires_on) == "2026-12-01"


def test_what_was_over_at_a_decision_stays_over_in_it(lead, evaluation, stopped):
    waived(lead, stopped)
    with clock.at(NOON + DAY):
        decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None of them.")
        (shown,) = comparison_of(Evaluation.objects.get(pk=evaluation.pk), workspace="").candidates
    assert shown.is_stopped and is_stopped(stopped)
