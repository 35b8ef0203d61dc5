"""Runs and blank checklists on paper (R148)."""

import hashlib
from typing import Any

import pytest

from audits.checklists.actions.items import save_item
from audits.checklists.actions.library import latest
from audits.checklists.actions.printing import print_blank, print_incident, print_run
from audits.checklists.actions.timeline import add_line
from audits.checklists.incident_sheet import sheet_of
from audits.checklists.incident_view import PARTS, view_of
from audits.checklists.models import Incident, Printout
from audits.evidence import making, storage
from audits.people.actor import Actor
from audits.people.roles import Role
from audits.reports import asking, pdf
from audits.reports.jobs import Rendered
from audits.reports.render import printout as document_of_printout
from tests import factories
from tests.checklists.incident_scenes import make_incident
from tests.checklists.scenes import RECORD, item_of, make_finding, make_run
from tests.pages import Pages
from tests.reports.reading import bare, reader, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


def rendered(row: Printout) -> Rendered:
    return pdf.render(document_of_printout(row.pk))


@pytest.fixture
def owner(workspace: Any) -> Actor:
    return factories.make_actor(workspace, Role.OWNER)


@pytest.mark.covers("R148")
def test_the_thirty_points_go_on_two_pages_with_owner_state_and_date(lead, owner):
    run = make_run(lead, "thirty-point", owner=owner.email)
    save_item(actor=lead, item=item_of(run, "p-07"), values={"status": "pass", "note": "Counted twice."})
    made = rendered(print_run(actor=lead, run=run, edition="test"))
    text = text_of(made)
    assert len(reader(made).pages) <= 2 and made.complaints == ()
    for item in run.items.all():
        assert bare(item.title) in text
    saved = item_of(run, "p-07").saved_at
    assert saved and bare(f"{saved:%-d %b %Y}") in text
    assert bare("Counted twice.") in text and "Pass" in text and "Todo" in text and text.count("Owner") > 30


@pytest.mark.covers("R145", "R147")
def test_the_printed_points_say_that_they_are_no_mark_and_not_everything(lead):
    text = text_of(rendered(print_run(actor=lead, run=make_run(lead, "thirty-point"), edition="test")))
    assert bare("0 of 30 items have their result; a count, not a mark") in text
    assert bare("no point leads to QT-05") in text


def test_a_failure_is_printed_with_its_whole_record(lead):
    run = make_run(lead)
    make_finding(lead, run, "qt-03", fix="Key added.", mitigation="Switched off for the night")
    text = text_of(rendered(print_run(actor=lead, run=run, edition="test")))
    for words in (RECORD["steps"], RECORD["expected"], RECORD["observed"], "Switched off for the night"):
        assert bare(words) in text
    assert "F-0001" in text and bare("Key added.") in text


def test_what_people_typed_stays_text(lead):
    run = make_run(lead, title="<script>alert(1)</script>")
    make_finding(lead, run, observed='<img src="file:///etc/passwd"> & {{ x }}')
    text = text_of(rendered(print_run(actor=lead, run=run, edition="test")))
    assert "<script>alert(1)</script>" in text
    assert bare('<img src="file:///etc/passwd"> & {{ x }}') in text


@pytest.mark.covers("R148")
def test_a_blank_checklist_has_every_point_and_boxes(lead):
    run = make_run(lead, "thirty-point")
    version = latest("thirty-point", workspace_id=lead.workspace_id)
    assert version is not None
    made = rendered(print_blank(actor=lead, version=version, edition="test"))
    text = text_of(made)
    assert len(reader(made).pages) <= 2
    assert all(bare(item.title) in text for item in run.items.all())
    assert text.count("n/a") == 30


@pytest.mark.covers("R139")
def test_an_incident_is_printed_with_the_words_of_its_markdown(lead):
    finding = make_finding(lead, make_run(lead))
    incident = make_incident(lead, finding, title="Duplicated opportunities")
    made = rendered(print_incident(actor=lead, incident=incident, edition="test"))
    text = text_of(made)
    whole = Incident.objects.select_related(*PARTS).get(pk=incident.pk)
    sheet = sheet_of(view_of(whole), address="")
    assert made.complaints == () and bare("INC-0001 Duplicated opportunities") in text
    for title, words in sheet.sections:
        lines = [line.removeprefix("* ") for line in words.splitlines()]
        assert not words or bare(title) in text and all(bare(line) in text for line in lines)


def test_the_lists_of_an_incident_are_printed_as_rows(lead):
    incident = make_incident(lead, make_finding(lead, make_run(lead)))
    add_line(actor=lead, incident=incident, text="Tried twice:\n- with the old key\n- with the new one")
    html = document_of_printout(print_incident(actor=lead, incident=incident, edition="test").pk).html
    assert "<li" in html and ">* " not in html and "- with the" not in html
    assert "with the old key</li>" in html


