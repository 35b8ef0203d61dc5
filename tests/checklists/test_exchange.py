"""Checklists as files: written and read back, and every fault named with its place."""

import tomllib

import pytest

from audits.checklists.exchange import FILE_LIMIT, taken, written
from audits.checklists.outline import Outline
from audits.kit.refusals import Invalid, TooLarge
from tests.checklists.drafting import BUILT_IN, own_check, own_checklist

FILE = """
title = "Ours"
intro = "What for."
groups = [{ slug = "all", title = "All" }]
[[checks]]
slug = "own-lag"
title = "Lag"
kind = "own"
group = "all"
test = { text = "Whether it lags." }
"""


@pytest.mark.parametrize("slug", BUILT_IN)
def test_a_checklist_is_written_and_read_back(slug: str) -> None:
    text = written(BUILT_IN[slug])
    read = taken(text.encode())
    assert read.outline == Outline.of(BUILT_IN[slug]) and read.title == BUILT_IN[slug].title
    assert tomllib.loads(text)["version"] == BUILT_IN[slug].version


def test_an_own_checklist_is_written_and_read_back() -> None:
    checklist = own_checklist(minutes=(5, 15), checks=(own_check(title='He said "no"\\'),))
    assert taken(written(checklist).encode()).outline == Outline.of(checklist)


def test_a_file_needs_no_slug_and_no_version() -> None:
    read = taken(FILE.encode())
    assert read.title == "Ours" and read.outline.checks[0].test.origin == "proposed"


@pytest.mark.parametrize("encoded", [FILE.encode("utf-8-sig"), FILE.replace("\n", "\r\n").encode()])
def test_files_of_other_editors_are_read(encoded: bytes) -> None:
    assert taken(encoded).title == "Ours"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "Ours"', "title = Ours", "This is not TOML"),
        ('title = "Ours"', "", "title: Field required"),
        ('intro = "What for."', 'intro = " "', "intro: is blank"),
        ('intro = "What for."', "intro = 2026-01-01", "something other than texts"),
        ('intro = "What for."', 'intro = "a\\u0000b"', "intro: holds a character that cannot be printed"),
        ('intro = "What for."', 'intro = "What for."\nowner = "x"', "owner: Extra inputs are not permitted"),
        ('kind = "own"', 'kind = "magic"', "checks 1 (own-lag), kind: Input should be"),
        ("{ text = ", "{ words = ", "checks 1 (own-lag), test, text: Field required"),
        ('slug = "own-lag"', 'slug = "Own Lag"', "checks 1 (Own Lag), slug: String should match"),
        (
            'slug = "own-lag"',
            'slug = "cm-01"',
            "checks cm-01: the slug of a check of your own begins with own-",
        ),
        ('slug = "own-lag"', f'slug = "own-{"x" * 27}"', "has at most 30 characters"),
        ('slug = "own-lag"', 'slug = "own-lag"\nproposes = ["dx-x"]', "checks own-lag: names dx-x"),
        ('group = "all"', 'group = "none"', "stands in the group none, which is not there"),
        ('{ slug = "all", title = "All" }', "3", "groups 1: Input should be"),
        ('slug = "all"', 'slug = "acceptance"', "groups acceptance: runs keep this slug"),
        ('intro = "What for."', 'intro = "What for."\nminutes = [30, 10]', "time-box"),
    ],
)
def test_a_fault_is_named_with_its_place(old: str, new: str, said: str) -> None:
    text = FILE.replace(old, new, 1)
    if "acceptance" in new:
        text = text.replace('group = "all"', 'group = "acceptance"')
    with pytest.raises(Invalid) as caught:
        taken(text.encode())
    assert said in " ".join(caught.value.fields["file"])


def test_every_fault_is_named_at_once() -> None:
    text = FILE.replace('title = "Lag"', 'title = ""').replace('kind = "own"', 'kind = "x"')
    with pytest.raises(Invalid) as caught:
        taken(text.encode())
    said = " ".join(caught.value.fields["file"])
    assert "title: is blank" in said and "kind: Input should be" in said


def test_of_very_many_faults_the_first_are_named() -> None:
    text = FILE + "".join(f'[[checks]]\nslug = "x{number}"\n' for number in range(60))
    with pytest.raises(Invalid) as caught:
        taken(text.encode())
    assert len(caught.value.fields["file"]) == 21 and "more" in caught.value.fields["file"][-1]


@pytest.mark.parametrize(
    "limit",
    [
        "value = nan",
        "value = inf",
        "value = 1e300",
        'value = "x"',
        "value = 1.23456",
        "value = " + "9" * 5000,
    ],
)
def test_a_figure_that_is_none_is_refused(limit: str) -> None:
    text = FILE + f'limits = [{{ what = "Lag", comparison = "<", unit = "s", {limit} }}]\n'
    with pytest.raises(Invalid):
        taken(text.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe",
        b"[" * 100_000,
        b"a = " + b"[" * 50_000 + b"]" * 50_000,
        b"a" + b".a" * 100_000 + b" = 1",
        b"checks = 3\ngroups = [1]",
        b"",
    ],
    ids=["not text", "brackets", "lists", "keys", "no tables", "empty"],
)
def test_hostile_files_are_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        taken(data)


def test_a_large_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge, match="1 MB"):
        taken(b"#" * (FILE_LIMIT + 1))
