"""Walks the read model and says which of its texts a report lacks; a new field must be dealt with here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from audits.scoring.framework import Framework
from tests.reports.reading import bare

KEYS = {
    "id", "evaluation_id", "vendor_id", "evidence_id", "candidate_id", "item_id", "recorder_id", "panelist",
    "schema", "change", "version", "code_key", "candidate",
}  # fmt: skip
"""What tells rows and states apart: of no use to a reader."""
IN_THEIR_ROW = "its row is looked for by `test_every_figure_stands_in_its_row`"
IN_THE_SHEET = "`test_every_amount_of_a_cost_sheet_stands_in_its_row` looks for it"
IN_WORDS = "a sentence says it, by other fields"
NOT_PRINTED: dict[str, str] = {
    "shapes.ComparisonView.status": IN_WORDS,
    "shapes.ComparisonView.leaders": IN_WORDS,
    "shapes.ComparisonView.margin": IN_WORDS,
    "shapes.ComparisonView.is_too_close": IN_WORDS,
    "shapes.CandidateView.rank": IN_THEIR_ROW,
    "shapes.CandidateView.is_own": "only a panelist's own screen has it",
    "shapes.CandidateView.has_blocking_gap": "the gaps themselves are printed",
    **dict.fromkeys(
        [
            f"score.CandidateScore.{name}"
            for name in ("points", "proven", "max", "scored", "total_dimensions", "answered", "questions")
        ],
        IN_THEIR_ROW,
    ),
    "score.CandidateScore.floor": IN_THEIR_ROW,
    "score.CandidateScore.ceiling": IN_THEIR_ROW,
    "score.CandidateScore.band": "the same as the only possible band",
    **dict.fromkeys(
        [
            f"shapes.DimensionView.{name}"
            for name in ("points", "proven", "suggested", "answered", "questions", "shown")
        ],
        IN_THEIR_ROW,
    ),
    "shapes.DimensionView.is_abstained": "only a panelist's own screen has it",
    "shapes.AnswerView.is_evidenced": "its evidence is printed",
    "shapes.WaiverView.is_unused": IN_WORDS,
    "shapes.ExhibitView.has_thumbnail": "the picture is printed",
    "shapes.ExhibitView.size": "rounded, beside the media type",
    "shapes.DemoView.status": IN_WORDS,
    "shapes.DemoView.seconds": "in minutes, before those of each dimension",
    "shapes.ObjectView.read": "its row is looked for by `test_every_object_stands_in_its_row`",
    "shapes.ObjectView.write": "its row is looked for by `test_every_object_stands_in_its_row`",
    "shapes.DemoView.planned_minutes": "a plan; the minutes that were spent are printed",
    "shapes.PanelPoints.email": "the name is printed",
    "shapes.PanelPoints.points": "`test_every_point_of_the_panel_stands_beside_its_name` looks for it",
    "shapes.PanelStep.points": "`test_what_a_panelist_gave_first_is_printed` looks for it",
    "shapes.PanelStep.is_abstained": "`test_what_a_panelist_gave_first_is_printed` looks for it",
    **dict.fromkeys(
        [
            f"shapes.PanelView.{name}"
            for name in ("lowest", "highest", "spread", "is_flagged", "mean", "start", "is_half")
        ],
        "`test_spread_and_mean_are_printed_in_words` looks for it",
    ),
    **dict.fromkeys(
        [f"panel.PanelTotal.{name}" for name in ("exact", "rounded", "halves", "exact_band", "rounded_band")],
        "`test_spread_and_mean_are_printed_in_words` looks for it",
    ),
    "awarded.ConditionView.is_unmet": IN_WORDS,
    "awarded.SignatureView.is_member": "a role is printed",
    "remarks.Line.place": "`where` says it in words",
    "remarks.Line.part": "`where` says it in words",
    "objects.Obstacle.hindrance": IN_WORDS,
    "asknext.AskNext.swing": IN_WORDS,
    "asknext.AskNext.stops_at": IN_WORDS,
    "asknext.AskNext.untouched": IN_WORDS,
    **dict.fromkeys(
        [
            f"cost.Sheet.{name}"
            for name in (
                "term_months",
                "licence_year",
                "middleware_year",
                "middleware_build",
                "hour_rate",
                "services",
                "cleanup",
                "repair_base",
            )
        ],
        IN_THE_SHEET,
    ),
    "cost.Span.low": IN_THE_SHEET,
    "cost.Span.high": IN_THE_SHEET,
    "cost.Line.is_yearly": IN_THE_SHEET,
    "replies.ReplyView.words": "the text itself is printed",
    "registers.GapView.is_lapsed": IN_WORDS,
    "registers.SlaView.is_own_wording": "the wording itself is printed",
}
"""What no reader looks for as it is, with the reason; a new field is printed or has one."""
SLUGS = {"slug", "question", "dimension", "crm", "object"}


@dataclass(frozen=True)
class Leaf:
    """One value of the read model with the field it stands in."""

    path: str
    place: str
    """Module, class and field: shapes.AnswerView.note."""
    value: Any

    @property
    def name(self) -> str:
        return self.place.rpartition(".")[2]

    @property
    def is_blank(self) -> bool:
        # 0 is a figure, although it equals False.
        return self.value is None or self.value is False or self.value in ("", {})


def unseen(root: Any, framework: Framework, text: str) -> list[str]:
    """Every printed leaf of the read model that the text does not hold."""
    return [
        f"{leaf.path}: {words!r}"
        for leaf in leaves(root)
        for words in printed(leaf, framework)
        if bare(words) not in text
    ]


def leaves(value: Any, path: str = "", place: str = "") -> Iterator[Leaf]:
    """Every leaf of nested dataclasses, tuples and mappings of dataclasses."""
    if is_dataclass(value):
        for one in fields(value):
            yield from leaves(getattr(value, one.name), f"{path}.{one.name}", place_of(type(value), one.name))
    elif isinstance(value, (tuple, list)):
        for index, item in enumerate(value):
            yield from leaves(item, f"{path}[{index}]", place)
    else:
        yield Leaf(path, place, value)


def place_of(owner: type, name: str) -> str:
    return f"{owner.__module__.rpartition('.')[2]}.{owner.__name__}.{name}"


def is_for_readers(place: str) -> bool:
    """Whether a report has to print what stands in this field."""
    is_key = place.rpartition(".")[2] in KEYS and place not in AS_TEXT
    return not is_key and place not in NOT_PRINTED


def printed(leaf: Leaf, framework: Framework) -> list[str]:
    """How a leaf reads in a report; KeyError for a field nobody has thought of."""
    if leaf.is_blank or not is_for_readers(leaf.place):
        return []
    if leaf.place in AS_TEXT:
        return AS_TEXT[leaf.place](leaf.value, framework)
    if leaf.name in SLUGS:
        return [title_of(leaf.name, leaf.value, framework)]
    return AS_TEXT[leaf.name](leaf.value, framework)


def places(root: type) -> set[str]:
    """Every field that can hold a leaf, by the types alone."""
    found: set[str] = set()
    for owner in shapes(root, set()):
        hints = get_type_hints(owner)
        found |= {place_of(owner, one.name) for one in fields(owner) if not holds_shapes(hints[one.name])}
    return found


def shapes(root: Any, seen: set[type]) -> set[type]:
    """The dataclass and all that it is made of."""
    for owner in classes(root):
        if owner not in seen:
            seen.add(owner)
            for hint in get_type_hints(owner).values():
                shapes(hint, seen)
    return seen


def classes(hint: Any) -> Iterator[type]:
    """The dataclasses that a type names."""
    origin = get_origin(hint) or hint
    if isinstance(origin, type) and is_dataclass(origin):
        yield origin
    for argument in get_args(hint):
        yield from classes(argument)


def holds_shapes(hint: Any) -> bool:
    """Whether leaves lie deeper; where the class is open, its user fills it in with another shape."""
    is_open = any(isinstance(one, TypeVar) for one in (hint, *get_args(hint)))
    return is_open or any(True for _owner in classes(hint))


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


def change(value: dict[str, Any]) -> list[str]:
    """The points and the reason of one side of a change."""
    points = value.get("points")
    said = ["not scored" if points is None else f"{points} points"] if "points" in value else []
    return said + ([value["rationale"]] if value.get("rationale") else [])


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
AS_TEXT |= {
    "awarded.ConditionView.status": label(missed="Missed"),
    "awarded.ConditionStepView.status": label(missed="Missed"),
    "awarded.SignatureView.state": label(signed="Signed", challenged="Challenged", open="Not answered yet"),
    **dict.fromkeys(["by", "email", "head", "replied_by", "reply", "role", "where"], plain),
    **dict.fromkeys(["made_at", "replied_at", "sealed_at", "withdrawn_at"], moment),
    "material.Head.number": lambda value, framework: [f"seal {value}"],
    "material.ScoreChange.before": lambda value, framework: change(value),
    "material.ScoreChange.after": lambda value, framework: change(value),
    "remarks.RemarkView.is_challenge": mark("Challenge"),
    "remarks.RemarkView.state": label(open="Open", answered="Answered", withdrawn="taken back"),
    "shapes.CandidateView.is_blind": mark("points are not revealed"),
    "shapes.ComparisonView.mode": label(solo="Solo", panel="Panel"),
    "shapes.DeclarationView.interest": label(
        none="Nothing to declare", declared="I have something to declare"
    ),
    "shapes.DeclarationView.ruling": label(excluded="Excluded"),
    "shapes.ExhibitView.width": lambda value, framework: [f"{value} ×"],
    "shapes.ExhibitView.height": lambda value, framework: [f"× {value}"],
    "shapes.FrameworkRef.version": lambda value, framework: [f"version {value}"],
    "shapes.PanelPoints.is_abstained": mark("abstained"),
}
# The reason of a waiver is words; the reason of a stop or of asking next is a code with words of its own.
REASONS = {"not-read": "not read", "not-written": "not written", "neither": "neither read nor written"}
AS_TEXT["reason"] = lambda value, framework: (
    []
    if value in ("untouched", "proof-needed", "open", "unproven")
    else [REASONS.get(str(value), str(value))]
)
