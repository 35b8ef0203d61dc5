"""What is written as TOML reads back as it was."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.kit.toml import dumps

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN = TEXT | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.lists(TEXT, max_size=2)
ROWS = st.lists(st.fixed_dictionaries({"a": PLAIN}), max_size=2)
TABLE = st.fixed_dictionaries({"title": TEXT}, optional={"one": PLAIN, "rows": ROWS})
TABLES = st.lists(TABLE, min_size=1, max_size=3)
DOCUMENT = st.fixed_dictionaries({"title": TEXT, "tables": TABLES}, optional={"n": PLAIN})


@given(DOCUMENT)
def test_what_is_written_reads_back(document):
    assert tomllib.loads(dumps(document)) == document


@pytest.mark.parametrize(
    "words",
    ['"', '""', '"""', '""""""', 'a\n"""', 'a\n""""', '"a"\n"b"', "\\\n\\n", "\n", "a\r\nb", "\x7f\x00"],
)
def test_quotes_and_backslashes_are_kept(words):
    assert tomllib.loads(dumps({"words": words})) == {"words": words}


def test_several_lines_stay_readable():
    assert dumps({"how": 'first\ncurl "$BASE"\n'}) == 'how = """\nfirst\ncurl "$BASE"\n"""\n'


def test_figures_are_exact_and_nothing_is_left_out():
    document = {"value": Decimal("0.0005"), "none": None, "tables": [{"x": 1, "none": None}]}
    read = tomllib.loads(dumps(document), parse_float=Decimal)
    assert read == {"value": Decimal("0.0005"), "tables": [{"x": 1}]}


def test_what_toml_cannot_hold_is_an_error():
    with pytest.raises(TypeError, match="object"):
        dumps({"x": object()})


LONG = st.text(st.sampled_from('ab "\\\n\u00a0é'), min_size=380, max_size=900)


@given(LONG)
def test_a_long_text_is_broken_into_lines_that_read_back_as_one(words):
    written = dumps({"words": words})
    assert tomllib.loads(written) == {"words": words}
    assert max(map(len, written.split("\n"))) < 900


def test_named_tables_get_headings_at_any_depth():
    document = {"who": {"name": "a"}, "parts": [{"rows": [{"x": 1, "in": {"y": 2}}], "title": "t"}]}
    written = dumps(document, {"who", "parts.rows", "parts.rows.in"})
    assert tomllib.loads(written) == document
    assert [line for line in written.split("\n") if line.startswith("[")] == [
        "[who]",
        "[[parts]]",
        "[[parts.rows]]",
        "[parts.rows.in]",
    ]


def test_a_long_list_stands_in_several_lines():
    document = {"steps": ["x" * 60, "y" * 60]}
    written = dumps(document)
    assert tomllib.loads(written) == document and written.count("\n") == 4