@pytest.mark.covers("R082")
def test_the_hops_of_the_synthetic_test_are_printed(lead):
    run = make_run(lead)
    arrivals = [
        {"system": "CRM", "state": "arrived", "seconds": 250},
        {"system": "Mail", "state": "never", "seconds": None},
    ]
    save_item(actor=lead, item=item_of(run, "qt-03"), values={"record": {"hops": {"call": arrivals}}})
    text = text_of(rendered(print_run(actor=lead, run=run, edition="test")))
    assert bare("Call logged: CRM 4:10, Fail; Mail never arrived, Fail") in text


def test_the_journal_of_a_run_names_a_printout_in_plain_letters(lead):
    run = make_run(lead)
    print_run(actor=lead, run=run, edition="test")
    text = " ".join(Pages.of(lead).text("run-journal", run.pk).split())
    assert "Report asked for: run" in text and "RUN" not in text


def test_the_boxes_of_a_blank_list_stand_on_one_line(lead):
    version = make_run(lead).checklist
    made = rendered(print_blank(actor=lead, version=version, edition="test"))
    lines = [line for page in reader(made).pages for line in page.extract_text().splitlines()]
    assert sum("pass" in line and "fail" in line and "n/a" in line for line in lines) == 5


def test_codes_and_dates_do_not_break_across_lines(lead):
    run = make_run(lead)
    note = " ".join(f"Seen on {day} Nov 2026 by DX-EML-{day} of F-00{day}." for day in range(10, 29))
    save_item(actor=lead, item=item_of(run, "qt-01"), values={"note": note})
    made = rendered(print_run(actor=lead, run=run, edition="test"))
    lines = [line for page in reader(made).pages for line in page.extract_text().splitlines()]
    for day in range(10, 29):
        for whole in (f"{day} Nov 2026", f"DX-EML-{day}", f"F-00{day}"):
            assert any(whole in line for line in lines), whole


def test_the_same_state_is_printed_once_and_a_save_makes_another(lead):
    run = make_run(lead)
    first = print_run(actor=lead, run=run, edition="test")
    assert print_run(actor=lead, run=run, edition="test").pk == first.pk
    save_item(actor=lead, item=item_of(run, "qt-01"), values={"status": "pass"})
    run.refresh_from_db()
    assert print_run(actor=lead, run=run, edition="test").pk != first.pk


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking.awaited, "__defaults__", (0.0,))


def finish(content: bytes = b"%PDF-1.7") -> Printout:
    """The oldest job is made, as the worker would."""
    claimed = making.claim()
    assert claimed is not None
    storage.put("reports/one.pdf", content)
    digest = hashlib.sha256(content).hexdigest()
    making.finish(claimed, storage_key="reports/one.pdf", sha256=digest, size=len(content))
    return Printout.objects.get(pk=claimed.report_id)


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("role", [Role.OWNER, Role.PROCUREMENT])
def test_everybody_prints_a_run_and_takes_the_file(lead, workspace, role):
    run = make_run(lead, title="November light audit")
    pages = Pages.of(factories.make_actor(workspace, role))
    asked = pages.send("run-print", run.pk)
    waiting = pages.client.get(asked["Location"])
    assert "waits for its turn" in waiting.text and "November light audit" in waiting.text
    made = finish()
    assert "The report is ready" in pages.text("printout", made.pk)
    file = pages.open("printout-file", made.pk)
    assert (file.content, file["Content-Type"]) == (b"%PDF-1.7", "application/pdf")
    assert "R-0001-November-light-audit.pdf" in file["Content-Disposition"]


@pytest.mark.usefixtures("no_waiting")
def test_a_file_that_is_not_ready_is_not_there(lead):
    pages = Pages.of(lead)
    pages.send("run-print", make_run(lead).pk)
    assert pages.open("printout-file", Printout.objects.get().pk).status_code == 404


@pytest.mark.usefixtures("no_waiting")
def test_a_failed_printout_says_why_and_can_be_asked_for_again(lead):
    run, pages = make_run(lead), Pages.of(lead)
    pages.send("run-print", run.pk)
    claimed = making.claim()
    assert claimed is not None
    making.fail(claimed, "It took longer than 30 seconds.", may_retry=False)
    text = pages.text("printout", claimed.report_id)
    assert "It took longer than 30 seconds." in text and pages.address("run-print", run.pk) in text


@pytest.mark.usefixtures("no_waiting")
def test_an_unknown_checklist_is_not_printed(lead):
    assert Pages.of(lead).send("checklist-print", "none").status_code == 404
