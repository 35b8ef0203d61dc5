"""The cost sheet: lines, a year, the term, what is missing, and amounts as people write them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.scoring.cost import Item, Sheet, Span, Unlike, unlike, work_out
from audits.scoring.currencies import CURRENCIES, MINOR_DIGITS, minor_units, plain_amount

amounts = st.none() | st.integers(0, 10**14)
hours = st.none() | st.integers(0, 100_000).map(lambda hundredths: Decimal(hundredths) / 100)
sheets = st.builds(
    Sheet,
    currency=st.just("EUR"),
    term_months=st.integers(1, 240),
    licence_year=amounts,
    middleware_year=amounts,
    middleware_build=amounts,
    hours_low=hours,
    hour_rate=amounts,
    services=amounts,
    cleanup=amounts,
    repair_base=amounts,
)


@pytest.fixture
def pipetap() -> Sheet:
    """EUR 70 an hour, 12 hours a week; middleware 12,000 a year and 7,200 to build; three years."""
    return Sheet(
        currency="EUR",
        term_months=36,
        licence_year=2_400_000,
        middleware_year=1_200_000,
        middleware_build=720_000,
        hours_low=Decimal(10),
        hours_high=Decimal(15),
        hour_rate=7_000,
        services=500_000,
        cleanup=100_000,
        repair_base=1_000_000,
    )


@pytest.mark.covers("R058", "R060")
def test_upkeep_is_hours_a_week_by_rate_by_weeks(pipetap):
    upkeep = next(line for line in work_out(pipetap).lines if line.item is Item.UPKEEP)
    assert upkeep.amount == Span(10 * 7_000 * 52, 15 * 7_000 * 52)


@pytest.mark.covers("R058")
def test_a_year_the_first_year_and_the_term(pipetap):
    found = work_out(pipetap)
    assert found.year == Span(3_600_000 + 3_640_000, 3_600_000 + 5_460_000)
    assert found.once == Span(1_320_000, 1_320_000)
    assert found.first_year == found.year + found.once
    assert found.term == Span(3 * found.year.low + 1_320_000, 3 * found.year.high + 1_320_000)


@pytest.mark.covers("R061")
def test_late_repair_is_three_to_five_times_and_in_no_total(pipetap):
    found = work_out(pipetap)
    assert found.late_repair == Span(3_000_000, 5_000_000)
    assert found.term == work_out(replace(pipetap, repair_base=None)).term


def test_what_is_not_entered_is_missing_and_not_zero(pipetap):
    found = work_out(replace(pipetap, licence_year=None, hour_rate=None, services=0))
    assert found.missing == (Item.LICENCE, Item.UPKEEP)
    assert next(line.amount for line in found.lines if line.item is Item.SERVICES) == Span(0, 0)
    assert not found.is_empty and work_out(Sheet("EUR", 12)).is_empty


@pytest.mark.parametrize("ends", [(Decimal(12), None), (None, Decimal(12))])
def test_one_end_of_the_range_is_the_estimate(pipetap, ends):
    low, high = ends
    found = work_out(replace(pipetap, hours_low=low, hours_high=high))
    assert found.year == Span(3_600_000 + 4_368_000, 3_600_000 + 4_368_000)


def test_a_broken_year_is_rounded_half_up_in_each_line():
    found = work_out(Sheet("EUR", 7, licence_year=6, middleware_year=6))
    assert [line.term for line in found.lines[:2]] == [Span(4, 4), Span(4, 4)], "3.5 each"
    assert found.term == Span(8, 8)


@given(sheets)
def test_totals_are_the_sums_of_their_lines_and_near_the_exact_ones(sheet):
    found = work_out(sheet)
    shown = [(line.is_yearly, line.amount, line.term) for line in found.lines if line.amount and line.term]
    assert found.term.low == sum(term.low for _, _, term in shown)
    twelfths = [amount.low * (sheet.term_months if is_yearly else 12) for is_yearly, amount, _ in shown]
    assert abs(12 * found.term.low - sum(twelfths)) <= 18, "half a unit for each of three yearly lines"
    assert {line.item for line in found.lines if line.amount} | set(found.missing) == set(Item)


@given(sheets, st.integers(0, 10**14))
def test_a_higher_licence_never_costs_less(sheet, more):
    dearer = replace(sheet, licence_year=(sheet.licence_year or 0) + more)
    assert work_out(dearer).term.high >= work_out(sheet).term.high


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"currency": "USD", "term_months": 12}, Unlike.CURRENCIES),
        ({"term_months": 12}, Unlike.TERMS),
        ({"licence_year": None}, Unlike.MISSING),
    ],
)
def test_unlike_sheets_say_why_they_are_not_compared(pipetap, changed, reason):
    assert unlike([pipetap, replace(pipetap, **changed)]) is reason


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("19200", "EUR", 1_920_000),
        ("19,200.5", "EUR", 1_920_050),
        ("1 234 567", "USD", 123_456_700),
        ("19'200", "CHF", 1_920_000),
        ("0.10", "EUR", 10),
        ("12.500", "EUR", 1250),
        ("1500", "JPY", 1500),
        ("1.234", "KWD", 1234),
        (" 7 ", "EUR", 700),
    ],
)
def test_amounts_are_read_as_people_write_them(text, currency, minor):
    assert minor_units(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        *(
            (text, "EUR")
            for text in ["", "-5", "NaN", "Infinity", "1e9", "12,50", "1,2345", "1.234", "٣", "½", "9" * 21]
        ),
        ("0.5", "JPY"),
    ],
)
def test_what_is_no_amount_is_refused(text, currency):
    with pytest.raises(ValueError, match="amount|finer"):
        minor_units(text, currency)


@given(st.integers(0, 10**14), st.sampled_from(CURRENCIES))
def test_an_amount_written_out_reads_back(minor, currency):
    assert minor_units(plain_amount(minor, currency), currency) == minor


def test_currencies_are_codes_of_three_capitals_once_each():
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in CURRENCIES)
    assert len(CURRENCIES) == len(set(CURRENCIES)) > 140 and MINOR_DIGITS["EUR"] == 2
