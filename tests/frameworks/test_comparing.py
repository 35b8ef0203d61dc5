"""What differs between two versions, told part by part."""

from typing import Any

from audits.frameworks.comparing import Section, difference
from tests.frameworks.drafting import sample
from tests.scoring.framework_examples import band, dimension, document, question


def sections(**values: Any) -> dict[str, Section]:
    return {section.title: section for section in difference(sample(), sample(**values))}


def told(section: Section) -> list[tuple[str, str, str]]:
    return [
        (change.field, change.before, change.after) for each in section.changed for change in each.changes
    ]


def test_the_same_document_differs_in_nothing() -> None:
    assert sections() == {} and sections(version=2) == {}


def test_heading_and_provenance_are_told() -> None:
    provenance = {"author": "Them", "source": "Nowhere", "note": "Made for a test."}
    found = sections(title="Else", provenance=provenance)
    assert told(found["Heading"]) == [("title", "Sample", "Else"), ("written by", "Us", "Them")]


def test_a_question_that_came_went_or_changed_is_told() -> None:
    first, second = document()["dimensions"]
    changed = question("w-1") | {"text": "What else?", "needs": "own-org"}
    found = sections(dimensions=[first | {"questions": [changed, question("w-3")]}, second])
    questions = found["Questions"]
    assert questions.added == ("W-3 About w-3",) and questions.removed == ("W-2 About w-2",)
    assert [each.name for each in questions.changed] == ["W-1 About w-1"]
    assert told(questions) == [
        ("question", "What about w-1?", "What else?"),
        ("proof needed", "–", "Our own org"),
    ]


def test_a_question_under_another_dimension_is_told_as_moved() -> None:
    found = sections(dimensions=[dimension("width", "w-1"), dimension("depth", "w-2", "d-1")])
    assert told(found["Questions"]) == [("dimension", "Width", "Depth")]
    assert "Dimensions" not in found


def test_another_order_is_told() -> None:
    found = sections(dimensions=[dimension("depth", "d-1"), dimension("width", "w-2", "w-1")])
    assert told(found["Heading"]) == [("order", "Width, Depth", "Depth, Width")]
    assert told(found["Dimensions"]) == [("order", "W-1, W-2", "W-2, W-1")]


def test_levels_bands_objects_figures_and_weights_are_told() -> None:
    first, second = document()["dimensions"]
    objects = [{"slug": "thing", "title": "Thing", "parts": [{"slug": "a", "label": "A"}]}]
    weights = {"slug": "ours", "title": "Ours", "weights": {"width": 3, "depth": 1}}
    found = sections(
        dimensions=[first | {"rubric": ["Else", *first["rubric"][1:]]}, second],
        bands=[band("high", 7, 10), band("low", 0, 6)],
        crms=[{"slug": "crm", "title": "CRM", "objects": objects}],
        figures=[],
        warnings=[],
        weightings=[weights],
    )
    assert list(found) == [
        "Dimensions",
        "Bands",
        "Required objects",
        "Figures",
        "Warnings",
        "Weights on offer",
    ]
    assert "0: Else" in told(found["Dimensions"])[0][2]
    assert [each.name for each in found["Bands"].changed] == ["High", "Low"]
    assert "Thing: A" in told(found["Required objects"])[0][2]
    assert found["Figures"].removed == ("many",) and found["Weights on offer"].added == ("Ours",)
