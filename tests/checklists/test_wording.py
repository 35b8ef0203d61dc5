"""Parts of a check in words."""

from typing import get_args

import pytest

from audits.checklists.document import Check, ChecklistKind, Comparison, Kind, RecordField
from audits.checklists.library import checks
from audits.checklists.wording import (
    CHECK_KINDS,
    CHECKLIST_KINDS,
    COMPARISONS,
    RECORD_KINDS,
    USES,
    fields_of,
    hop_words,
    limit_words,
    record_words,
)


def allowed(model, field):
    return set(get_args(model.model_fields[field].annotation))


def test_every_kind_has_words():
    assert set(CHECKLIST_KINDS) == set(get_args(ChecklistKind))
    assert set(CHECK_KINDS) == set(get_args(Kind))
    assert set(COMPARISONS) == set(get_args(Comparison))
    assert set(RECORD_KINDS) == allowed(RecordField, "kind")
    assert set(USES) == set(get_args(get_args(Check.model_fields["uses"].annotation)[0]))


@pytest.mark.covers("R094")
def test_a_figure_says_what_it_means_with_unit_and_window():
    limits = checks()["dx-mkt-03"].limits
    assert [limit_words(limit) for limit in limits] == [
        "Gap between the counts: warns over 1 %, per day",
        "Gap between the counts: fails over 2 %, per day",
    ]
    assert limit_words(checks()["rc-02"].limits[1]) == "Total time: under 0.5 seconds, per call"


def test_times_of_the_synthetic_are_in_minutes_where_they_are_whole():
    hop = checks()["qt-03"].hops[1]
    assert hop_words(hop) == "Lead from a campaign, in under 10 minutes"
    assert hop_words(hop.model_copy(update={"limit_seconds": 90})).endswith("in under 90 seconds")


def test_what_to_write_down_has_its_unit_and_choices():
    assert record_words(checks()["dx-api-03"].record[3]) == "Consumer lag (number, minutes)"
    field = RecordField(slug="a", label="Method", kind="choice", choices=("Upsert", "By hand"))
    assert record_words(field) == "Method (choice, Upsert / By hand)"


def test_every_part_of_every_check_is_text():
    for check in checks().values():
        assert all(isinstance(text, str) for text in fields_of(check).values())
