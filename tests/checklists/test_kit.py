"""The audit kit: its recipes run, its papers say what the checklists say, its archive is always the same."""

import csv
import io
import os
import stat
import subprocess
import zipfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from audits.checklists.actions.library import load_built_in, publish
from audits.checklists.audit_kit.archive import kit_files, zipped
from audits.checklists.audit_kit.blanks import finding_template, incident_template
from audits.checklists.audit_kit.papers import csv_of, markdown_of
from audits.checklists.audit_kit.recipes import SQL, probes, recipe, reconciliation
from audits.checklists.document import Limit, Said
from audits.connectors.models import Connector
from audits.kit import clock
from audits.kit.cells import unguarded
from audits.people.actor import Actor
from audits.people.roles import Role
from tests.checklists.drafting import BUILT_IN, own_check, own_checklist
from tests.factories import make_actor, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db
HOSTILE = """$(touch pwned) `touch pwned` "; touch pwned; ' \\ '; touch pwned #"""
FORMULA = "=HYPERLINK(1)"


def connector(actor: Actor, name: str, **values: Any) -> Connector:
    base = {"system": "Stripe", "integration_type": "finance", "created_by_id": actor.user_id}
    return Connector.objects.create(workspace_id=actor.workspace_id, name=name, **(base | values))


# The recipe of the database that the tests run on.


def counted(leads: dict[int, int], contacts: dict[int, int], zone: str = "UTC") -> list[tuple[Any, ...]]:
    """What the query says of so many leads and contacts so many days ago, the oldest day first."""
    is_postgres = connection.vendor == "postgresql"
    moment = "timestamptz" if is_postgres else "text"
    noon = clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE marketing_lead (captured_at {moment})")
        cursor.execute(f"CREATE TEMPORARY TABLE crm_contact (created_at {moment}, source text)")
        for ago, number in leads.items():
            cursor.executemany(
                "INSERT INTO marketing_lead VALUES (%s)", [[at(noon, ago)] for _each in range(number)]
            )
        for ago, number in contacts.items():
            cursor.executemany(
                "INSERT INTO crm_contact VALUES (%s, 'marketing')",
                [[at(noon, ago)] for _each in range(number)],
            )
        cursor.execute("INSERT INTO crm_contact VALUES (%s, 'cold call')", [at(noon, 1)])
        cursor.execute(
            reconciliation(SQL["PostgreSQL" if is_postgres else "SQLite"], zone).replace("%", "%%"), []
        )
        rows = cursor.fetchall()
        cursor.execute("DROP TABLE marketing_lead")
        cursor.execute("DROP TABLE crm_contact")
    return rows


def at(noon: Any, ago: int) -> str:
    return (noon - timedelta(days=ago)).strftime("%Y-%m-%d %H:%M:%S+00:00")


@pytest.mark.covers("R127")
def test_the_query_lists_seven_days_whatever_is_missing() -> None:
    rows = counted({7: 50, 6: 50, 5: 3, 3: 100}, {7: 49, 6: 48, 4: 2, 3: 100})
    today = clock.now().date()
    assert [str(row[0]) for row in rows] == [str(today - timedelta(days=ago)) for ago in range(7, 0, -1)]
    assert [tuple(row[1:4]) for row in rows] == [
        (50, 49, 1),
        (50, 48, 2),
        (3, 0, 3),
        (0, 2, -2),
        (100, 100, 0),
        (0, 0, 0),
        (0, 0, 0),
    ]
    assert [row[4] if row[4] is None else float(row[4]) for row in rows] == [2, 4, 100, 100, 0, None, None]
    assert [row[5] for row in rows] == ["ok", "breach", "breach", "breach", "ok", "missing", "missing"]


def test_a_gap_just_over_the_limit_is_a_breach_although_it_is_rounded() -> None:
    rows = counted({2: 1000, 1: 3000}, {2: 980, 1: 2939})
    assert [row[5] for row in rows[-2:]] == ["ok", "breach"]


def test_days_are_those_of_the_workspace_where_the_database_knows_zones() -> None:
    rows = counted({2: 1}, {2: 1}, zone="Pacific/Kiritimati")
    assert sum(row[1] for row in rows) == 1


