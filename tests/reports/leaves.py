"""Walks the read model and says which of its texts a report lacks; a new field must be dealt with here."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from audits.scoring.framework import Framework
from tests.reports.reading import bare

# What a person has no use for, or what `test_every_figure_stands_in_its_row` looks for.
NOT_PRINTED = {
    "schema", "evaluation_id", "id", "vendor_id", "evidence_id", "change", "version", "status", "leaders",
    "candidate_id", "is_too_close", "margin",
    "has_thumbnail", "is_evidenced", "is_unused", "points", "proven",
    "suggested", "max", "scored", "total_dimensions", "questions", "answered", "floor", "ceiling", "shown",
    "rank", "width", "height", "size", "read", "write", "hindrance", "band", "mode", "swing", "stops_at",
    "untouched", "seconds", "recorder_id", "reason_code", "item_id", "words",
    "has_blocking_gap", "is_lapsed", "is_own_wording",
    # `test_every_amount_of_a_cost_sheet_stands_in_its_row` looks for these.
    "term_months", "licence_year", "middleware_year", "middleware_build", "hour_rate", "services", "cleanup",
    "repair_base", "low", "high", "is_yearly",
}  # fmt: skip
SLUGS = {"slug", "question", "dimension", "crm", "object"}


def unseen(root: Any, framework: Framework, text: str) -> list[str]:
    """Every printed leaf of the read model that the text does not hold."""
    missing = []
    for path, name, value in leaves(root, ""):
        for words in printed(name, value, framework):
            if bare(words) not in text:
                missing.append(f"{path}: {words!r}")
    return missing


def leaves(value: Any, path: str) -> Iterator[tuple[str, str, Any]]:
    """Every leaf with the name of the field it belongs to."""
    name = path.rsplit(".", 1)[-1].split("[")[0]
    if is_dataclass(value):
        for one in fields(value):
            yield from leaves(getattr(value, one.name), f"{path}.{one.name}")
    elif isinstance(value, (tuple, list)):
        for index, item in enumerate(value):
            yield from leaves(item, f"{path}[{index}]")
    else:
        yield path, name, value


def printed(name: str, value: Any, framework: Framework) -> list[str]:
    """How a leaf reads in a report; KeyError for a field nobody has thought of."""
    if name in NOT_PRINTED or value in (None, "", False, {}):
        return []
    if name in SLUGS:
        return [title_of(name, value, framework)]
    return AS_TEXT[name](value, framework)


def title_of(name: str, slug: str, framework: Framework) -> str:
    if name in ("dimension", "slug") and slug in framework.dimensions_by_slug:
        return framework.dimension(slug).title
    if name == "question":
        return slug.upper()
    titles = {one.slug: one.title for one in framework.crms}
    titles |= {item.slug: item.title for crm in framework.crms for item in crm.objects}
    return titles.get(slug, "")


def plain(value: Any, framework: Framework) -> list[str]:
    return [f"{value:f}".rstrip("0").rstrip(".")] if hasattr(value, "as_tuple") else [str(value)]


def moment(value: datetime, framework: Framework) -> list[str]:
    return [f"{value.day} {value:%b %Y, %H:%M}"]


def day(value: date, framework: Framework) -> list[str]:
    return [f"{value.day} {value:%b %Y}"]


def minute(value: int, framework: Framework) -> list[str]:
    return [f"{value // 60}:{value % 60:02d}"]


def label(**words: str) -> Callable[[Any, Framework], list[str]]:
    return lambda value, framework: [words[str(value).replace("-", "_")]]


def mark(words: str) -> Callable[[Any, Framework], list[str]]:
    return lambda value, framework: [words]


def bands(value: str, framework: Framework) -> list[str]:
    return [next(one.title for one in framework.bands if one.slug == value)]


def dimension_title(value: str, framework: Framework) -> list[str]:
    return [framework.dimension(value).title]


def code(value: str, framework: Framework) -> list[str]:
    return [value.upper()]


def warning(value: str, framework: Framework) -> list[str]:
    return [next(one.text for one in framework.warnings if one.slug == value)]


def flag(value: str, framework: Framework) -> list[str]:
    return [option.label for one in framework.questions for option in one.red_flags if option.slug == value][
        :1
    ]


def facts(value: dict[str, Any], framework: Framework) -> list[str]:
    known = {fact.slug: fact for one in framework.questions for fact in one.facts}
    return [f"{known[slug].label}: {fact_text(known[slug], given)}" for slug, given in value.items()]


def fact_text(fact: Any, given: Any) -> str:
    labels = {option.slug: option.label for option in fact.options}
    if isinstance(given, dict):
        return f"{given['value']} {given['unit']}"
    if isinstance(given, list):
        return ", ".join(labels[slug] for slug in given)
    return str(labels.get(given, given))


def parts(value: dict[str, Any], framework: Framework) -> list[str]:
    words = {True: "yes", False: "no", None: "not asked"}
    return [
        f"{slug.title()}: read {words[given['read']]}, write {words[given['write']]}"
        for slug, given in value.items()
    ]


def spent(value: dict[str, int], framework: Framework) -> list[str]:
    return [
        f"{framework.dimension(slug).title} {minute(count, framework)[0]}" for slug, count in value.items()
    ]


PROOFS = {"claimed": "Claimed", "sandbox": "Sandbox", "production": "Production", "own_org": "Own org"}
COSTS = {
    "licence": "Licence",
    "middleware": "Middleware licence",
    "upkeep": "RevOps upkeep",
    "build": "Building the middleware",
    "services": "Services for mapping and backfill",
    "cleanup": "Cleaning up data",
}
AS_TEXT: dict[str, Callable[[Any, Framework], list[str]]] = {
    **dict.fromkeys(["asked_at", "opened_at", "answered_at", "revoked_at"], moment),
    **dict.fromkeys(["closed_at", "saved_at"], moment),
    **dict.fromkeys(["due_on", "vendor_on", "expires_on"], day),
    "ruling": label(acceptable="Acceptable", blocking="Blocking"),
    "wording": lambda value, framework: [line.lstrip("# ") for line in value.splitlines()],
    **dict.fromkeys(
        [
            "breach",
            "closed_by",
            "closing",
            "code",
            "conflict_rule",
            "log_access",
            "measured_at",
            "mitigation",
            "opened_by",
            "owner",
            "percentile",
            "saved_by",
            "workflow",
            "asked",
            "asked_by",
            "clarification",
            "exhibits",
            "message",
            "recipient",
            "text",
            "title",
            "workspace",
            "digest",
            "vendor",
            "product",
            "rationale",
            "note",
            "name",
            "url",
            "media_type",
            "sha256",
            "withdrawal_reason",
            "attendees",
            "vendor_people",
            "recorder",
            "value",
            "recording_url",
            "author",
            "custom_objects",
            "revision",
            "round",
            "unit",
            "currency",
            "hours_low",
            "hours_high",
            "weeks",
        ],
        plain,
    ),  # fmt: skip
    **dict.fromkeys(["at", "held_at"], moment),
    "effective_on": day,
    "expires_on": day,
    "demo_second": minute,
    "optout_exposure": mark("An opt-out is not honoured for"),
    "crms": lambda value, framework: [title_of("crm", value, framework)],
    "verdict": label(strong="Strong", partial="Partial", none="Not supported"),
    "proof": label(**PROOFS),
    "environment": label(production="A customer's production"),
    "possible_bands": bands,
    "red_flags": flag,
    "facts": facts,
    "parts": parts,
    "dimension_seconds": spent,
    "is_vague": mark("No specific answer"),
    "follow_up": mark("To be followed up"),
    "is_promise": mark("Noted as a promise"),
    "is_claimed_only": mark("4 or more points although nothing was shown"),
    "vague_core": dimension_title,
    **dict.fromkeys(["item", "missing"], label(**COSTS)),
    "warnings": warning,
    **dict.fromkeys(["unanswered", "not_specific", "proof_gaps"], code),
}
# The reason of a waiver is words; the reason of a stop or of asking next is a code with words of its own.
REASONS = {"not-read": "not read", "not-written": "not written", "neither": "neither read nor written"}
AS_TEXT["reason"] = lambda value, framework: (
    []
    if value in ("untouched", "proof-needed", "open", "unproven")
    else [REASONS.get(str(value), str(value))]
)
