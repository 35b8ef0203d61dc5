"""Events in words."""

import ast
import re
from pathlib import Path

import pytest

from audits.journal.kinds import KINDS
from audits.journal.words import Change, changes, coded, shown

AUDITS = Path(__file__).resolve().parent.parent.parent / "audits"
RECORDERS = {"record", "new_event", "turn"}


def recorded(tree: ast.AST) -> set[str]:
    """The kinds that calls of a recorder name, in either branch of a choice."""
    found = set()
    for call in ast.walk(tree):
        name = getattr(getattr(call, "func", None), "attr", getattr(getattr(call, "func", None), "id", ""))
        if isinstance(call, ast.Call) and name in RECORDERS:
            values = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "kind")]
            for value in values:
                found |= {node.value for node in ast.walk(value) if isinstance(node, ast.Constant)}
    return {text for text in found if isinstance(text, str) and re.fullmatch(r"[a-z]+\.[a-z_]+", text)}


def test_every_recorded_kind_has_words() -> None:
    kinds = set()
    for path in AUDITS.rglob("*.py"):
        kinds |= recorded(ast.parse(path.read_text(encoding="utf-8")))
    assert {"score.saved", "demo.planned", "task.done", "evaluation.decided"} <= kinds
    assert kinds - set(KINDS) == set()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        ("", "–"),
        (0, "0"),
        (False, "no"),
        (["a", None], "a, –"),
        ({"value": "15", "unit": "min"}, "value: 15, unit: min"),
        ("own-org", "Own org"),
    ],
)
def test_values_are_told_for_reading_and_blank_is_not_zero(value: object, words: str) -> None:
    assert shown(value) == words


def test_only_what_differs_is_told() -> None:
    before, after = {"points": 3, "rationale": "a"}, {"points": 4, "rationale": "a"}
    assert list(changes(before, after)) == [Change("points", "3", "4")]
    assert list(changes(None, {"note": "", "is_vague": False})) == [Change("no specific answer", "–", "no")]
    assert list(changes("in force", None)) == [Change("", "in force", "–")]


def test_an_instant_is_told_in_the_zone_in_force() -> None:
    told = list(changes({"held_at": "2026-11-23T14:30:00+02:00"}, {"held_at": None}))
    assert told == [Change("when", "23 Nov 2026, 12:30", "–")]


def test_a_day_is_told_as_pages_write_it_and_other_text_is_left() -> None:
    told = list(changes({"due_on": None, "note": "2026-11-25"}, {"due_on": "2026-11-25", "note": ""}))
    assert told == [Change("due", "–", "25 Nov 2026"), Change("note", "2026-11-25", "–")]
    assert shown([{"due_on": "2026-11-25"}]) == "due: 25 Nov 2026"


def test_slugs_of_checks_are_told_as_codes_and_other_text_is_left() -> None:
    told = list(changes(None, {"items": ["qt-01", "dx-eml-02", "ours"], "note": "qt-01"}))
    assert told == [Change("items", "–", "QT-01, DX-EML-02, ours"), Change("note", "–", "qt-01")]
    assert [coded(slug) for slug in ("in-06", "p-07", "our-triage")] == ["IN-06", "P-07", "our-triage"]


def test_seconds_that_a_field_dropped_are_no_change() -> None:
    kept, dropped = "2026-11-23T12:30:41.5+00:00", "2026-11-23T12:30:00+00:00"
    assert list(changes({"occurred_at": kept}, {"occurred_at": dropped})) == []
