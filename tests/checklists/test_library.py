"""The built-in library holds every check of the requirements, whole and by its number."""

from collections import Counter
from importlib.resources import files

import pytest

from audits.checklists.document import INTEGRATION_TYPES
from audits.checklists.library import FILES, checklists, checks


def numbered(prefix, count):
    return [f"{prefix}-{number:02}" for number in range(1, count + 1)]


DIAGNOSTICS = {
    "email": numbered("dx-eml", 4),
    "telephony": numbered("dx-tel", 4),
    "marketing": numbered("dx-mkt", 4),
    "finance": numbered("dx-fin", 4),
    "middleware": numbered("dx-mid", 3),
    "api": numbered("dx-api", 3),
    "slack": numbered("dx-slk", 2),
    "calendar": numbered("dx-cal", 2),
}
ALL_DIAGNOSTICS = [slug for slugs in DIAGNOSTICS.values() for slug in slugs]
OF_KIND = {
    "triage": numbered("qt", 5),
    "diagnostic": ALL_DIAGNOSTICS,
    "metric": numbered("mx", 11),
    "reconciliation": numbered("rc", 2),
    "failure-mode": numbered("fx", 5),
    "governance": numbered("gv", 5) + numbered("cd", 2),
    "incident": numbered("in", 6),
    "point": numbered("p", 30),
}


def words_of(check):
    """Everything of a check that a person reads while testing."""
    said = [check.test, *check.how, check.expected, check.remedy]
    return " ".join(each.text for each in said if each)


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("triage", marks=pytest.mark.covers("R079")),
        pytest.param("diagnostic", marks=pytest.mark.covers("R113")),
        "metric",
        "reconciliation",
        pytest.param("failure-mode", marks=pytest.mark.covers("R130")),
        pytest.param("governance", marks=pytest.mark.covers("R140")),
        pytest.param("incident", marks=pytest.mark.covers("R133")),
        pytest.param("point", marks=pytest.mark.covers("R144")),
    ],
)
def test_it_holds_every_check_of_a_kind_in_order(kind):
    assert [slug for slug, check in checks().items() if check.kind == kind] == OF_KIND[kind]


def test_it_holds_nothing_else():
    assert len(checks()) == 92 == sum(map(len, OF_KIND.values()))
    assert list(checks()) == [check.slug for check in checks().values()]


@pytest.mark.parametrize(
    "group",
    [
        pytest.param("email", marks=pytest.mark.covers("R099")),
        pytest.param("telephony", marks=pytest.mark.covers("R102")),
        pytest.param("marketing", marks=pytest.mark.covers("R104")),
        pytest.param("finance", marks=pytest.mark.covers("R106")),
        pytest.param("middleware", marks=pytest.mark.covers("R108")),
        pytest.param("api", marks=pytest.mark.covers("R109")),
        pytest.param("slack", marks=pytest.mark.covers("R111")),
        pytest.param("calendar", marks=pytest.mark.covers("R112")),
    ],
)
def test_each_integration_type_has_its_group_of_diagnostics(group):
    own = [check for check in checks().values() if check.group == group]
    assert [check.slug for check in own] == DIAGNOSTICS[group]
    assert {check.types for check in own} == {(group,)}


@pytest.mark.covers("R113")
def test_the_groups_are_the_integration_types_and_hold_twenty_six_checks():
    assert tuple(DIAGNOSTICS) == INTEGRATION_TYPES
    assert [len(slugs) for slugs in DIAGNOSTICS.values()] == [4, 4, 4, 4, 3, 3, 2, 2]


@pytest.mark.parametrize(
    ("slug", "systems"),
    [
        ("dx-eml-01", ("SendGrid", "SES", "Mailgun")),
        ("dx-tel-01", ("Twilio",)),
        ("dx-tel-02", ("Twilio", "S3")),
        ("dx-fin-01", ("QuickBooks", "Xero", "Stripe")),
        pytest.param("dx-mid-01", ("Zapier", "Make", "Workato"), marks=pytest.mark.covers("R108")),
        ("dx-slk-01", ("Slack",)),
        pytest.param("dx-cal-01", ("Google Calendar", "Outlook Calendar"), marks=pytest.mark.covers("R112")),
        ("gv-05", ("Zapier", "Make")),
    ],
)
def test_checks_name_the_systems_they_are_about(slug, systems):
    assert checks()[slug].systems == systems


@pytest.mark.covers("R094")
def test_every_check_says_what_to_test_how_what_to_expect_and_what_to_do():
    for slug, check in checks().items():
        assert check.how and check.expected and check.expects and check.remedy, slug


@pytest.mark.covers("R095")
def test_every_check_has_a_priority_and_most_ask_for_more_to_be_recorded():
    assert {check.priority for check in checks().values()} == {"P1", "P2", "P3"}
    assert {check.priority_origin for check in checks().values()} == {"proposed"}
    unrecorded = {check.kind for check in checks().values() if not (check.record or check.counts)}
    assert unrecorded == {"point"}


