"""The demo's audits tell the case study and leave work of every kind, whatever the day (R154)."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.utils import timezone

from audits.checklists.models import Finding, Incident, PausedAutomation, Run, Schedule
from audits.commitments.models import Commitment, Contract
from audits.connectors.models import Connector, RecipeApproval
from audits.journal.models import OutboxMessage
from audits.operations.demo import seed
from audits.operations.demo.afterwards import schedules, shapes
from audits.people.models import User, Workspace
from tests.conftest import forget_versions

pytestmark = [pytest.mark.django_db, pytest.mark.covers("R154")]


@pytest.fixture(scope="module")
def today(django_db_setup, django_db_blocker):
    """The demo, seeded once for this module; its day."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed.seed()
        yield seed.today()
        transaction.set_rollback(True)
    forget_versions()


@pytest.fixture(autouse=True)
def made(today):
    """Every test of this module is about the demo."""


@pytest.fixture
def run():
    """A run of the demo workspace by the beginning of its title."""

    def find(title):
        return Run.objects.filter(workspace__slug="demo", title__startswith=title).latest("number")

    return find


@pytest.fixture
def incident():
    return Incident.objects.get()


@pytest.fixture
def page():
    """The text of a page of the demo workspace as one of its people sees it."""

    def read(path, first="lead"):
        client = Client()
        client.force_login(User.objects.get(email=f"{first}@demo.example"))
        response = client.get(f"/w/demo/{path}")
        assert response.status_code == 200, path
        return re.sub(r"\s+", " ", response.content.decode())

    return read


def test_triage_found_it_and_is_finished(run):
    triage = run("Quick triage")
    assert (triage.kind, triage.status, triage.created_by.name) == ("triage", "finished", "Dana Okafor")
    assert dict(triage.items.values_list("slug", "status"))["qt-03"] == "fail"
    assert 10 * 60 < triage.seconds_before < 30 * 60


def test_its_failure_has_a_complete_record(run):
    finding = run("Quick triage").findings.get()
    assert (finding.check_slug, finding.missing(), finding.mitigation) == ("qt-03", [], "pause_automation")
    assert (finding.failure_modes, finding.is_revenue) == (["fx-03"], True)
    assert "502" in finding.observed


def test_hops_of_its_synthetic_show_the_second_copy(run):
    hops = run("Quick triage").items.get(slug="qt-03").record["hops"]
    assert [each["system"] for each in hops["lead"]] == ["Zapier", "CRM, first copy", "CRM, second copy"]
    assert all(each["state"] == "arrived" for arrivals in hops.values() for each in arrivals)


def test_its_automation_was_paused_and_resumed(run):
    paused = PausedAutomation.objects.get(run=run("Quick triage"), item__slug="qt-03")
    assert paused.resumed_at and paused.paused_at < paused.resumed_at


def test_incident_walked_its_six_steps_in_order(incident):
    steps = list(incident.steps.all())
    assert [step.slug for step in steps] == ["in-01", "in-02", "in-03", "in-04", "in-05", "in-06"]
    done = [step.done_at for step in steps]
    assert done == sorted(done)
    assert incident.run.kind == "triage"


def test_incident_is_closed_with_fix_and_regression_test(incident):
    assert incident.status == "closed"
    assert "external_request_id" in incident.fix_reference and "Zapier webhook id" in incident.fix_reference
    assert "same-request-twice" in incident.test_reference
    assert incident.finding.state == "resolved"
    assert incident.finding.regression_test == incident.test_reference


def test_four_actions_stand_in_their_order(incident):
    told = [entry.text for entry in incident.entries.all()]
    places = [
        next(place for place, text in enumerate(told) if words in text)
        for words in ("First action", "Second action", "Third action", "Fourth action")
    ]
    assert places == sorted(places)
    assert "dead-letter queue" in told[places[0]] and "external_request_id" in told[places[1]]
    assert "Zapier's history" in told[places[2]] and "reconciliation" in told[places[3]]


def test_pages_tell_the_figures_of_the_case(page, incident):
    told = page(f"incidents/{incident.pk}/")
    for words in (
        "a B2B company of 25 people",
        "HTTP 502",
        "First twenty forms watched: twenty opportunities.",
        "no duplicate since the fix, 0 a day",
        "3 hours a day and takes 20 minutes now: 160 minutes saved each day, about 89 %",
    ):
        assert words in told
    assert round(100 * 160 / 180) == 89


def test_rate_before_the_fix_is_marked_as_made_up(page, incident):
    told = page(f"incidents/{incident.pk}/")
    assert "3.4 % of a day&#x27;s new opportunities were doubles" in told
    assert "made up for the demo; the case itself names none" in told


def test_a_run_is_in_progress(today, run):
    light = run("Monthly light audit")
    assert (light.status, light.kind, light.due_on) == ("open", "monthly", today + timedelta(days=2))
    owners = set(light.items.values_list("owner__email", flat=True))
    assert {"owner1@demo.example", "owner2@demo.example", None} <= owners
    assert set(light.items.values_list("status", flat=True)) == {"todo", "doing", "pass", "fail", "blocked"}
    assert light.items.filter(proposed_by="qt-03").count() == 2


def test_its_predecessor_had_one_failure_that_repeats_and_two_that_are_cured(run):
    light = run("Monthly light audit")
    failed = set(light.predecessor.items.filter(status="fail").values_list("slug", flat=True))
    assert light.predecessor.status == "finished"
    assert set(light.items.filter(status="fail", slug__in=failed).values_list("slug", flat=True)) == {"qt-03"}
    assert light.items.filter(status="pass", slug__in=failed).count() == 2


