"""Measured values against literal limits: equal is neither under nor over."""

from decimal import Decimal

import pytest

from audits.checklists import library
from audits.checklists.measures import decimal_of, judged, measures_of

CASES = [
    pytest.param("dx-eml-01", "5", "fails", marks=pytest.mark.covers("R100")),
    pytest.param("dx-eml-01", "4.99", "met", marks=pytest.mark.covers("R100")),
    pytest.param("dx-api-03", "5", "met", marks=pytest.mark.covers("R110")),
    pytest.param("dx-api-03", "5.01", "fails", marks=pytest.mark.covers("R110")),
    ("dx-tel-01", "2", "fails"),
    ("dx-tel-01", "1.9", "met"),
    ("dx-mkt-01", "10", "fails"),
    ("dx-mkt-01", "9", "met"),
]


def limits_of(slug):
    return [limit for limit in library.checks()[slug].limits if limit.unit not in ("code", "HTTP code")]


@pytest.mark.parametrize(("slug", "value", "result"), CASES)
def test_a_value_is_held_against_the_figure_of_its_check(slug, value, result):
    assert judged(limits_of(slug)[0], Decimal(value)) == result


@pytest.mark.covers("R105")
@pytest.mark.parametrize(
    ("value", "results"),
    [
        ("1", ["met", "met"]),
        ("1.01", ["warns", "met"]),
        ("2", ["warns", "met"]),
        ("2.01", ["warns", "fails"]),
    ],
)
def test_an_attribution_gap_warns_over_one_and_fails_over_two(value, results):
    limits = sorted(limits_of("dx-mkt-03"), key=lambda limit: limit.value)
    assert [judged(limit, Decimal(value)) for limit in limits] == results


@pytest.mark.parametrize("typed", ["", "many", "-1", "NaN", "inf", "1e999", "9" * 30, "1e13", "٣x"])
def test_what_is_no_number_is_none(typed):
    assert decimal_of(typed) is None


def test_a_comma_is_taken_for_a_point():
    assert decimal_of(" 1,5 ") == Decimal("1.5")


def test_what_was_not_measured_has_no_result():
    check = library.checks()["dx-mkt-03"]
    assert [each.result for each in measures_of(check, {})] == ["", ""]
