"""The card of a question as HTML: its fixed part is rendered once per process, the answer put in after.

31 cards hold some four thousand values of which nearly all are the published framework's. The template
is rendered with a slot in each place that depends on the answer; `format_html` fills the slots and
escapes what goes in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import AnswerView, ExhibitView
from audits.evaluations.screen.proposals import on, own_values, proposals_html, recorder_values
from audits.evaluations.screen.questions import QuestionCard
from audits.evaluations.screen.wording import words
from audits.evaluations.screen.words import key_of, origin, second
from audits.frameworks.catalog import catalog
from audits.scoring.framework import Fact, Framework, Question
from audits.scoring.score import Proof, Verdict

# Framework texts hold no control characters, so these mark slots and nothing else.
OPEN, CLOSE = "\x02", "\x03"
UNITS = ("s", "min", "h", "day")


class Slots(Mapping[str, str]):
    """Every name's slot, for templates: {{ slot.note }}."""

    def __getitem__(self, name: str) -> str:
        return f"{OPEN}{name}{CLOSE}"

    def __iter__(self) -> Any:
        raise TypeError("slots are looked up, not listed")

    def __len__(self) -> int:
        raise TypeError("slots are looked up, not counted")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at which framework version, where, and whether they may answer."""

    version_id: int
    workspace: str
    zone: ZoneInfo
    can_answer: bool
    person: UUID | None = None
    is_panel: bool = False
    recorder: str = ""
    """Who else records the verdicts of the demo that runs; blank when the reader may write them."""

    @property
    def records(self) -> bool:
        return self.can_answer and not self.recorder

    @property
    def proposes(self) -> bool:
        """Has notes and proposals of their own."""
        return self.can_answer and self.is_panel


def question_html(card: QuestionCard, reader: Reader) -> str:
    """The whole card of one question with its answer."""
    shape = skeleton(reader.version_id, card.slug, reader.can_answer, reader.proposes, get_language() or "")
    question = catalog(reader.version_id).framework.question(card.slug)
    return filled(shape, question, card, reader)


def filled(shape: str, question: Question, card: QuestionCard, reader: Reader) -> str:
    """The fixed part of a card with what an answer puts in its slots."""
    shown = {"q": card}
    return format_html(
        shape,
        **answer_values(card.answer),
        **mark_values(question, card.answer),
        warn=render_to_string("evaluations/_question_warn.html", shown),
        signs=render_to_string("evaluations/_question_facts.html", shown),
        files=render_to_string("evaluations/_question_files.html", shown),
        thumbs=thumbs_html(card.slug, card.exhibits, reader),
        replies=replies_html(card, reader),
        **own_values(card.answer, reader.person, is_recorder=reader.records),
        **recorder_values(reader.recorder),
        proposals=proposals_html(card.answer, reader.person, is_recorder=reader.records),
    )


def replies_html(card: QuestionCard, reader: Reader) -> str:
    """What the vendor has sent to this question in writing, beside the note and never in it."""
    if not card.replies:
        return format_html('<div class="replies" id="replies-{}"></div>', card.slug)
    context = {
        "slug": card.slug,
        "replies": card.replies,
        "workspace": reader.workspace,
        "can_answer": reader.can_answer,
        "w": words(),
    }
    return render_to_string("evaluations/_replies.html", context)


def thumbs_html(slug: str, exhibits: Sequence[ExhibitView], reader: Reader) -> str:
    """The evidence of a question, or of a dimension as a whole."""
    context = {"slug": slug, "exhibits": exhibits, "workspace": reader.workspace}
    return render_to_string("evaluations/_thumbs.html", context)


@lru_cache(maxsize=1024)
def skeleton(version_id: int, slug: str, can_answer: bool, proposes: bool, language: str) -> str:
    """The fixed part of a published version's card, kept."""
    framework = catalog(version_id).framework
    return shape_of(framework, framework.question(slug), can_answer=can_answer, proposes=proposes)


def shape_of(framework: Framework, question: Question, *, can_answer: bool, proposes: bool) -> str:
    """The fixed part with its slots as `format_html` knows them."""
    context = {
        "question": question,
        "code": question.slug.upper(),
        "origin": origin(question.origin),
        "find": find_words(framework, question),
        "flags": [(flag, f"{OPEN}flag-{flag.slug}{CLOSE}") for flag in question.red_flags],
        "facts": [(fact, fact_slots(fact)) for fact in question.facts],
        "can_answer": can_answer,
        "proposes": proposes,
        "slot": Slots(),
        "w": words(),
    }
    html = render_to_string("evaluations/_question.html", context)
    return html.replace("{", "{{").replace("}", "}}").replace(OPEN, "{").replace(CLOSE, "}")


def find_words(framework: Framework, question: Question) -> str:
    """Words that find a question besides its own: its dimension, its facts, "latency"."""
    titles = [one.title for one in framework.dimensions if question in one.questions]
    labels = [fact.label for fact in question.facts]
    latency = [_("latency")] if any(fact.latency for fact in question.facts) else []
    return " ".join([*titles, *labels, *latency])


def fact_slots(fact: Fact) -> dict[str, Any]:
    """The slots of one fact: a value, an option each, a unit each."""
    name = f"{OPEN}fact-{fact.slug}"
    return {
        "value": f"{name}{CLOSE}",
        "options": [(option, f"{name}-is-{option.slug}{CLOSE}") for option in fact.options],
        "units": {unit: f"{name}-in-{unit}{CLOSE}" for unit in UNITS},
    }


def answer_values(answer: AnswerView) -> dict[str, Any]:
    """What the fields of every question hold."""
    verdicts = {f"verdict_{one}": on(answer.verdict == one) for one in Verdict}
    proofs = {f"proof_{one}".replace("-", "_"): on(answer.proof == one) for one in Proof}
    return {
        **verdicts,
        **proofs,
        "verdict_blank": on(answer.verdict is None),
        "proof_blank": on(answer.proof is None),
        "version": answer.version,
        "saver": key_of(answer.saved),
        "saver_name": answer.saved.name if answer.saved else "",
        "second": second(answer.demo_second),
        "note": answer.note,
        "is_vague": on(answer.is_vague),
        "follow_up": on(answer.follow_up),
        "is_promise": on(answer.is_promise),
    }


def mark_values(question: Question, answer: AnswerView) -> dict[str, str]:
    """Red flags seen and facts noted."""
    values = {f"flag-{flag.slug}": on(flag.slug in answer.red_flags) for flag in question.red_flags}
    for fact in question.facts:
        values |= fact_values(fact, answer.facts.get(fact.slug))
    return values


def fact_values(fact: Fact, given: object) -> dict[str, str]:
    name, length = f"fact-{fact.slug}", given if isinstance(given, dict) else {}
    chosen = given if isinstance(given, list) else [given]
    word = " selected" if fact.kind == "choice" else " checked"
    values = {f"{name}-is-{one.slug}": on(one.slug in chosen, word) for one in fact.options}
    unit = length.get("unit", "min")
    values |= {f"{name}-in-{one}": on(one == unit, " selected") for one in UNITS}
    value = length.get("value") if length else given
    return values | {name: value if isinstance(value, str) else ""}
