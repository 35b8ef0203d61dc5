"""A framework is proved whole: what is wrong is named with its place."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError

from audits.scoring.framework import Framework, parse_framework
from tests.scoring.framework_examples import band, dimension, document, frameworks, option, problems, to_toml


@pytest.fixture
def framework():
    return parse_framework(to_toml(document()))


def first(part, key, value):
    """A change to the first of the named parts."""
    return lambda doc: doc[part][0].update({key: value})


def asked(key, value):
    """A change to the second question of the first dimension."""
    return lambda doc: doc["dimensions"][0]["questions"][1].update({key: value})


def fact(**changes):
    """A change to the first fact of the first question."""
    return lambda doc: doc["dimensions"][0]["questions"][0]["facts"][0].update(changes)


def cut(*bands):
    """Other bands for ten points."""
    return lambda doc: doc.update(bands=[band(*given) for given in bands])


def when(**condition):
    """One condition in place of the warning's own."""
    return lambda doc: doc["warnings"][0].update(when=[condition])


def weighting(**weights):
    return {"slug": "ours", "title": "Ours", "weights": weights}


def weigh(**weights):
    """One set of weights on offer."""
    return lambda doc: doc.update(weightings=[weighting(**weights)])


FIRST = "dimensions[0] width"
SECOND = f"{FIRST}, questions[1] w-2"
FACT = f"{FIRST}, questions[0] w-1, facts[0] rule"
WARNING = "warnings[0] careful"
WEIGHTS = "weightings[0] ours"

BROKEN = {
    "five levels": (first("dimensions", "rubric", ["a"] * 5), f"{FIRST}: rubric has 5 levels, 6 are needed"),
    "seven levels": (first("dimensions", "rubric", ["a"] * 7), f"{FIRST}: rubric has 7 levels, 6 are needed"),
    "blank level": (first("dimensions", "rubric", [*"abcde", " "]), f"{FIRST}: rubric[5] is blank"),
    "no dimensions": (lambda doc: doc.update(dimensions=[]), "framework: dimensions needs at least 1, has 0"),
    "too many": (
        lambda doc: doc.update(dimensions=[dimension(f"d{n}", f"q{n}") for n in range(21)]),
        "framework: dimensions holds at most 20, has 21",
    ),
    "no questions": (first("dimensions", "questions", []), f"{FIRST}: questions needs at least 1, has 0"),
    "same dimension": (first("dimensions", "slug", "depth"), "framework: dimensions names depth twice"),
    "same question": (asked("slug", "d-1"), "framework: questions names d-1 twice"),
    "same flag": (asked("red_flags", [option()] * 2), f"{SECOND}: red_flags names yes twice"),
    "same option": (fact(options=[option()] * 2), f"{FACT}: options names yes twice"),
    "same fact": (fact(slug="delay"), f"{FIRST}, questions[0] w-1: facts names delay twice"),
    "same band": (first("bands", "slug", "low"), "framework: bands names low twice"),
    "slug with space": (
        first("crms", "slug", "the crm"),
        "crms[0] the crm: slug must be lower-case letters and digits, joined by single hyphens",
    ),
    "capital slug": (
        first("figures", "slug", "Many"),
        "figures[0] Many: slug must be lower-case letters and digits, joined by single hyphens",
    ),
    "long short text": (asked("short", "x" * 61), f"{SECOND}: short is longer than 60 characters"),
    "unknown origin": (
        asked("origin", "guessed"),
        f"{SECOND}: origin must be one of 'stated', 'derived' or 'proposed'",
    ),
    "unknown key": (asked("weight", 2), f"{SECOND}: weight is not known here"),
    "missing key": (lambda doc: doc["crms"][0].pop("title"), "crms[0] crm: title is missing"),
    "missing provenance": (lambda doc: doc.pop("provenance"), "framework: provenance is missing"),
    "number for text": (first("bands", "title", 3), "bands[0] high: title must be text"),
    "text for number": (lambda doc: doc.update(version="1"), "framework: version must be a whole number"),
    "fraction": (lambda doc: doc.update(version=1.5), "framework: version must be a whole number"),
    "true for number": (first("dimensions", "minutes", True), f"{FIRST}: minutes must be a whole number"),
    "number for yes": (first("dimensions", "core", 1), f"{FIRST}: core must be true or false"),
    "no minutes": (first("dimensions", "minutes", 0), f"{FIRST}: minutes must be 1 or more"),
    "endless minutes": (first("dimensions", "minutes", 999), f"{FIRST}: minutes must be 240 or less"),
    "text for list": (asked("probes", "Try it."), f"{SECOND}: probes must be a list"),
    "text for table": (lambda doc: doc.update(provenance="Us"), "framework: provenance must be a table"),
    "text among tables": (lambda doc: doc.update(figures=["x"]), "framework: figures[0] must be a table"),
    "control character": (
        asked("text", "Bell\a"),
        f"{SECOND}: text holds a character that cannot be printed",
    ),
    "gap": (cut(("a", 0, 3), ("b", 5, 10)), "bands: no band holds 4"),
    "wide gap": (cut(("a", 0, 3), ("b", 7, 10)), "bands: no band holds 4 to 6"),
    "overlap": (cut(("b", 5, 10), ("a", 0, 5)), "bands: a and b both hold 5"),
    "band within a band": (cut(("a", 0, 10), ("b", 3, 4)), "bands: a and b both hold 3"),
    "late start": (
        cut(
            ("a", 1, 10),
        ),
        "bands: no band holds 0",
    ),
    "early end": (
        cut(
            ("a", 0, 8),
        ),
        "bands: no band holds 9 to 10",
    ),
    "late end": (
        cut(
            ("a", 0, 11),
        ),
        "bands: the bands reach 11, the dimensions give at most 10 points",
    ),
    "band upside down": (cut(("a", 0, 10), ("b", 9, 8)), "bands[1] b: min 9 lies above max 8"),
    "choice without options": (fact(options=[]), f"{FACT}: choice needs options"),
    "options without choice": (fact(kind="text"), f"{FACT}: text takes no options"),
    "latency of a choice": (fact(latency=True), f"{FACT}: latency is for a duration only"),
    "no place for objects": (
        lambda doc: doc.pop("objects_dimension"),
        "framework: objects_dimension must name the dimension under which the crms' objects are checked",
    ),
    "objects nowhere": (
        lambda doc: doc.update(objects_dimension="height"),
        "framework: objects_dimension names height, which is no dimension",
    ),
    "warning about nothing": (first("warnings", "question", "w-9"), f"{WARNING}: w-9 is no question"),
    "unknown fact": (
        when(kind="fact-is", fact="speed", values=["no"]),
        f"{WARNING}: the question has no fact speed",
    ),
    "unknown value": (
        when(kind="fact-is", fact="rule", values=["no", "maybe"]),
        f"{WARNING}: maybe is no option of rule",
    ),
    "length of a choice": (
        when(kind="duration-at-least", fact="rule", seconds=60),
        f"{WARNING}: rule is no duration",
    ),
    "unknown proof": (when(kind="proof-is", values=["seen"]), f"{WARNING}: seen is no proof"),
    "unknown verdict": (when(kind="verdict-is", values=["weak"]), f"{WARNING}: weak is no verdict"),
    "condition without values": (
        when(kind="proof-is"),
        f"{WARNING}, when[0]: proof-is needs values",
    ),
    "condition with too much": (
        when(kind="verdict-is", values=["none"], seconds=3),
        f"{WARNING}, when[0]: verdict-is takes no seconds",
    ),
}
BROKEN |= {
    "weights of nothing": (
        weigh(width=1, depth=2, height=3),
        f"{WEIGHTS}: weights name height, which is no dimension",
    ),
    "a dimension without weight": (weigh(width=1), f"{WEIGHTS}: weights say nothing of depth"),
    "no weight at all": (weigh(width=0, depth=0), f"{WEIGHTS}: weights need at least one above 0"),
    "weight below nothing": (weigh(width=-1, depth=1), f"{WEIGHTS}: weights.width must be 0 or more"),
    "weight too great": (weigh(width=101, depth=1), f"{WEIGHTS}: weights.width must be 100 or less"),
    "half a weight": (weigh(width=1.5, depth=1), f"{WEIGHTS}: weights.width must be a whole number"),
    "same weights": (
        lambda doc: doc.update(weightings=[weighting(width=1, depth=1)] * 2),
        "framework: weightings names ours twice",
    ),
}


