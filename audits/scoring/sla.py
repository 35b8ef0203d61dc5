"""Service levels that a contract is to name (R053, R054): terms, what answers say of them, what is missing.

Terms are figures with their unit and rules in words. Which fact of an answer speaks to which term is told by
the fact's slug, so a framework that keeps the slugs of the built-in one is prefilled like it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from audits.scoring.facts import Duration, Noted, duration
from audits.scoring.framework import Framework, Question
from audits.scoring.parts import Fact
from audits.scoring.score import Proof

OPT_OUT, EDIT = "opt-out-delay", "edit-delay"
IS_OURS, ADMIN_LOG = "rule-configurable", "admin-log"


class Term(StrEnum):
    """What is agreed on for the whole; the caller has the words."""

    OPT_OUT = "optout"
    NOTICE = "notice"
    RETRY = "retry"
    LOG_ACCESS = "log_access"
    CONFLICT_RULE = "conflict_rule"
    BREACH = "breach"


TIMED = (Term.OPT_OUT, Term.NOTICE, Term.RETRY)


@dataclass(frozen=True, slots=True)
class Latency:
    """How fast changes to one type of object arrive: so many percent of them within the limit."""

    object: str
    limit: Duration | None = None
    percentile: Decimal | None = None
    measured_at: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """The whole record; None and "" are not agreed yet."""

    lines: tuple[Latency, ...] = ()
    optout: Duration | None = None
    notice: Duration | None = None
    retry: Duration | None = None
    log_access: str = ""
    conflict_rule: str = ""
    breach: str = ""

    def of(self, term: Term) -> Duration | str | None:
        found: Duration | str | None = getattr(self, term.value)
        return found


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says of a term, and how far it was shown; a delay names the fact it stands in."""

    question: str
    proof: Proof | None
    value: Duration | str
    fact: str

    @property
    def is_only_claimed(self) -> bool:
        """Nobody has seen it, not even in a sandbox."""
        return self.proof in (None, Proof.CLAIMED)


def said(framework: Framework, noted: Mapping[str, Noted]) -> dict[Term, Said]:
    """What the answers say of the terms, by term; the first answer that does."""
    found: dict[Term, Said] = {}
    for question, fact, given in facts_of(framework, noted):
        term, value = of_fact(question, fact, given.facts)
        if term and value:
            found.setdefault(term, Said(question.slug, given.given.proof, value, fact.slug))
    return found


def facts_of(framework: Framework, noted: Mapping[str, Noted]) -> Iterator[tuple[Question, Fact, Noted]]:
    """Every fact that was noted, with its question and answer, in the framework's order."""
    for question in framework.questions:
        given = noted.get(question.slug)
        for fact in question.facts:
            if given and given.facts.get(fact.slug):
                yield question, fact, given


def of_fact(
    question: Question, fact: Fact, facts: Mapping[str, object]
) -> tuple[Term | None, Duration | str | None]:
    """The term that a fact speaks to, and what it says."""
    value = facts[fact.slug]
    match fact.slug:
        case "opt-out-delay":
            return Term.OPT_OUT, duration(value)
        case "retry-window":
            return Term.RETRY, duration(value)
        case "conflict-rule" if value != "unknown":
            return Term.CONFLICT_RULE, rule_words(question, fact, facts)
        case "minimum-set" if isinstance(value, list) and ADMIN_LOG in value:
            return Term.LOG_ACCESS, label_of(fact, ADMIN_LOG)
    return None, None


def rule_words(question: Question, fact: Fact, facts: Mapping[str, object]) -> str:
    """The rule as the framework calls it, and whether it is the buyer's to set where that was noted."""
    words = label_of(fact, facts[fact.slug])
    ours = next((one for one in question.facts if one.slug == IS_OURS), None)
    if ours is None or not facts.get(IS_OURS):
        return words
    return f"{words}; {ours.label}: {label_of(ours, facts[IS_OURS])}"


def label_of(fact: Fact, slug: object) -> str:
    return next((option.label for option in fact.options if option.slug == slug), str(slug))


def delays(framework: Framework, noted: Mapping[str, Noted]) -> list[Said]:
    """Every delay of a sync that was measured or told; the opt-out's has a term of its own."""
    return [
        Said(question.slug, given.given.proof, duration(given.facts[fact.slug]), fact.slug)
        for question, fact, given in facts_of(framework, noted)
        if fact.latency and fact.slug != OPT_OUT
    ]


def offered(framework: Framework, noted: Mapping[str, Noted], *, contact: str, every: str) -> Terms:
    """A record to start from: what the answers hold.

    `contact` and `every` are what the types of object are called for which a delay is asked.
    """
    known: dict[str, Any] = {term.value: one.value for term, one in said(framework, noted).items()}
    lines = [
        Latency(object=contact if one.fact == EDIT else every, limit=one.value)
        for one in delays(framework, noted)
        if isinstance(one.value, Duration)
    ]
    return Terms(tuple(lines), **known)


def missing(terms: Terms) -> tuple[Term, ...]:
    """Terms without a figure or rule."""
    return tuple(term for term in Term if not terms.of(term))


def is_incomplete(line: Latency) -> bool:
    """A latency proves nothing without limit, percentile and the place where it is measured."""
    return line.limit is None or line.percentile is None or not line.measured_at


def behind(line: Latency, told: Iterable[Said]) -> Said | None:
    """The delay that a line's limit was taken from."""
    return next((one for one in told if one.value == line.limit), None)
