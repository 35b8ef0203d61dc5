"""A framework file that cannot even be read: the line is named, and nothing takes long or breaks."""

import time

import pytest

from audits.scoring.framework import FrameworkError, parse_framework
from tests.scoring.framework_examples import document, problems, problems_of_text, to_toml

UNREADABLE = {
    "no value": ('slug = "a"\ntitle =\n', "line 2: Invalid value"),
    "open text": ('slug = "a\ntitle = "b"\n', "line 1: Illegal character '\\n'"),
    "key twice": (
        'slug = "a"\nslug = "b"\n',
        "line 2: a key or table stands here that was given before",
    ),
    "table twice": ("[a]\n[b]\n[a]\n", "line 3: a key or table stands here that was given before"),
    "raw NUL": ('slug = "a"\ntitle = "\0"\n', "line 2: holds a NUL character"),
    "half of a character": ('slug = "a"\n\ntitle = "\ud800"\n', "line 3: holds half of a character"),
    "long line": ("#" * 2000, "line 1: is longer than 1200 characters"),
    "much too large": ("#\n" * 600_000, "file: is larger than 1000 kB"),
    "deep lists": ("a = " + "[\n" * 50_000, "file: is nested too deeply"),
    "deep keys": (".".join("a" * 40) + " = 1", f"framework: {'.'.join('a' * 12)} is nested too deeply"),
    "date": ("version = 2026-01-28", "framework: version must not be a date or time"),
    "infinite": ("version = inf", "framework: version is no number that fits here"),
    "no number": ("version = nan", "framework: version is no number that fits here"),
    "huge number": ("version = 0x" + "f" * 900, "framework: version is no number that fits here"),
    "impossible date": ("version = 2026-02-30", "line 1: Invalid date or datetime"),
}


@pytest.mark.parametrize(("text", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_file_says_where(text, message):
    assert problems_of_text(text) == [message]


def test_an_escaped_nul_is_refused_in_its_place():
    text = to_toml(document()).replace("What about w-2?", "What \\u0000?")
    assert problems_of_text(text) == [
        "dimensions[0] width, questions[1] w-2: text holds a character that cannot be printed"
    ]


def test_an_empty_file_lists_what_is_missing():
    assert "framework: dimensions is missing" in problems_of_text("")


def test_very_many_problems_are_cut_short():
    found = problems(lambda doc: doc.update({f"key-{number}": 1 for number in range(80)}))
    assert len(found) == 51
    assert found[-1] == "file: 30 more problems are not listed"


def test_a_slug_that_is_no_text_is_left_out_of_the_place():
    assert "crms[0]: slug must be text" in problems(lambda doc: doc["crms"][0].update(slug=7))


def test_the_mark_some_editors_put_first_does_no_harm():
    assert parse_framework("\ufeff" + to_toml(document())).slug == "sample"


def test_windows_line_ends_do_no_harm():
    plain = to_toml(document())
    assert parse_framework(plain.replace("\n", "\r\n")) == parse_framework(plain)


def test_keys_of_endless_parts_are_refused_quickly():
    headings = "".join(f"[{'a.' * 560}b{number}]\n" for number in range(860))
    started = time.monotonic()
    with pytest.raises(FrameworkError):
        parse_framework(headings)
    assert time.monotonic() - started < 5