def test_every_dialect_has_the_same_query() -> None:
    for name in SQL.values():
        text = reconciliation(name, "Europe/Berlin")
        assert "{" not in text and text.count("-- YOURS") == 2 and text.rstrip().endswith(";")
        lowered = text.lower()
        assert "nullif(" in lowered and lowered.count("left join") == 2 and "inner join (" not in lowered


# The script of the probes, with a stand-in for curl.


def ran(tmp_path: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the script where curl answers what its address ends with, and notes what it was given."""
    stand_in = tmp_path / "curl"
    stand_in.write_text(
        "#!/bin/sh\n"
        'for each in "$@"; do printf "%s\\n" "$each" >> "$NOTES"; done\n'
        'for last in "$@"; do :; done\n'
        'case "$last" in *down*) exit 7 ;; *slow*) printf "200 0.500" ;; *gone*) printf "404 0.1" ;;'
        ' *) printf "200 0.499" ;; esac\n'
    )
    stand_in.chmod(stand_in.stat().st_mode | stat.S_IEXEC)
    base = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "NOTES": str(tmp_path / "notes")}
    return subprocess.run(
        ["sh", "-c", script],
        cwd=tmp_path,
        env=base | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.covers("R127")
def test_a_probe_sends_the_token_and_passes_under_half_a_second(tmp_path: Path, lead: Actor) -> None:
    script = probes([connector(lead, "Invoices")])
    found = ran(tmp_path, script, TOKEN="open sesame", BASE_1="https://api.example")
    given = (tmp_path / "notes").read_text().splitlines()
    assert "Authorization: Bearer open sesame" in given
    assert given[-1] == "https://api.example/contacts?limit=1"
    assert found.returncode == 0 and found.stdout.split() == ["200", "0.499", "pass", "Invoices"]


@pytest.mark.covers("R127")
@pytest.mark.parametrize(("base", "code"), [("slow", "200"), ("gone", "404"), ("down", "000")])
def test_a_probe_that_is_slow_wrong_or_unanswered_fails(
    tmp_path: Path, lead: Actor, base: str, code: str
) -> None:
    found = ran(tmp_path, probes([connector(lead, "Invoices")]), TOKEN="t", BASE_1=f"https://{base}.example")
    assert found.returncode == 1
    assert [found.stdout.split()[place] for place in (0, 2)] == [code, "fail"]


def test_an_api_without_an_address_is_skipped_and_a_token_is_needed(tmp_path: Path) -> None:
    found = ran(tmp_path, probes([]), TOKEN="t")
    assert found.returncode == 0 and found.stdout.count("skipped") == 3
    missing = ran(tmp_path, probes([]))
    assert missing.returncode != 0 and "Set TOKEN first" in missing.stderr


def test_no_name_of_a_connector_is_run(tmp_path: Path, lead: Actor) -> None:
    rows = [connector(lead, HOSTILE, system=HOSTILE[:90]), connector(lead, "a\ntouch pwned")]
    found = ran(tmp_path, probes(rows), TOKEN="t", BASE_1="https://api.example")
    assert HOSTILE in found.stdout and "a touch pwned" in found.stdout
    assert not (tmp_path / "pwned").exists()


# Papers.


@pytest.mark.parametrize("slug", BUILT_IN)
def test_a_table_has_a_row_for_each_check(slug: str) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_of(BUILT_IN[slug]).removeprefix("\ufeff"))))
    checks = BUILT_IN[slug].checks
    assert [row["code"].lower() for row in rows] == [check.slug for check in checks]
    assert [unguarded(row["what to test"]) for row in rows] == [check.test.text for check in checks]
    assert all(row["source"] in ("stated", "proposed") for row in rows)


def test_no_text_is_a_formula_in_a_table() -> None:
    limits = (Limit(what="@SUM(1)", comparison="<", value=Decimal(1), unit="s"),)
    check = own_check(title=FORMULA, test=Said(text="+1"), remedy=Said(text="-1"), limits=limits)
    for cell in list(csv.reader(io.StringIO(csv_of(own_checklist(checks=(check,))))))[1]:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("slug", BUILT_IN)
def test_a_paper_names_every_check(slug: str) -> None:
    text = markdown_of(BUILT_IN[slug])
    for check in BUILT_IN[slug].checks:
        assert f"{check.slug.upper()} {check.title}" in text
    assert text.count("\u2610") == len(BUILT_IN[slug].checks)


def test_a_command_stands_in_a_block_as_it_is() -> None:
    text = markdown_of(BUILT_IN["monthly-light"])
    block = text.split("```")[1]
    assert "   SELECT captured_day AS day" in block and "(proposed)" in text and "(stated)" in text


def test_own_text_does_not_format_the_paper() -> None:
    check = own_check(title="# A <b>*bold*</b>", test=Said(text="one\n# two\n- three\n4. four"))
    text = markdown_of(own_checklist(checks=(check,)))
    assert "\\<b>\\*bold\\*\\</b>" in text
    assert "\n\\# two\n\\- three\n\\4. four" in text


def test_the_incident_template_asks_for_every_capture() -> None:
    text = incident_template()
    captures = [
        field.label for check in BUILT_IN["incident"].checks for field in check.record if field.capture
    ]
    assert len(captures) > 12 and all(label in text for label in captures)
    assert [text.index(f"IN-0{number}") for number in range(1, 7)] == sorted(
        text.index(f"IN-0{number}") for number in range(1, 7)
    )


def test_the_finding_template_asks_for_the_five_first() -> None:
    text = finding_template()
    order = [
        "When it happened",
        "Steps",
        "Expected",
        "Observed",
        "Mitigation applied",
        "Severity",
        "Regression",
    ]
    assert [text.index(word) for word in order] == sorted(text.index(word) for word in order)
    assert "Rolled back" in text and "Throttled" in text


# The archive.


def test_the_same_files_make_the_same_archive() -> None:
    files = kit_files(BUILT_IN.values(), "UTC", [])
    backwards = dict(reversed(files.items()))
    assert zipped(files, "kit") == zipped(backwards, "kit")
    with zipfile.ZipFile(io.BytesIO(zipped(files, "kit"))) as archive:
        assert archive.testzip() is None
        assert archive.read("kit/README.md").decode() == recipe("README.md")


@pytest.fixture
def pages(lead: Actor) -> Pages:
    load_built_in()
    return Pages.of(lead)


@pytest.mark.covers("R127")
def test_the_page_shows_the_recipes_with_the_workspaces_zone_and_connectors(
    lead: Actor, pages: Pages
) -> None:
    connector(lead, "Stripe invoices")
    text = pages.text("audit-kit")
    assert "AT TIME ZONE &#x27;UTC&#x27;" in text and "probe &#x27;Stripe invoices&#x27;" in text
    assert text.count("data-copy=") == 6


def test_the_kit_holds_current_own_checklists_and_nothing_foreign(lead: Actor, pages: Pages) -> None:
    publish(own_checklist(), workspace_id=lead.workspace_id)
    archived = publish(own_checklist(slug="old"), workspace_id=lead.workspace_id)
    type(archived).objects.filter(pk=archived.pk).update(archived_at=clock.now())
    rival = make_actor(make_workspace("rival"))
    publish(own_checklist(slug="theirs"), workspace_id=rival.workspace_id)
    connector(rival, "Their connector")
    sent = pages.open("audit-kit-zip")
    assert sent["Content-Disposition"] == 'attachment; filename="audit-kit-halden.zip"'
    with zipfile.ZipFile(io.BytesIO(sent.content)) as archive:
        names = [name.removeprefix("audit-kit-halden/") for name in archive.namelist()]
        whole = b"".join(archive.read(name) for name in archive.namelist())
    lists = {name for name in names if name.startswith("checklists/")}
    assert lists == {f"checklists/{slug}.{end}" for slug in [*BUILT_IN, "ours"] for end in ("md", "csv")}
    assert b"Their connector" not in whole
    assert sent.content == pages.open("audit-kit-zip").content


def test_everybody_may_take_it(lead: Actor, pages: Pages) -> None:
    reader = Pages.of(make_actor(make_workspace("quiet"), Role.OWNER))
    assert reader.open("audit-kit").status_code == reader.open("audit-kit-zip").status_code == 200


@pytest.mark.parametrize("name", ["audit-kit", "audit-kit-zip"])
def test_it_needs_the_same_queries_however_much_there_is(lead: Actor, pages: Pages, name: str) -> None:
    before = pages.queries(name)
    for number in range(8):
        publish(own_checklist(slug=f"ours-{number}"), workspace_id=lead.workspace_id)
        connector(lead, f"Connector {number}")
    assert pages.queries(name) == before
