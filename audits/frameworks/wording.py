"""Parts of a framework in words: for the journal, for what differs, and for what somebody else wrote."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audits.frameworks.outline import Document
from audits.frameworks.spots import Spot

ORIGINS: dict[str, Promise] = {
    "stated": _("Stated in the source"),
    "derived": _("Derived from it"),
    "proposed": _("Proposed by us"),
}
NEEDS: dict[str, Promise] = {
    "production": _("A production example"),
    "own-org": _("Our own org"),
}
ASKS: dict[str, Promise] = {
    "sla": _("An SLA record"),
    "gaps": _("A gap register"),
    "cost": _("A cost sheet"),
}
FACT_KINDS: dict[str, Promise] = {
    "ticks": _("Boxes to tick"),
    "choice": _("One of several"),
    "duration": _("A length of time"),
    "time": _("A time of day"),
    "text": _("Text"),
}
CONDITIONS: dict[str, Promise] = {
    "fact-is": _("%(fact)s is %(values)s"),
    "duration-at-least": _("%(fact)s is at least %(seconds)s seconds"),
    "proof-is": _("the proof is %(values)s"),
    "verdict-is": _("the verdict is %(values)s"),
}
Fields = dict[str, str]


def code_of(slug: str) -> str:
    """How a question is called: SD-1."""
    return slug.upper()


def lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def labels(options: Iterable[Document]) -> list[str]:
    return [option["label"] for option in options]


def head_fields(content: Document) -> Fields:
    provenance = content.get("provenance", {})
    return {
        "title": content.get("title", ""),
        "author": provenance.get("author", ""),
        "source": provenance.get("source", ""),
        "source_note": provenance.get("note", ""),
        "blind_spots": lines(content.get("blind_spots", [])),
    }


def dimension_fields(content: Document) -> Fields:
    names = ["title", "short_title", "definition", "weak", "medium", "strong"]
    levels = enumerate(content.get("rubric", []))
    return {
        **{name: content.get(name, "") for name in names},
        "core": _now("yes") if content.get("core") else _now("no"),
        "minutes": str(content.get("minutes", 7)),
        "rubric": lines(f"{points}: {level}" for points, level in levels),
    }


def question_fields(content: Document) -> Fields:
    return {
        "question": content.get("text", ""),
        "short": content.get("short", ""),
        "origin": str(ORIGINS.get(content.get("origin", ""), "")),
        "needs": str(NEEDS.get(content.get("needs") or "", "")),
        "probes": lines(content.get("probes", [])),
        "red_flags": lines(labels(content.get("red_flags", []))),
        "evidence_asked": lines(content.get("evidence", [])),
        "facts": lines(map(fact_words, content.get("facts", []))),
    }


def fact_words(fact: Document) -> str:
    """Something to note: "Mechanism (one of several): Event, Schedule"."""
    kind = str(FACT_KINDS[fact["kind"]]).lower()
    options = ", ".join(labels(fact.get("options", [])))
    latency = ", " + _now("counts as latency") if fact.get("latency") else ""
    return f"{fact['label']} ({kind}{latency})" + (f": {options}" if options else "")


def band_words(band: Document) -> str:
    ends = f"{band.get('min', '?')}–{band.get('max', '?')}"
    return lines([f"{band['title']}, {ends}, {ASKS.get(band.get('asks', ''), '')}", band.get("advice", "")])


def crm_words(crm: Document) -> str:
    return lines([crm["title"], *map(object_words, crm.get("objects", []))])


def object_words(item: Document) -> str:
    """An object as it is written in its form: "Activity: Task, Event"."""
    named = ", ".join(labels(item.get("parts", [])))
    return f"{item['title']}: {named}" if named else str(item["title"])


def figure_words(figure: Document) -> str:
    return lines(filter(None, [figure["text"], figure.get("source"), figure.get("attribution")]))


def warning_words(warning: Document) -> str:
    conditions = "; ".join(map(condition_words, warning["when"]))
    return lines([f"{code_of(warning['question'])}: {warning['text']}", conditions])


def condition_words(condition: Document) -> str:
    values = ", ".join(condition.get("values", []))
    return str(CONDITIONS[condition["kind"]]) % {
        "fact": condition.get("fact"),
        "values": values,
        "seconds": condition.get("seconds"),
    }


def weighting_words(weighting: Document) -> str:
    weights = (f"{slug} {weight}" for slug, weight in weighting["weights"].items())
    return lines([weighting["title"], ", ".join(weights)])


ROWS: dict[str, Callable[[Document], str]] = {
    "bands": band_words,
    "crms": crm_words,
    "figures": figure_words,
    "warnings": warning_words,
    "weightings": weighting_words,
}
"""How one of each list is told."""


def fields_of(spot: Spot, content: Document) -> dict[str, Any]:
    """What stands at a place as text, by the name under which the journal knows it."""
    match spot.kind:
        case "head":
            return head_fields(content)
        case "dimension":
            return dimension_fields(content)
        case "question":
            return question_fields(content)
    told = {each["slug"]: ROWS[spot.kind](each) for each in content.get(spot.kind, [])}
    where = content.get("objects_dimension")
    return {**told, "objects_dimension": where} if where else told


def part_of(spot: Spot, document: Document) -> str:
    """How the journal calls a place."""
    if spot.kind == "question":
        return code_of(spot.slug)
    return str(spot.home(document)["title"]) if spot.kind == "dimension" else ""
