"""The inventory from a spreadsheet: a preview, then all rows or none; and into one."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audits.connectors.actions.connectors import archive_connector, edit_connector
from audits.connectors.actions.imports import apply_import
from audits.connectors.actions.plan import Step, plan
from audits.connectors.models import Connector
from audits.connectors.table import COLUMNS, HEADINGS, as_csv
from audits.journal.models import Event
from audits.kit import sheets, text
from audits.kit.mask import masked
from audits.kit.refusals import Blocked
from audits.people.actor import Actor
from audits.people.models import Membership, Workspace
from audits.people.roles import Role
from tests.factories import make_actor, make_connector, make_vendor, make_workspace
from tests.kit.workbooks import workbook
from tests.pages import Answer, Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


@pytest.fixture
def ana(workspace: Workspace) -> Actor:
    return make_actor(workspace, Role.OWNER, "ana@halden.example")


def table(*rows: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def upload(pages: Pages, content: str | bytes, name: str = "list.csv") -> Answer:
    data = content.encode() if isinstance(content, str) else content
    return pages.send("connector-import", file=SimpleUploadedFile(name, data))


def apply(pages: Pages, preview: Answer) -> Answer:
    return pages.send("connector-import-apply", rows=preview.context["rows"])


def steps_of(preview: Answer) -> list[Step]:
    """In the order of the file; the page shows those that are wrong first."""
    return sorted(preview.context["steps"], key=lambda step: step.number)


def states(preview: Answer) -> list[str]:
    return [step.state for step in steps_of(preview)]


@pytest.mark.covers("R077")
def test_new_rows_become_connectors(lead: Actor, ana: Actor, pages: Pages) -> None:
    vendor = make_vendor(lead, "Relay")
    content = table(
        [
            "Name",
            "System",
            "Type",
            "Owner",
            "Vendor",
            "Pinning",
            "Credential expires",
            "Tracing",
            "Last reviewed",
        ],
        ["Forms", "zapier", "", "ANA@halden.example", "relay", "Pinned", "2031-02-03", "Yes", "2026-01-05"],
        ["Calls", "Our PBX", "Telephony", "", "", "", "", "", ""],
    )
    preview = upload(pages, content)
    assert states(preview) == ["new", "new"] and not Connector.objects.exists()
    assert apply(pages, preview)["Location"] == pages.address("connector-list")
    forms, calls = Connector.objects.order_by("-name")
    assert (forms.integration_type, forms.owner_id, forms.vendor) == ("middleware", ana.user_id, vendor)
    assert (forms.pinning, str(forms.credential_expires_on), forms.has_tracing) == (
        "pinned",
        "2031-02-03",
        True,
    )
    assert (calls.system, calls.integration_type, calls.environment) == ("Our PBX", "telephony", "production")
    assert "2 new, 0 changed, 0 as they were" in pages.text("connector-list")
    assert Event.objects.filter(kind="connector.created").count() == 2


def test_a_workbook_is_taken_as_well(pages: Pages) -> None:
    preview = upload(pages, workbook([["name", "system"], ["Forms", "Zapier"]]), "list.xlsx")
    assert apply(pages, preview).status_code == 302
    assert Connector.objects.get().name == "Forms"


def test_rows_find_their_connector_by_name_whatever_its_case(lead: Actor, ana: Actor, pages: Pages) -> None:
    connector = make_connector(lead, "Lead Capture", owner=ana, note="old", uses_cdc=True)
    preview = upload(pages, table(["name", "note", "cdc", "owner"], ["LEAD CAPTURE", "new", "", ana.email]))
    assert steps_of(preview)[0].changes == [
        ("name", "Lead Capture", "LEAD CAPTURE"),
        ("cdc", "yes", ""),
        ("note", "old", "new"),
    ]
    apply(pages, preview)
    connector.refresh_from_db()
    assert (connector.name, connector.note, connector.uses_cdc) == ("LEAD CAPTURE", "new", None)
    assert (connector.system, connector.owner_id, connector.change) == ("Zapier", ana.user_id, 1)
    event = Event.objects.get(kind="connector.edited")
    assert event.payload["before"] == {"name": "Lead Capture", "note": "old", "uses_cdc": True}


def test_an_empty_cell_keeps_what_cannot_be_empty(lead: Actor, pages: Pages) -> None:
    make_connector(lead, "Forms", environment="test", integration_type="api")
    preview = upload(pages, table(["name", "system", "type", "environment"], ["Forms", "", " ", ""]))
    assert states(preview) == ["unchanged"]


def test_the_second_import_changes_nothing(lead: Actor, ana: Actor, pages: Pages) -> None:
    secret = "token=sk_live_4eC39HqLyjWDarjtT1zdp7dc"
    content = table(["name", "system", "owner", "note"], ["Forms", "Zapier", ana.email, secret])
    apply(pages, upload(pages, content))
    events = Event.objects.count()
    preview = upload(pages, content)
    assert states(preview) == ["unchanged"] and "holds all of this already" in preview.content.decode()
    assert apply(pages, preview).status_code == 302
    assert (Connector.objects.get().change, Event.objects.count()) == (0, events)
    assert "4eC39HqLyjWDarj" not in Connector.objects.get().note


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("name", "", "This is required"),
        ("name", "x" * 201, "1 character too long"),
        ("type", "fax", "“fax” is not one of these: email, telephony"),
        ("owner", "nobody@halden.example", "not a member"),
        ("owner", "reader@halden.example", "only reads runs"),
        ("vendor", "Nowhere", "no vendor of this name"),
        ("vendor", "Twice", "2 vendors have this name"),
        ("environment", "moon", "“moon” is not one of these"),
        ("pinning", "maybe", "“maybe” is not one of these"),
        ("credential expires", "3.2.2031", "Write the day as 2026-12-31"),
        ("last reviewed", "2999-01-01", "lies in the future"),
        ("tracing", "perhaps", "Write yes, no, or nothing"),
        ("status page", "javascript:alert(1)", "starts with http"),
        ("console", "ftp://a.example", "starts with http"),
    ],
)
def test_one_bad_row_keeps_the_whole_file_out(
    workspace: Workspace, lead: Actor, pages: Pages, heading: str, cell: str, said: str
) -> None:
    make_actor(workspace, Role.PANELIST, "reader@halden.example")
    make_vendor(lead, "Twice"), make_vendor(lead, "twice")
    good = {"name": "Good", "system": "Make", heading: {"name": "Good"}.get(heading, "")}
    bad = {"name": "Bad", "system": "Zapier", heading: cell}
    preview = upload(pages, table([*bad], [*good.values()], [*bad.values()]))
    assert preview.status_code == 422 and states(preview) == ["new", "error"]
    step = preview.context["steps"][0]
    assert step.number == 3 and said in step.errors[heading]
    assert preview.context["rows"] == "" and not Connector.objects.exists()


def test_a_new_row_needs_its_system(pages: Pages) -> None:
    preview = upload(pages, table(["name"], ["Forms"]))
    assert set(steps_of(preview)[0].errors) == {"system", "type"}


def test_a_name_twice_in_the_file_is_an_error_of_both_rows(pages: Pages) -> None:
    preview = upload(pages, table(["name", "system"], ["Forms", "Make"], ["Calls", "S3"], ["FORMS", "Make"]))
    assert states(preview) == ["error", "new", "error"]
    assert steps_of(preview)[0].errors["name"] == "Row 4 has the same name."


def test_a_file_that_cannot_be_read_is_answered_at_its_field(pages: Pages) -> None:
    answer = upload(pages, "name,onwer\nForms,x\n")
    assert answer.status_code == 422 and "onwer" in answer.content.decode()
    assert "file" in answer.context["form"].errors
    assert pages.send("connector-import").status_code == 422
    assert upload(pages, b"x" * (sheets.MOST_BYTES + 1)).status_code == 413


def test_a_change_since_the_preview_is_a_conflict_and_kept(lead: Actor, pages: Pages) -> None:
    connector = make_connector(lead, "Forms", note="old")
    preview = upload(pages, table(["name", "system", "note"], ["Forms", "Zapier", "mine"], ["New", "S3", ""]))
    edit_connector(actor=lead, connector=connector, values={"note": "theirs"})
    answer = apply(pages, preview)
    assert answer.status_code == 409 and "Row 2: Forms" in answer.content.decode()
    connector.refresh_from_db()
    assert connector.note == "theirs" and Connector.objects.count() == 1
    assert ("note", "theirs", "mine") in steps_of(answer)[0].changes
    assert apply(pages, answer).status_code == 302
    connector.refresh_from_db()
    assert connector.note == "mine" and Connector.objects.count() == 2


@pytest.mark.parametrize("row", [["Forms", "Zapier", "same"], ["Forms", "Zapier", "other"]])
def test_what_came_or_went_since_the_preview_is_a_conflict(lead: Actor, pages: Pages, row: list[str]) -> None:
    connector = make_connector(lead, "Forms", note="same")
    gone, come = (upload(pages, table(["name", "system", "note"], row)) for _turn in range(2))
    archive_connector(actor=lead, connector=connector, archived=True)
    assert apply(pages, gone).status_code == 409
    archive_connector(actor=lead, connector=connector, archived=False)
    assert apply(pages, come).status_code == 409
    connector.refresh_from_db()
    assert connector.note == "same" and Connector.objects.count() == 1


def test_a_row_that_has_become_wrong_keeps_the_whole_out(ana: Actor, pages: Pages) -> None:
    preview = upload(pages, table(["name", "system", "owner"], ["A", "S3", ""], ["B", "S3", ana.email]))
    Membership.objects.filter(user_id=ana.user_id).update(role=Role.PANELIST)
    answer = apply(pages, preview)
    assert answer.status_code == 422 and states(answer) == ["new", "error"]
    assert not Connector.objects.exists()


def test_a_double_click_imports_once(pages: Pages) -> None:
    preview = upload(pages, table(["name", "system"], ["Forms", "Zapier"]))
    assert [apply(pages, preview).status_code for _turn in range(2)] == [302, 302]
    assert Connector.objects.count() == 1 and Event.objects.filter(kind="connector.created").count() == 1


def test_a_preview_is_its_readers_alone(workspace: Workspace, pages: Pages) -> None:
    preview = upload(pages, table(["name", "system"], ["Forms", "Zapier"]))
    other = Pages.of(make_actor(workspace, Role.ADMIN))
    elsewhere = Pages.of(make_actor(make_workspace("rival"), Role.LEAD))
    for reader in (other, elsewhere):
        assert apply(reader, preview).status_code == 422
    for rows in ("", "x", f"{preview.context['rows']}x"):
        assert pages.send("connector-import-apply", rows=rows).status_code == 422
    assert not Connector.objects.exists()


def test_an_owner_who_left_and_a_shared_vendor_name_stay_as_they_are(
    lead: Actor, ana: Actor, pages: Pages
) -> None:
    first, _second = make_vendor(lead, "Twice"), make_vendor(lead, "Twice")
    make_connector(lead, "Forms", owner=ana, vendor=first)
    Membership.objects.filter(user_id=ana.user_id).update(ended_at=first.created_at)
    assert states(upload(pages, pages.text("connector-export"))) == ["unchanged"]


def test_the_export_tells_everything_and_the_template_nothing(lead: Actor, ana: Actor, pages: Pages) -> None:
    make_connector(lead, "=1+1", owner=ana, open_findings=3, audited_on=lead.today, has_tracing=False)
    exported = pages.open("connector-export")
    assert exported["Content-Type"] == "text/csv; charset=utf-8" and exported.content.startswith(
        b"\xef\xbb\xbf"
    )
    assert "connectors-halden-" in exported["Content-Disposition"]
    row = next(csv.DictReader(io.StringIO(exported.content.decode("utf-8-sig"))))
    assert (row["name"], row["owner"], row["tracing"]) == ("'=1+1", ana.email, "no")
    assert (row["open findings"], row["last audit"]) == ("3", lead.today.isoformat())
    template = pages.open("connector-template").content.decode("utf-8-sig")
    assert template.strip().split(",") == list(HEADINGS)
    assert "no row below" in upload(pages, template).content.decode()


def test_every_heading_is_explained_where_the_file_is_chosen(pages: Pages) -> None:
    shown = pages.text("connector-import")
    assert all(f"<dt>{heading}</dt>" in shown for heading in HEADINGS)


def test_a_large_import_takes_seconds_and_few_reads(lead: Actor, ana: Actor) -> None:
    for number in range(20):
        make_connector(lead, f"Old {number}")
    rows = [["name", "system", "owner", "note"]]
    rows += [[f"Old {number}", "Zapier", ana.email, "x"] for number in range(20)]
    rows += [[f"New {number}", "Make", ana.email, "x"] for number in range(1500)]
    lines = sheets.read(table(*rows).encode(), known=HEADINGS, needed=("name",))
    marks = {step.number: step.mark for step in plan(lead, lines)}
    with CaptureQueriesContext(connection) as captured:
        done = apply_import(actor=lead, lines=lines, marks=marks, key="k")
    assert done == {"changed": 20, "new": 1500}
    # One a changed row; the rest is constant, but for how many rows one statement holds.
    assert len(captured) <= 20 + 70


def test_somebody_who_was_quicker_is_told_of(lead: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = sheets.read(b"name,system\nForms,S3\n", known=HEADINGS, needed=("name",))
    steps = plan(lead, lines)
    make_connector(lead, "FORMS")
    monkeypatch.setattr("audits.connectors.actions.imports.plan", lambda actor, lines: steps)
    with pytest.raises(Blocked):
        apply_import(actor=lead, lines=lines, marks={2: ""}, key="k")
    assert Connector.objects.get().name == "FORMS"


WORD = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30)
STARTS = st.sampled_from(["", "=", "+", "-", "@", "'", "''=", '"', ";", "a,b\n"])
CELL = st.builds("{}{}".format, STARTS, WORD).filter(
    lambda cell: (
        text.problem(cell, limit=100) is None and masked(text.normal(cell)) == text.normal(cell) != ""
    )
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.fixed_dictionaries({}, optional={
    "system": CELL,
    "installed_version": CELL,
    "scopes": CELL,
    "credential_label": CELL,
    "note": CELL,
    "has_tracing": st.sampled_from([True, False]),
    "credential_expires_on": st.dates(),
    "pinning": st.sampled_from(["", "pinned", "automatic"]),
    "environment": st.sampled_from(["production", "sandbox", "test"]),
}), name=CELL)  # fmt: skip
def test_what_is_exported_is_imported_without_a_change(
    lead: Actor, name: str, values: dict[str, Any]
) -> None:
    clean = {field: text.normal(value) if field in TEXTS else value for field, value in values.items()}
    connector = make_connector(lead, text.normal(name), **clean)
    lines = sheets.read(as_csv([connector]).encode(), known=HEADINGS, needed=("name",))
    steps = plan(lead, lines)
    connector.delete()
    assert [(step.state, step.changes) for step in steps] == [("unchanged", [])]


TEXTS = {column.field for column in COLUMNS} - {"has_tracing", "credential_expires_on"}
