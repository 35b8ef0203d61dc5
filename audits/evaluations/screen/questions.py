"""The question cards: the question, its answer so far and what to point out about it."""

from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import AnswerView, CandidateView, ExhibitView
from audits.evaluations.screen.words import files, key_of, minute, origin, saved_by, second
from audits.frameworks.catalog import catalog
from audits.scoring import advice
from audits.scoring.framework import Fact, Framework, Question
from audits.scoring.score import Proof

UNITS = ("s", "min", "h", "day")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tick or to choose."""

    slug: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class FactField:
    """One fact to note: `value` as it was given, `unit` of a length of time."""

    slug: str
    label: str
    kind: str
    options: tuple[Choice, ...]
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon with its words, on the closed card."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question with its answer."""

    slug: str
    code: str
    text: str
    origin: str
    help: str
    version: int
    saver: str
    saver_name: str
    demo_second: str
    find: str
    verdict: str
    proof: str
    note: str
    is_vague: bool
    follow_up: bool
    is_promise: bool
    red_flags: tuple[Choice, ...]
    facts: tuple[FactField, ...]
    signs: tuple[Sign, ...]
    saved: str
    needs: str
    warnings: tuple[str, ...]
    exhibits: tuple[ExhibitView, ...]
    files: str


def card(view: CandidateView, version_id: int, slug: str, zone: ZoneInfo) -> QuestionCard:
    framework = catalog(version_id).framework
    question = framework.question(slug)
    answer = next(one for one in view.answers if one.question == slug)
    return QuestionCard(
        slug=slug,
        code=slug.upper(),
        text=question.text,
        origin=origin(question.origin),
        help=question_help(version_id, slug, get_language() or ""),
        version=answer.version,
        saver=key_of(answer.saved),
        saver_name=answer.saved.name if answer.saved else "",
        demo_second=second(answer.demo_second),
        find=find_words(framework, question),
        verdict=answer.verdict or "",
        proof=answer.proof or "",
        note=answer.note,
        is_vague=answer.is_vague,
        follow_up=answer.follow_up,
        is_promise=answer.is_promise,
        red_flags=tuple(
            Choice(flag.slug, flag.label, flag.slug in answer.red_flags) for flag in question.red_flags
        ),
        facts=tuple(fact_field(fact, answer.facts.get(fact.slug)) for fact in question.facts),
        signs=signs(answer),
        saved=saved_by(answer.saved, zone),
        needs=needs(question, answer),
        warnings=warnings(view, framework, slug),
        exhibits=answer.exhibits,
        files=files(sum(exhibit.is_standing for exhibit in answer.exhibits)),
    )


def find_words(framework: Framework, question: Question) -> str:
    """Words that find a question besides its own: its dimension, its facts, "latency"."""
    titles = [one.title for one in framework.dimensions if question in one.questions]
    labels = [fact.label for fact in question.facts]
    latency = [_("latency")] if any(fact.latency for fact in question.facts) else []
    return " ".join([*titles, *labels, *latency])


@lru_cache(maxsize=2048)
def question_help(version_id: int, slug: str, language: str) -> str:
    """What to dig for and have shown: it never changes, so it is rendered once per process."""
    question = catalog(version_id).framework.question(slug)
    return render_to_string("evaluations/_question_help.html", {"question": question})


def fact_field(fact: Fact, given: object) -> FactField:
    chosen = given if isinstance(given, list) else [given]
    value, unit = given, ""
    if isinstance(given, dict):
        value, unit = given.get("value"), str(given.get("unit", ""))
    return FactField(
        slug=fact.slug,
        label=fact.label,
        kind=fact.kind,
        options=tuple(Choice(one.slug, one.label, one.slug in chosen) for one in fact.options),
        value=value if isinstance(value, str) else "",
        unit=unit,
    )


def signs(answer: AnswerView) -> tuple[Sign, ...]:
    """What the closed card tells of its inside."""
    flags = len(answer.red_flags)
    flag_words = ngettext("%(count)d red flag", "%(count)d red flags", flags) % {"count": flags}
    possible = [
        (answer.is_vague, Sign("dash", _("No specific answer"))),
        (flags, Sign("flag", flag_words)),
        (answer.follow_up, Sign("follow", _("Follow-up"))),
        (answer.is_promise, Sign("promise", _("Promise"))),
        (answer.demo_second is not None, Sign("clock", minute(answer.demo_second))),
        (answer.note, Sign("pen", _("Note"))),
    ]
    return tuple(sign for holds, sign in possible if holds)


def needs(question: Question, answer: AnswerView) -> str:
    """The proof this question still needs before its answer is believed whole (R031)."""
    if question.needs is None or advice.proof_meets(answer.proof, Proof(question.needs)):
        return ""
    return _("Needs production") if question.needs == "production" else _("Needs our own org")


def warnings(view: CandidateView, framework: Framework, slug: str) -> tuple[str, ...]:
    """What the framework points out about this answer (R028, R030)."""
    raised = set(view.advice.warnings)
    return tuple(
        warning.text for warning in framework.warnings if warning.question == slug and warning.slug in raised
    )