def test_repeated_failure_points_to_the_earlier_one(run):
    light = run("Monthly light audit")
    finding = light.findings.get(check_slug="qt-03")
    assert finding.recurs == light.predecessor.findings.get(check_slug="qt-03")
    assert finding.recurs.state == "resolved"


def test_somebody_has_not_finished_a_record(run):
    draft = run("Monthly light audit").findings.get(state="draft")
    assert (draft.missing(), draft.saved_by.name) == (["observed", "mitigation"], "Ana Bergman")


def test_a_run_is_overdue(today, run):
    deep = run("Quarterly deep audit")
    assert (deep.kind, deep.due_on, deep.owner.name) == (
        "quarterly",
        today - timedelta(days=2),
        "Tomas Reyes",
    )
    assert deep.is_late(today)
    assert {group["slug"] for group in deep.groups} == {"email", "finance", "middleware", "governance"}
    assert deep.items.filter(status__in=["pass", "fail"]).count() * 2 < deep.items.count()


def test_findings_of_every_kind(today):
    assert Finding.objects.filter(state="open", is_revenue=True, severity="high").exists()
    accepted = Finding.objects.get(state="accepted")
    assert accepted.accepted_until > today
    assert accepted.accepted_reason


def test_an_automation_is_still_on_hold():
    assert PausedAutomation.objects.on_hold().get().name == "Call to timeline"


def test_promises_of_the_bought_vendor_were_tested(run):
    states = list(Commitment.objects.values_list("state", flat=True))
    assert sorted(states) == ["broken", "kept", "kept", "kept", "kept", "open"]
    acceptance = run("Tallyport acceptance")
    assert (acceptance.kind, acceptance.status) == ("acceptance", "finished")
    assert acceptance.items.exclude(commitment=None).count() == 5


def test_ledger_cites_the_demo_where_a_promise_was_broken(page):
    broken = Commitment.objects.get(state="broken")
    told = page(f"vendors/{broken.vendor_id}/ledger/")
    assert (broken.question, broken.figure, broken.said_by) == ("st-4", "at most 60 s", "Greta Sorin")
    assert "An opt-out stops all sends within 60 s." in told
    assert "14 minutes. The mail in the queue went out after four." in told


def test_contract_says_where_each_promise_stands_and_is_work_now(today):
    contract = Contract.objects.get()
    assert (contract.notice_on - today).days == 60
    assert contract.is_notice_due(today)
    dates = [contract.signed_on, contract.starts_on, today, contract.ends_on, contract.renews_on]
    assert dates == sorted(dates)
    places = contract.clauses.values_list("commitment__number", "is_included").order_by("commitment__number")
    assert list(places) == [(1, True), (2, True), (3, True), (4, False), (6, True)]


def test_schedules_go_on(today):
    rows = Schedule.objects.filter(workspace__slug="demo")
    told = {row.checklist: (row.every, row.state) for row in rows}
    assert told == {
        "monthly-light": (1, "active"),
        "quarterly-deep": (3, "active"),
        "promises": (3, "active"),
    }
    assert all(row.next_on > today for row in rows)


def test_inventory(today):
    ours = Connector.objects.filter(workspace__slug="demo")
    assert {"Zapier", "SendGrid", "Twilio", "QuickBooks", "Slack"} <= set(
        ours.values_list("system", flat=True)
    )
    assert ours.without_owner().get().name == "Call recordings"
    assert (ours.expiring(today).get().credential_expires_on - today).days == 9
    assert RecipeApproval.objects.count() == 2
    assert ours.filter(has_tracing=True, uses_cdc=True).exists()


def test_nothing_has_happened_after_now():
    now = timezone.now()
    for model in apps.get_app_config("checklists").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.DateTimeField) and field.name != "next_at":
                assert not model._default_manager.filter(**{f"{field.name}__gt": now}).exists(), field


def test_nobody_is_mailed_about_it():
    assert not OutboxMessage.objects.exists()


def test_no_text_of_the_stories_is_taken_for_a_secret():
    for model in apps.get_models():
        assert "****" not in str(list(model._default_manager.values_list())), model


def test_inboxes_have_work_in_every_section(page):
    mine = page("work/", "owner1")
    for words in ("Overdue", "Today", "This week", "CM-06", "Calls do not reach the timeline"):
        assert words in mine
    assert "Key crm-mail-2" in page("work/", "owner2")


@pytest.mark.parametrize("path", ["runs/", "findings/", "connectors/", "schedules/", "incidents/"])
def test_neighbours_are_apart(page, path):
    rival = Workspace.objects.get(slug="rival")
    assert Run.objects.filter(workspace=rival, title__startswith="Corvane only").count() == 1
    assert Connector.objects.filter(workspace=rival, name__startswith="Corvane only").count() == 1
    assert "Corvane" not in page(path)


@pytest.mark.parametrize("start", [date(2026, 1, 1), date(2028, 1, 1)])
def test_light_audit_is_due_in_two_days_on_every_day_of_a_year(start):
    monthly = next(each for each in shapes.schedules() if each.runs)
    for number in range(366):
        day = start + timedelta(days=number)
        slots = schedules.slots_of(day, monthly)
        assert slots[-1] + timedelta(days=schedules.due_days(day, monthly, slots)) == day + timedelta(days=2)
        # What is told of the runs fits before that day.
        assert day - timedelta(days=8) <= slots[-1] <= day - timedelta(days=5)


def test_moments_are_of_the_workspaces_clock():
    moment = shapes.Moment(-1, datetime.strptime("09:40", "%H:%M").time())
    assert moment.on(date(2026, 11, 25)).isoformat() == "2026-11-24T09:40:00+01:00"
    assert moment.on(date(2026, 7, 2)).isoformat() == "2026-07-01T09:40:00+02:00"
