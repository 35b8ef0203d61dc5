"""The timeline of an incident, and the report that holds it."""

import re
from datetime import timedelta

import pytest

from audits.checklists.actions.incident_steps import save_step
from audits.checklists.actions.incidents import (
    close_incident,
    reopen_incident,
)
from audits.checklists.actions.timeline import add_line
from audits.checklists.incident_sheet import sheet_of
from audits.checklists.incident_view import PARTS, view_of
from audits.checklists.models import Incident, IncidentEntry
from audits.checklists.sheet import markdown
from audits.journal.models import Event
from audits.kit import clock
from audits.kit.refusals import Invalid
from tests.checklists.incident_scenes import (
    make_incident,
    step_of,
    walk,
)
from tests.checklists.scenes import make_finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(lead, run):
    return make_finding(lead, run)


@pytest.fixture
def incident(lead):
    return make_incident(lead)


@pytest.mark.covers("R097")
def test_secrets_in_captures_and_lines_are_masked(lead, incident):
    token = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"
    captured = {"request-payloads": f"Authorization: Bearer {token}"}
    save_step(actor=lead, step=step_of(incident, "in-02"), values={"captured": captured, "note": token})
    add_line(actor=lead, incident=incident, text=f"Sent with {token}")
    stored = [step_of(incident, "in-02").captured, step_of(incident, "in-02").note]
    assert token not in f"{stored} {list(incident.entries.values('text'))}"
    assert not Event.objects.filter(payload__icontains=token).exists()


def test_the_timeline_tells_steps_and_ends_by_itself(lead, incident):
    walk(lead, incident)
    close_incident(actor=lead, incident=incident)
    reopen_incident(actor=lead, incident=incident, reason="It came back.")
    said = [entry.text for entry in incident.entries.filter(is_system=True).order_by("pk")]
    assert said[0] == "Opened."
    assert said[1] == "Step 1 is done: Triage and stop the damage."
    assert said[-2:] == ["Closed.", "Reopened: It came back."]


def test_lines_stand_by_the_time_at_which_it_happened(lead, incident):
    earlier = clock.now() - timedelta(hours=2)
    add_line(
        actor=lead, incident=incident, text="Webhook 88 answered 502.", happened_at=earlier, step="in-02"
    )
    assert [entry.text for entry in incident.entries.all()] == ["Webhook 88 answered 502.", "Opened."]


def test_a_line_corrects_an_earlier_one_which_stays(lead, incident):
    first = add_line(actor=lead, incident=incident, text="312 records.")
    add_line(
        actor=lead, incident=incident, text="311 records.", corrects=IncidentEntry.objects.get(**first).pk
    )
    lines = view_of(incident).lines
    assert [(line.number, line.corrects, line.corrected_by) for line in lines] == [
        (1, None, ()),
        (2, None, (3,)),
        (3, 2, ()),
    ]


def test_a_line_is_never_changed(lead, incident):
    entry = incident.entries.get()
    entry.text = "Nothing happened."
    with pytest.raises(TypeError):
        entry.save()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": ""}, "text"),
        ({"happened_at": clock.now() + timedelta(days=1)}, "happened_at"),
        ({"happened_at": clock.now().replace(tzinfo=None)}, "happened_at"),
        ({"step": "in-09"}, "step"),
    ],
)
def test_a_wrong_line_is_refused_by_field(lead, incident, values, field):
    with pytest.raises(Invalid) as refused:
        add_line(actor=lead, incident=incident, **{"text": "Something.", **values})
    assert list(refused.value.fields) == [field]


def test_a_line_of_another_incident_is_not_corrected(lead, incident):
    foreign = make_incident(lead).entries.get()
    with pytest.raises(Invalid):
        add_line(actor=lead, incident=incident, text="No.", corrects=foreign.pk)


@pytest.mark.covers("R139")
def test_the_report_holds_every_step_and_line(lead, finding):
    incident = make_incident(lead, finding=finding)
    walk(lead, incident)
    add_line(actor=lead, incident=incident, text="Webhook 88 answered 502.", step="in-02")
    close_incident(actor=lead, incident=incident)
    row = Incident.objects.select_related(*PARTS).get(pk=incident.pk)
    text = markdown(sheet_of(view_of(row), address="https://scorecard.example/1"))
    for words in ("# INC-0001", "## 1. Triage", "Records repaired: 312 records", "CRM: 312, touches revenue"):
        assert words in text
    assert re.search(r"Done \d+ [A-Z]\w\w \d{4}, \d\d:\d\d by Lead\.", text)
    assert "* Permanent fix: PR 412" in text and "Webhook 88 answered 502. (Lead)" in text


def test_the_read_model_takes_five_queries_however_long_the_timeline(
    lead, incident, django_assert_num_queries
):
    walk(lead, incident)
    for number in range(20):
        add_line(actor=lead, incident=incident, text=f"Line {number}.")
    with django_assert_num_queries(5):
        view_of(Incident.objects.select_related(*PARTS).get(pk=incident.pk))
