"""The PDF drops nothing: every text and figure of the read model is found in it again."""

from typing import Any

import pytest

from audits.evaluations.comparison.shapes import ComparisonView
from audits.evaluations.views.robust_words import words_on
from audits.scoring.framework import Framework
from tests.reports.conftest import Printed
from tests.reports.leaves import unseen
from tests.reports.reading import bare, page_text, reader


@pytest.mark.covers("R070", "R071", "R072")
def test_every_text_of_the_read_model_is_in_the_comparison(printed: Printed) -> None:
    assert unseen(printed.view, printed.framework, printed.comparison_text) == []


@pytest.mark.covers("R071")
def test_every_figure_stands_in_its_row(printed: Printed) -> None:
    text = printed.comparison_text
    for candidate in printed.view.candidates:
        assert f"{candidate.score.points}of{candidate.score.max}stated{candidate.score.proven}proven" in text
        for row in score_rows(printed.view, printed.framework):
            assert row in text


def score_rows(view: ComparisonView, framework: Framework) -> list[str]:
    """The figures of each dimension as they follow each other in print."""
    rows = []
    for one in (dimension for candidate in view.candidates for dimension in candidate.dimensions):
        document = framework.dimension(one.slug)
        kind = "core" if document.core else "gapcategory"
        points = "notscored" if one.points is None else one.points
        proven, suggested = ("-" if value is None else value for value in (one.proven, one.suggested))
        counts = f"{one.answered}of{one.questions},{one.shown}seenworking"
        rows.append(bare(f"{document.title}{kind}{points}{proven}{suggested}{counts}"))
    return rows


def test_candidate_report_is_whole_as_well(printed: Printed) -> None:
    only = next(one for one in printed.view.candidates if one.vendor == "Pipetap")
    assert unseen(only, printed.framework, printed.candidate_text) == []
    assert "RelayOutbound" not in printed.candidate_text


@pytest.mark.covers("R049")
def test_first_page_says_what_was_left_open(printed: Printed) -> None:
    first = page_text(printed.comparison, 0)
    assert "Notscored:Permissionscoping." in first
    assert "Notanswered:PS-1,PS-2." in first
    assert "28to33" in first


@pytest.mark.covers("R036", "R038")
def test_hard_stops_are_named_with_their_waivers(printed: Printed) -> None:
    text = printed.candidate_text
    assert "Hardstop:SalesforceCampaign,notwritten.Notwaived." in text
    assert "Hardstop:HubSpotDeal,notwritten.Waived:DealsstayinSalesforce." in text


@pytest.mark.covers("R061", "R062", "R063", "R074")
def test_background_figures_name_who_says_so(printed: Printed) -> None:
    for figure in printed.framework.figures:
        source = figure.source or "uncited"
        assert bare(f"{figure.text}{source}{figure.attribution}") in printed.comparison_text


COST_ROWS = [
    "Licence EUR 19,200.50 EUR 57,601.50",
    "Middleware licence EUR 12,000 EUR 36,000",
    "at EUR 70 an hour EUR 25,200 to 50,400 EUR 75,600 to 151,200",
    "RevOps upkeep 7.5 to 15 hours a week, 48 weeks,",
    "Building the middleware EUR 7,200 EUR 7,200",
    "Services for mapping and backfill – –",
    "Cleaning up data EUR 500 EUR 500",
    "Total EUR 56,400.50 to 81,600.50 EUR 7,700 EUR 176,901.50 to 252,501.50",
    "First year: EUR 64,100.50 to 89,300.50.",
    "Not entered, so in no total: Services for mapping and backfill.",
    "Known gaps, EUR 10,000 to mend now: EUR 30,000 to 50,000 when mended only after roll-out",
]


@pytest.mark.covers("R058", "R060", "R061")
@pytest.mark.parametrize("row", COST_ROWS)
def test_every_amount_of_a_cost_sheet_stands_in_its_row(printed: Printed, row: str) -> None:
    assert bare(row) in printed.candidate_text and bare(row) in printed.comparison_text


def test_the_comparison_prints_how_firm_the_order_is(printed: Printed) -> None:
    words = words_on(printed.view, printed.framework)
    sentences = [sentence for _, told in words.lines for sentence in told] + [*words.more]
    assert len(sentences) > 5 and words.shares
    assert all(bare(sentence) in printed.comparison_text for sentence in sentences)
    shares = "; ".join(f"{share.name}: {share.text}" for share in words.shares)
    assert bare(shares) in printed.comparison_text and bare(words.shares_note) in printed.comparison_text


@pytest.mark.covers("R047")
def test_rubric_is_an_appendix_on_its_side(printed: Printed) -> None:
    last = reader(printed.candidate).pages[-1]
    assert last.mediabox.width > last.mediabox.height
    levels = [level for one in printed.framework.dimensions for level in one.rubric]
    assert all(bare(level) in printed.candidate_text for level in levels)


@pytest.mark.covers("R065")
def test_score_history_is_printed(printed: Printed) -> None:
    change = "Lead Permission scoping 3 points; Reason 7 of Pipetap. not scored; no reason"
    assert bare(change) in printed.candidate_text


def test_captures_and_withdrawn_evidence_are_printed(printed: Printed) -> None:
    assert "12:34" + bare("They mentioned a limit of 200 calls.") in printed.candidate_text
    assert "Withdrawnevidence" in printed.candidate_text
    assert bare("Shows another tenant.") in printed.candidate_text


def test_text_of_people_is_never_markup(printed: Printed) -> None:
    assert "<b>said</b>" in printed.candidate_text


def test_pdf_is_tagged_and_names_title_author_and_language(printed: Printed) -> None:
    found = reader(printed.comparison)
    root: Any = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("en")
    assert found.metadata is not None
    assert found.metadata.title == "Integration evaluation: Q1 sequencer choice"
    assert found.metadata.author == "Halden Supply"


def test_the_pdf_library_complains_of_nothing(printed: Printed) -> None:
    everything = (printed.comparison, printed.candidate, printed.brief)
    assert [one.complaints for one in everything] == [(), (), ()]


def test_bookmarks_lead_to_every_vendor(printed: Printed) -> None:
    titles = str(reader(printed.comparison).outline)
    assert all(f"'{one.vendor}'" in titles for one in printed.view.candidates)


def test_each_page_says_where_it_is(printed: Printed) -> None:
    pages = reader(printed.comparison).pages
    assert f"Page2of{len(pages)}" in page_text(printed.comparison, 1)
    assert "Comparison" in page_text(printed.comparison, 1)


def test_brief_asks_without_telling_how_it_is_judged(printed: Printed) -> None:
    text = printed.brief_text
    for question in printed.framework.questions:
        assert bare(question.text) in text
        assert not any(bare(flag.label) in text for flag in question.red_flags)
    for one in printed.framework.dimensions:
        judged = [*one.rubric, one.weak, one.medium, one.strong]
        assert not any(bare(words) in text for words in judged)
    assert "points" not in text.lower() and "score" not in text.lower()
