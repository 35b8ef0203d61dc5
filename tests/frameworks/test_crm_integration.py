"""The built-in framework: eight dimensions, 31 questions, 40 points, and every text fit to be shown."""

from collections import Counter
from importlib.resources import files

import pytest

from audits.scoring.framework import parse_framework

DIMENSIONS = [
    "sync-direction",
    "object-coverage",
    "field-mapping",
    "sync-timing",
    "error-handling",
    "historical-data",
    "association-integrity",
    "permission-scoping",
]
PREFIXES = ["sd", "oc", "map", "st", "eh", "hd", "ai", "ps"]
DERIVED = ["hd-1", "hd-3", "ai-2", "ai-3", "ps-2", "ps-3"]


@pytest.fixture(scope="module")
def framework():
    return parse_framework((files("audits.frameworks") / "crm_integration.toml").read_text(encoding="utf-8"))


def numbered(prefix, count):
    return [f"{prefix}-{number}" for number in range(1, count + 1)]


def options(framework, question, fact):
    found = next(each for each in framework.question(question).facts if each.slug == fact)
    return [option.slug for option in found.options]


def texts(framework):
    """Every sentence of the document that a person reads."""
    waiting = [framework.model_dump(mode="json", exclude={"slug", "provenance"})]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value


@pytest.mark.covers("R005")
def test_it_has_the_eight_dimensions_in_order(framework):
    assert framework.slug == "crm-integration"
    assert [dimension.slug for dimension in framework.dimensions] == DIMENSIONS


@pytest.mark.covers("R006")
def test_five_dimensions_are_core_and_three_are_gap_categories(framework):
    assert [dimension.core for dimension in framework.dimensions] == [True] * 5 + [False] * 3


@pytest.mark.covers("R048")
def test_it_gives_forty_points(framework):
    assert framework.max_points == 40


@pytest.mark.covers("R011", "R012", "R013", "R014", "R015", "R016", "R017", "R018", "R019")
@pytest.mark.parametrize(
    ("dimension", "prefix", "count"),
    [*zip(DIMENSIONS, PREFIXES, [4, 4, 5, 4, 5, 3, 3, 3], strict=True)],
)
def test_each_dimension_asks_its_questions_in_order(framework, dimension, prefix, count):
    asked = [question.slug for question in framework.dimension(dimension).questions]
    assert asked == numbered(prefix, count)


def test_it_asks_thirty_one_questions(framework):
    assert len(framework.questions) == 31


@pytest.mark.covers("R010", "R019")
def test_six_questions_are_derived_and_the_others_stated(framework):
    assert [question.slug for question in framework.questions if question.origin == "derived"] == DERIVED
    assert Counter(question.origin for question in framework.questions) == {"stated": 25, "derived": 6}


@pytest.mark.covers("R016", "R017", "R018")
def test_the_stated_questions_of_the_gap_categories_ask_what_they_must(framework):
    assert "services project" in framework.question("hd-2").text
    assert (
        "accounts" in framework.question("ai-1").text and "opportunities" in framework.question("ai-1").text
    )
    assert "ield-level security" in framework.question("ps-1").text


def test_every_question_has_probes_red_flags_and_evidence_to_ask_for(framework):
    for question in framework.questions:
        assert question.probes and question.evidence, question.slug
        assert 2 <= len(question.red_flags) <= 4 or question.slug == "sd-4", question.slug


@pytest.mark.covers("R047")
def test_there_are_forty_eight_different_short_anchors(framework):
    anchors = [level for dimension in framework.dimensions for level in dimension.rubric]
    assert len(anchors) == len(set(anchors)) == 48
    assert max(map(len, anchors)) <= 110


@pytest.mark.covers("R032", "R033")
def test_both_crms_list_their_required_objects(framework):
    listed = {crm.slug: [item.slug for item in crm.objects] for crm in framework.crms}
    assert listed == {
        "salesforce": ["account", "activity", "campaign", "contact", "lead", "opportunity"],
        "hubspot": ["call", "company", "contact", "deal", "ticket"],
    }
    assert framework.objects_dimension == "object-coverage"


@pytest.mark.covers("R032")
def test_activity_is_task_and_event_and_nothing_else_has_parts(framework):
    parts = {
        item.slug: [part.slug for part in item.parts]
        for crm in framework.crms
        for item in crm.objects
        if item.parts
    }
    assert parts == {"activity": ["task", "event"]}


