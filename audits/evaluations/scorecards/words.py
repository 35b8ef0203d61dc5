"""How headings and cells of a scorecard are compared with what they may mean."""

import re

from audits.evaluations.models.record import Verdict
from audits.evidence.models import Proof
from audits.scoring.framework import Framework

VENDOR = {"vendor", "vendors", "vendor name", "supplier", "candidate", "company", "provider", "tool"}
SUBJECT = {"dimension", "dimensions", "criterion", "criteria", "category", "question", "no", "requirement"}
POINTS = {"points", "point", "score", "scores", "rating", "mark", "pts"}
REASON = {"reason", "reasons", "rationale", "reasoning", "justification", "why"}
NOTE = {"note", "notes", "comment", "comments", "remark", "remarks"}
VERDICT = {"verdict", "answer"}
PROOF = {"proof"}


def plain(text: str) -> str:
    """Text as it is compared: its words in lower case."""
    return " ".join(re.findall(r"\w+", text.lower().replace("_", " ")))


def subjects(framework: Framework) -> dict[str, str]:
    """The slug of every dimension and question by each name it goes by."""
    found: dict[str, str] = {}
    for question in framework.questions:
        for name in (question.text, question.short, question.slug):
            found.setdefault(plain(name), question.slug)
    # Where a question is called like a dimension, the dimension is meant.
    for dimension in framework.dimensions:
        found |= {plain(name): dimension.slug for name in names_of(framework, dimension.slug)}
    return found


def names_of(framework: Framework, dimension: str) -> tuple[str, ...]:
    one = framework.dimension(dimension)
    return (one.short_title, one.slug, one.title)


def verdicts() -> dict[str, str]:
    return by_words(Verdict)


def proofs() -> dict[str, str]:
    return by_words(Proof)


def by_words(choices: type[Verdict] | type[Proof]) -> dict[str, str]:
    """Each value by its slug and by its label."""
    return {plain(name): str(value) for value, label in choices.choices for name in (value, str(label))}