@pytest.mark.parametrize(
    ("slug", "named"),
    [
        pytest.param("dx-eml-04", ["Message-ID", "From", "Reply-To"], marks=pytest.mark.covers("R101")),
        pytest.param("dx-tel-03", ["call SID", "call's own start time"], marks=pytest.mark.covers("R103")),
        pytest.param("dx-fin-01", ["amount", "currency", "tax"], marks=pytest.mark.covers("R107")),
        pytest.param("dx-tel-02", ["consent", "recording"], marks=pytest.mark.covers("R102")),
        pytest.param("dx-mkt-01", ["UTM"], marks=pytest.mark.covers("R104")),
        pytest.param("dx-api-02", ["signature", "X-Hub-Signature"], marks=pytest.mark.covers("R109")),
        pytest.param("dx-slk-01", ["link opens the record"], marks=pytest.mark.covers("R111")),
        pytest.param("dx-cal-01", ["time zones"], marks=pytest.mark.covers("R112")),
        pytest.param("in-06", ["permanent fix", "regression test"], marks=pytest.mark.covers("R133")),
        ("qt-04", ["24 hours", "retries", "4xx", "5xx", "410", "401", "7 days"]),
        ("dx-fin-04", ["masked", "archived", "legal team"]),
    ],
)
def test_checks_name_what_they_must(slug, named):
    assert [words for words in named if words not in words_of(checks()[slug])] == []


@pytest.mark.covers("R130")
@pytest.mark.parametrize(
    ("slug", "title", "cause", "fix"),
    [
        ("fx-01", "Expired token", "token", "Rotate tokens"),
        ("fx-02", "Schema drift", "renamed a field", "contract tests"),
        ("fx-03", "Retry storm", "create things twice", "idempotency keys"),
        ("fx-04", "Backlog failure", "queues fill up", "dead-letter queues"),
        ("fx-05", "Silent drop", "2xx", "monitor on the consumer's side"),
    ],
)
def test_failure_modes_have_their_cause_and_their_fix(slug, title, cause, fix):
    mode = checks()[slug]
    assert mode.title == title
    assert cause in mode.test.text and fix in words_of(mode)


def test_failure_modes_that_checks_suggest_are_failure_modes():
    suggested = {slug for check in checks().values() for slug in check.failure_modes}
    assert suggested == set(OF_KIND["failure-mode"])


@pytest.mark.parametrize(
    ("slug", "proposed"),
    [
        ("qt-01", {"dx-api-01", "fx-02"}),
        ("qt-02", {"dx-api-03", "dx-mid-01", "fx-04"}),
        ("qt-03", {"dx-eml-01", "dx-tel-01", "dx-mkt-01", "dx-fin-01", "fx-05"}),
        ("qt-04", {"dx-api-02", "fx-01", "fx-03"}),
        ("qt-05", {"dx-mid-01", "fx-03"}),
    ],
)
def test_triage_proposes_diagnostics_and_failure_modes(slug, proposed):
    check = checks()[slug]
    assert proposed <= set(check.proposes)
    assert {checks()[each].kind for each in check.proposes} == {"diagnostic", "failure-mode"}


def test_failing_synthetic_and_failing_integration_ask_to_pause():
    assert [slug for slug, check in checks().items() if check.pauses] == ["qt-03", "qt-05", "in-01"]


def test_checks_offer_status_page_and_console():
    assert checks()["qt-01"].uses == ("status",)
    assert checks()["qt-02"].uses == ("console",)


@pytest.mark.covers("R096")
@pytest.mark.parametrize(
    ("slug", "field", "origin"),
    [
        ("qt-01", "test", "stated"),
        ("qt-01", "expected", "proposed"),
        ("qt-01", "remedy", "proposed"),
        ("qt-02", "expected", "proposed"),
        ("qt-03", "expected", "stated"),
        ("qt-03", "remedy", "stated"),
        ("qt-04", "expected", "proposed"),
        ("dx-eml-01", "expected", "stated"),
        ("dx-eml-01", "remedy", "proposed"),
        ("dx-eml-03", "remedy", "stated"),
        ("dx-tel-03", "remedy", "stated"),
        ("dx-mkt-02", "expected", "stated"),
        ("dx-mid-01", "expected", "proposed"),
        ("dx-mid-02", "expected", "stated"),
        ("dx-api-01", "remedy", "stated"),
        ("dx-api-02", "remedy", "proposed"),
        ("dx-cal-02", "remedy", "proposed"),
        ("fx-03", "remedy", "stated"),
        ("p-01", "test", "stated"),
    ],
)
def test_texts_say_whether_they_are_stated_or_proposed(slug, field, origin):
    assert getattr(checks()[slug], field).origin == origin


@pytest.mark.covers("R096")
def test_every_test_is_stated_and_steps_are_of_both_origins():
    assert {check.test.origin for check in checks().values()} == {"stated"}
    steps = Counter(step.origin for check in checks().values() for step in check.how)
    assert steps["stated"] > 60 and steps["proposed"] > 60


def test_no_text_of_a_row_or_title_stands_for_two_checks():
    for texts in (
        [check.title for check in checks().values() if check.kind != "point"],
        [check.title for check in checks().values() if check.kind == "point"],
        [check.test.text for check in checks().values()],
    ):
        assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_rows_are_short_enough_for_a_phone():
    assert max(len(check.expects or "") for check in checks().values()) <= 75
    assert max(len(check.title) for check in checks().values()) <= 46


def test_no_file_is_left_out():
    beside = {path.name for path in files("audits.checklists.library").iterdir()}
    assert {name for name in beside if name.endswith(".toml")} == {
        "checklists.toml",
        *(f"{name}.toml" for name in FILES),
    }


def test_nothing_can_be_put_into_the_library_while_it_runs():
    assert not hasattr(checks(), "__setitem__")
    assert checks() is checks() and checklists() is checklists()
