"""Every figure of the library to the letter: `<` and `>` are strict, so equality matters."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from audits.checklists.document import Limit
from audits.checklists.library import checks

# By check: comparison, value, unit, window, what a true comparison means, origin.
FIGURES = {
    "qt-03": [
        ("<", "10", "minutes", None, "holds", "proposed"),
        ("<", "2", "minutes", None, "holds", "proposed"),
    ],
    "dx-eml-01": [("<", "5", "minutes", "per event", "holds", "stated")],
    "dx-eml-03": [(">", "14", "days", None, "holds", "proposed"), ("<", "100", "%", None, "holds", "stated")],
    "dx-tel-01": [("<", "2", "minutes", "per call", "holds", "stated")],
    "dx-tel-03": [(">", "1", "%", "per day", "fails", "stated")],
    "dx-mkt-01": [("<", "10", "minutes", "per lead", "holds", "stated")],
    "dx-mkt-03": [
        (">", "1", "%", "per day", "warns", "proposed"),
        (">", "2", "%", "per day", "fails", "proposed"),
    ],
    "dx-fin-01": [(">", "2", "%", "per day", "fails", "stated")],
    "dx-fin-03": [("=", "1", "invoice", "per key", "holds", "stated")],
    "dx-mid-01": [(">", "0.5", "%", "15 minutes", "fails", "proposed")],
    "dx-api-01": [
        ("=", "200", "HTTP code", "per call", "holds", "stated"),
        ("<", "0.5", "seconds", "per call", "holds", "stated"),
    ],
    "dx-api-03": [(">", "5", "minutes", None, "fails", "stated")],
    "mx-01": [(">", "0.5", "%", "15 minutes", "fails", "stated")],
    "mx-02": [
        ("<", "2", "minutes", "per record", "holds", "stated"),
        ("<", "10", "minutes", "per record", "holds", "stated"),
    ],
    "mx-03": [(">", "1", "%", "per day", "fails", "stated")] * 3,
    "mx-04": [(">", "2", "%", "per day", "fails", "stated")],
    "mx-05": [(">", "0", "events", "continuous", "fails", "proposed")],
    "mx-06": [("<", "5", "minutes", "per event", "holds", "stated")],
    "mx-07": [
        (">", "1", "%", "daily sample", "warns", "proposed"),
        (">", "2", "%", "daily sample", "fails", "proposed"),
    ],
    "mx-08": [(">", "5", "minutes", "at any moment", "fails", "stated")],
    "mx-09": [
        ("=", "200", "HTTP code", "per call", "holds", "stated"),
        ("<", "0.5", "seconds", "per call", "holds", "stated"),
    ],
    "mx-11": [("=", "7", "days", "rolling", "holds", "stated")],
    "rc-01": [
        (">", "2", "%", "per day", "fails", "stated"),
        ("=", "7", "days", "rolling", "holds", "stated"),
    ],
    "rc-02": [
        ("=", "200", "HTTP code", "per call", "holds", "stated"),
        ("<", "0.5", "seconds", "per call", "holds", "stated"),
    ],
    "p-04": [(">", "14", "days", None, "holds", "proposed")],
    "p-07": [(">", "2", "%", "per day", "fails", "stated")],
    "p-08": [("<", "5", "minutes", "per event", "holds", "stated")],
    "p-10": [("<", "2", "minutes", "per call", "holds", "stated")],
    "p-12": [(">", "1", "%", "per day", "fails", "stated")] * 3,
    "p-15": [(">", "2", "%", "per day", "fails", "stated")],
    "p-19": [
        ("=", "200", "HTTP code", "per call", "holds", "stated"),
        ("<", "0.5", "seconds", "per call", "holds", "stated"),
    ],
    "p-21": [(">", "5", "minutes", None, "fails", "stated")],
    "p-27": [(">", "0.5", "%", "15 minutes", "fails", "stated")],
    "p-28": [("=", "7", "days", "rolling", "holds", "stated"), (">", "2", "%", "per day", "fails", "stated")],
}
SHOWS = {
    "dx-eml-01": ["R100"],
    "dx-mkt-03": ["R105"],
    "dx-api-03": ["R110"],
}


def written(limit):
    meaning = "fails" if limit.fails else "warns" if limit.warns else "holds"
    return limit.comparison, limit.value, limit.unit, limit.window, meaning, limit.origin


@pytest.mark.parametrize(
    ("slug", "figures"),
    [
        pytest.param(slug, figures, marks=pytest.mark.covers("R094", *SHOWS.get(slug, [])), id=slug)
        for slug, figures in FIGURES.items()
    ],
)
def test_a_check_has_its_figures_to_the_letter(slug, figures):
    expected = [(sign, Decimal(value), *rest) for sign, value, *rest in figures]
    assert [written(limit) for limit in checks()[slug].limits] == expected


def test_no_other_check_has_figures():
    assert {slug for slug, check in checks().items() if check.limits} == set(FIGURES)


def test_duplicates_are_judged_apart_for_leads_calls_and_invoices():
    names = [limit.what for limit in checks()["mx-03"].limits]
    assert names == ["Duplicate leads", "Duplicate calls", "Duplicate invoices"]


def test_lags_are_judged_apart_for_calls_and_leads():
    named = {limit.what: limit.value for limit in checks()["mx-02"].limits}
    assert named == {"Call logs": 2, "Marketing leads": 10}


@pytest.mark.covers("R082")
def test_the_synthetic_record_takes_four_hops_two_of_them_timed():
    hops = {hop.slug: hop.limit_seconds for hop in checks()["qt-03"].hops}
    assert hops == {"contact": None, "lead": 600, "call": 120, "invoice": None}


@pytest.mark.covers("R083")
def test_triage_asks_for_five_figures_of_the_past_day():
    counts = checks()["qt-04"].counts
    assert [count.slug for count in counts] == [
        "retries",
        "http-4xx",
        "http-5xx",
        "webhook-410",
        "webhook-401",
    ]
    assert {(count.kind, count.unit) for count in counts} == {("number", "in 24 hours")}
    assert [count.slug for count in checks()["mx-10"].counts] == [count.slug for count in counts]


@pytest.mark.covers("R133")
@pytest.mark.parametrize(
    ("slug", "captured"),
    [
        ("in-01", ["triage-run", "paused-automations"]),
        (
            "in-02",
            ["request-payloads", "response-payloads", "webhook-ids", "queue-offsets", "first-at", "last-at"],
        ),
        ("in-03", ["affected-records", "systems", "revenue-items"]),
        ("in-04", ["mitigation", "by", "at"]),
        ("in-05", ["repaired-records", "method"]),
        ("in-06", ["fix-reference", "test-reference"]),
    ],
)
def test_a_step_of_an_incident_captures_what_it_must(slug, captured):
    assert [field.slug for field in checks()[slug].record if field.capture] == captured


def test_only_incidents_capture():
    capturing = {check.kind for check in checks().values() if any(field.capture for field in check.record)}
    assert capturing == {"incident"}


def test_a_figure_cannot_both_warn_and_fail():
    with pytest.raises(ValidationError, match="both warn and fail"):
        Limit(what="Gap", comparison=">", value=Decimal(1), unit="%", warns=True, fails=True)
