"""Small frameworks for tests: a whole document to break in one place, random ones, and how to write TOML."""

import json
from copy import deepcopy

from hypothesis import strategies as st

from audits.scoring.framework import Framework, FrameworkError, parse_framework

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)
SLUGS = st.lists(LETTERS, min_size=1, max_size=3).map("-".join)
TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=30)


def option(slug="yes"):
    return {"slug": slug, "label": f"Label of {slug}"}


def question(slug):
    return {
        "slug": slug,
        "text": f"What about {slug}?",
        "short": f"About {slug}",
        "origin": "stated",
        "probes": ["Try it twice."],
        "red_flags": [option("vague")],
        "facts": [
            {"slug": "rule", "label": "Rule", "kind": "choice", "options": [option("yes"), option("no")]},
            {"slug": "delay", "label": "Delay", "kind": "duration", "latency": True},
        ],
    }


def dimension(slug, *questions):
    grades = {grade: f"The {grade} case." for grade in ("weak", "medium", "strong")}
    return {
        "slug": slug,
        "title": slug.title(),
        "short_title": slug[:20],
        "core": True,
        "definition": f"What {slug} is about.",
        **grades,
        "rubric": [f"Level {level} of {slug}" for level in range(6)],
        "questions": [question(name) for name in questions],
    }


def band(slug, low, high):
    return {"slug": slug, "title": slug.title(), "min": low, "max": high, "advice": "Go on.", "asks": "gaps"}


def document():
    """Two dimensions, ten points, two bands, one CRM, one warning: whole."""
    condition = {"kind": "fact-is", "fact": "rule", "values": ["no"]}
    return {
        "slug": "sample",
        "title": "Sample",
        "version": 1,
        "objects_dimension": "depth",
        "blind_spots": ["What nobody looks at."],
        "provenance": {"author": "Us", "source": "Nowhere", "note": "Made for a test."},
        "dimensions": [dimension("width", "w-1", "w-2"), dimension("depth", "d-1")],
        "bands": [band("high", 6, 10), band("low", 0, 5)],
        "crms": [{"slug": "crm", "title": "CRM", "objects": [{"slug": "thing", "title": "Thing"}]}],
        "figures": [{"slug": "many", "text": "Many things.", "attribution": "Us"}],
        "warnings": [{"slug": "careful", "text": "Careful.", "question": "w-1", "when": [condition]}],
    }


def to_toml(table, path=()):
    """A table as TOML: its own values first, then its tables and lists of tables under their headings."""
    nested = {key: value for key, value in table.items() if _tables(value)}
    lines = [f"{_key(key)} = {_value(value)}" for key, value in table.items() if key not in nested]
    for key, value in nested.items():
        name = (*path, key)
        heading = ".".join(_key(part) for part in name)
        for child in value if isinstance(value, list) else [value]:
            lines += [f"[[{heading}]]" if isinstance(value, list) else f"[{heading}]", to_toml(child, name)]
    return "\n".join(lines)


def _tables(value):
    return isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict))


def _key(key):
    return json.dumps(key)


def _value(value):
    if isinstance(value, list):
        return "[\n" + ",\n".join(_value(item) for item in value) + "\n]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def problems(change):
    """What is said about the whole document once `change` has broken it."""
    broken = deepcopy(document())
    change(broken)
    return problems_of_text(to_toml(broken))


def problems_of_text(text):
    """What is said about a text that is no framework, line by line."""
    try:
        parse_framework(text)
    except FrameworkError as error:
        return [str(problem) for problem in error.problems]
    raise AssertionError("this is a whole framework")


@st.composite
def facts(draw, slug):
    kind = draw(st.sampled_from(["ticks", "choice", "duration", "time", "text"]))
    listed = kind in ("ticks", "choice")
    options = draw(st.lists(SLUGS, min_size=1, max_size=3, unique=True)) if listed else []
    return {
        "slug": slug,
        "label": draw(TEXTS),
        "kind": kind,
        "options": [option(name) for name in options],
        "latency": kind == "duration" and draw(st.booleans()),
    }


@st.composite
def questions(draw, slug):
    names = draw(st.lists(SLUGS, max_size=3, unique=True))
    needs = draw(st.sampled_from([{}, {"needs": "production"}, {"needs": "own-org"}]))
    return {
        **question(slug),
        **needs,
        "text": draw(TEXTS),
        "origin": draw(st.sampled_from(["stated", "derived", "proposed"])),
        "probes": draw(st.lists(TEXTS, max_size=2)),
        "facts": [draw(facts(name)) for name in names],
    }


@st.composite
def bands(draw, max_points):
    """Bands that cut 0 to the maximum into pieces, in any order."""
    cuts = sorted(draw(st.sets(st.integers(1, max_points), max_size=4)))
    spans = zip([0, *cuts], [*[cut - 1 for cut in cuts], max_points], strict=True)
    return draw(st.permutations([band(f"band-{low}", low, high) for low, high in spans]))


@st.composite
def frameworks(draw):
    """Any whole framework of 1 to 20 dimensions."""
    names = draw(st.lists(SLUGS, min_size=1, max_size=20, unique=True))
    parts = [
        {**dimension(name), "questions": [draw(questions(f"{name}-q{index}x"))], "rubric": [draw(TEXTS)] * 6}
        for index, name in enumerate(names)
    ]
    whole = {
        **document(),
        "objects_dimension": draw(st.sampled_from(names)),
        "dimensions": parts,
        "bands": draw(bands(5 * len(parts))),
        "warnings": [],
    }
    return Framework.model_validate_json(json.dumps(whole))