@pytest.mark.covers("R050", "R051", "R052")
def test_the_bands_lie_where_they_must(framework):
    bands = [(band.slug, band.title, band.min, band.max, band.asks) for band in framework.bands]
    assert bands == [
        ("strong", "Strong integration", 34, 40, "sla"),
        ("partial", "Partial integration", 24, 33, "gaps"),
        ("surface", "Surface-level integration", 0, 23, "cost"),
    ]


@pytest.mark.covers("R053", "R059")
@pytest.mark.parametrize(
    ("points", "words"),
    [
        (34, ["contract", "how long a sync may take", "errors"]),
        (24, ["low points", "workflows", "acceptable", "blocking", "owner"]),
        (0, ["no rejection", "middleware", "RevOps hours", "total cost of ownership"]),
    ],
)
def test_each_band_advises_what_it_asks_for(framework, points, words):
    advice = framework.band_for(points).advice
    assert [word for word in words if word not in advice] == []


def test_latencies_are_asked_for_where_delays_count(framework):
    latencies = [question.slug for question in framework.questions for fact in question.facts if fact.latency]
    assert latencies == ["sd-2", "st-2", "st-4"]


def test_an_opt_out_is_noted_with_two_times_of_day(framework):
    times = [fact.slug for fact in framework.question("st-4").facts if fact.kind == "time"]
    assert times == ["unsubscribed-at", "next-batch-at"]


def test_some_questions_want_more_than_a_claim(framework):
    needs = {question.slug: question.needs for question in framework.questions if question.needs}
    assert needs == {"sd-4": "production", "oc-2": "own-org", "st-2": "production", "eh-5": "production"}


@pytest.mark.covers("R040", "R041", "R042", "R043", "R044", "R045")
@pytest.mark.parametrize(
    ("question", "fact", "expected"),
    [
        ("sd-1", "direction", ["read-only", "write-only", "shallow", "deep"]),
        ("oc-3", "related-handling", ["related-records", "junction-objects", "missing-related"]),
        ("oc-4", "lookup-handling", ["polymorphic-lookups", "multi-object"]),
        ("st-1", "mechanism", ["event", "mixed", "schedule"]),
        ("eh-1", "minimum-set", ["admin-log", "alert-threshold", "automatic-retry", "error-types"]),
        ("eh-4", "rule-configurable", ["yes", "no"]),
    ],
)
def test_facts_offer_their_options(framework, question, fact, expected):
    assert options(framework, question, fact) == expected


@pytest.mark.covers("R042", "R043", "R044")
def test_error_types_winner_rules_and_mapping_abilities_are_complete(framework):
    assert len(options(framework, "eh-1", "error-types")) == 5
    assert len(options(framework, "eh-4", "conflict-rule")) == 5
    assert len(options(framework, "map-1", "abilities")) == 6


def test_warnings_watch_sandboxes_and_schedules_called_real_time(framework):
    watched = [(warning.question, warning.slug) for warning in framework.warnings]
    assert watched == [
        ("oc-2", "custom-object-in-sandbox"),
        ("st-1", "real-time-in-minutes"),
        ("st-1", "real-time-on-schedule"),
    ]


def test_figures_name_their_source_or_stand_as_uncited(framework):
    sources = {figure.slug: figure.source for figure in framework.figures}
    assert sources.pop("poor-data-cost") == "Gartner Research, 2023"
    assert set(sources.values()) == {None}
    own = [figure.slug for figure in framework.figures if "Unify's own claim" in figure.attribution]
    assert own == ["fewer-duplicates", "production-latency"]


def test_four_blind_spots_are_named(framework):
    assert len(framework.blind_spots) == 4


def test_it_says_who_wrote_it_and_what_its_source_is(framework):
    assert "Unify" in framework.provenance.source
    assert "top marks" in framework.provenance.note
    assert "this team's own" in framework.provenance.note


@pytest.mark.covers("R075")
def test_no_vendor_is_named_outside_the_background_figures(framework):
    shown = framework.model_copy(update={"figures": ()})
    assert [text for text in texts(shown) if "Unify" in text] == []


def test_texts_are_short_enough_to_be_read_in_a_demo(framework):
    assert max(map(len, texts(framework))) <= 260
    for dimension in framework.dimensions:
        assert len({dimension.weak, dimension.medium, dimension.strong, dimension.definition}) == 4
    assert max(len(question.text) for question in framework.questions) <= 120