@pytest.mark.parametrize(("change", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_framework_names_the_place(change, message):
    assert message in problems(change)


def test_only_the_broken_place_is_named():
    assert problems(first("dimensions", "rubric", ["a"] * 5)) == [BROKEN["five levels"][1]]
    assert problems(first("crms", "title", 3)) == ["crms[0] crm: title must be text"]


def test_every_problem_is_told_at_once():
    def break_both(doc):
        doc["warnings"][0]["question"] = "w-9"
        doc["bands"] = [band("a", 0, 3), band("b", 5, 12)]

    assert len(problems(break_both)) == 3


@given(frameworks())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_any_whole_framework_survives_being_written_and_read(framework):
    written = framework.model_dump(mode="json", exclude_none=True)
    for again in (
        parse_framework(to_toml(written)),
        Framework.model_validate_json(framework.model_dump_json()),
    ):
        assert again == framework
        assert again.digest() == framework.digest()


@given(frameworks())
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_every_total_has_its_one_band(framework):
    for points in range(framework.max_points + 1):
        holding = [band for band in framework.bands if band.min <= points <= band.max]
        assert holding == [framework.band_for(points)]


@pytest.mark.parametrize("points", [-1, 11])
def test_a_total_outside_the_range_has_no_band(framework, points):
    with pytest.raises(ValueError, match="outside 0 to 10"):
        framework.band_for(points)


def test_parts_are_found_by_their_slug(framework):
    assert framework.dimension("depth").title == "Depth"
    assert framework.question("d-1").short == "About d-1"
    assert [question.slug for question in framework.questions] == ["w-1", "w-2", "d-1"]
    with pytest.raises(KeyError):
        framework.question("d-2")


def test_a_framework_cannot_be_changed(framework):
    with pytest.raises(ValidationError):
        framework.version = 2
    with pytest.raises(ValidationError):
        framework.dimensions[0].core = False


@pytest.mark.covers("R009")
def test_another_wording_has_another_digest(framework):
    document_ = framework.model_dump(mode="json")
    document_["dimensions"][0]["questions"][0]["text"] = "Something else?"
    assert Framework.model_validate_json(json.dumps(document_)).digest() != framework.digest()


def test_a_default_written_out_keeps_the_digest(framework):
    spelled = document()
    spelled["dimensions"][0]["minutes"] = 7
    assert parse_framework(to_toml(spelled)).digest() == framework.digest()


def test_weights_on_offer_are_part_of_the_document_and_of_its_digest(framework):
    offering = parse_framework(to_toml(document() | {"weightings": [weighting(width=3, depth=0)]}))
    assert [(each.slug, each.weights) for each in offering.weightings] == [("ours", {"width": 3, "depth": 0})]
    assert framework.weightings == () and framework.digest() != offering.digest()
