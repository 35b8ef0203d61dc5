"""The commands of the library work as they are written: curl in a shell, SQL in a database."""

import sqlite3
import subprocess

import pytest

from audits.checklists.library import checks

# Stands in for curl and says what the shell handed to it, one argument a line.
STAND_IN = """curl() { printf '%s\\n' "$@"; }
BASE=https://crm.example TOKEN=opensesame
"""


def command(slug, starting):
    texts = [step.text for step in checks()[slug].how if starting in step.text]
    assert len(texts) == 1
    return starting + texts[0].split(starting, 1)[1]


def arguments(line):
    ran = subprocess.run(["sh", "-c", STAND_IN + line], capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()


def gaps(leads, contacts):
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE marketing_lead (captured_day TEXT)")
    database.execute("CREATE TABLE crm_contact (created_day TEXT, source TEXT)")
    database.executemany("INSERT INTO marketing_lead VALUES (?)", [(day,) for day in leads])
    database.executemany("INSERT INTO crm_contact VALUES (?, ?)", contacts)
    days = {"first_day": "2026-03-01", "last_day": "2026-03-07"}
    return database.execute(command("rc-01", "WITH counted"), days).fetchall()


@pytest.mark.covers("R127")
@pytest.mark.parametrize("slug", ["rc-02", "p-19"])
def test_the_timed_probe_sends_the_token_and_not_its_name(slug):
    assert arguments(command(slug, "curl")) == [
        "-sS",
        "-o",
        "/dev/null",
        "-w",
        "%{http_code} %{time_total}\\n",
        "-H",
        "Authorization: Bearer opensesame",
        "https://crm.example/contacts?limit=1",
    ]


def test_the_header_probe_asks_the_health_address():
    assert arguments(command("dx-api-01", "curl")) == ["-sSI", "https://crm.example/health"]


def test_no_command_keeps_a_variable_between_single_quotes():
    steps = [step.text for check in checks().values() for step in check.how]
    assert [text for text in steps if "curl" in text and "'" in text.split("curl", 1)[1]] == []


@pytest.mark.covers("R127")
def test_counts_of_a_day_give_a_signed_delta_and_a_gap_of_the_larger():
    leads = ["2026-03-02"] * 50
    contacts = [("2026-03-02", "marketing")] * 49 + [("2026-03-02", "cold call")]
    assert gaps(leads, contacts) == [("2026-03-02", 50, 49, 1, 2.0)]


def test_a_day_on_one_side_only_is_a_gap_of_all():
    assert gaps(["2026-03-03"], [("2026-03-04", "marketing")]) == [
        ("2026-03-03", 1, 0, 1, 100.0),
        ("2026-03-04", 0, 1, -1, 100.0),
    ]


def test_days_outside_the_seven_are_left_out():
    leads = ["2026-02-28", "2026-03-01", "2026-03-07", "2026-03-08"]
    assert [day for day, *_ in gaps(leads, [])] == ["2026-03-01", "2026-03-07"]
