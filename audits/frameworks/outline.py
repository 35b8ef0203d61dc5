"""The document of a draft: what a framework's file would say, as far as it is written.

The verbs change it in place. A part that somebody took out meanwhile is `Blocked`; nothing else is checked
here, for a draft may be incomplete.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from audits.kit.refusals import Blocked
from audits.kit.slugs import free_slug
from audits.scoring.framework import Framework
from audits.scoring.parts import LEVELS

Document = dict[str, Any]
UP, DOWN = -1, 1
MOST_DIMENSIONS, MOST_QUESTIONS = 20, 50
NUMBERED = re.compile(r"(.+)-(\d{1,4})\Z")
INITIALS = 4


def blank(title: str) -> Document:
    """A draft of which nothing is written yet but its title."""
    return {"title": title, "dimensions": [], "bands": []}


def of(framework: Framework) -> Document:
    """The document from which a version could be published again."""
    return framework.model_dump(mode="json", exclude_defaults=True, exclude={"slug", "version"})


def said(document: Document) -> str:
    """In one canonical writing, to tell whether two say the same."""
    content = {name: part for name, part in document.items() if name != "version" and part not in (None, [])}
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def parts(table: Document, name: str) -> list[Document]:
    """A list of parts; where there is none yet, an empty one that stays in the table."""
    found: list[Document] = table.setdefault(name, [])
    return found


def slugs(table: Document, name: str) -> set[str]:
    return {part["slug"] for part in table.get(name, [])}


def gone() -> Blocked:
    return Blocked(_("This part is no longer in the framework."))


def dimension_in(document: Document, slug: str) -> Document:
    for dimension in parts(document, "dimensions"):
        if dimension["slug"] == slug:
            return dimension
    raise gone()


def home_of(document: Document, question: str) -> Document:
    """The dimension in which a question stands."""
    for dimension in parts(document, "dimensions"):
        if question in slugs(dimension, "questions"):
            return dimension
    raise gone()


def question_in(document: Document, slug: str) -> Document:
    fellows = parts(home_of(document, slug), "questions")
    return next(question for question in fellows if question["slug"] == slug)


def asked(document: Document) -> set[str]:
    """The slugs of all questions."""
    return {slug for dimension in parts(document, "dimensions") for slug in slugs(dimension, "questions")}


def counts(document: Document) -> tuple[int, int]:
    """How many dimensions and questions there are."""
    return len(parts(document, "dimensions")), len(asked(document))


def add_dimension(document: Document, title: str, used: set[str]) -> str:
    """A dimension more, last; `used` are slugs that meant something else before. Returns its slug."""
    if len(parts(document, "dimensions")) >= MOST_DIMENSIONS:
        raise Blocked(_("A framework has room for %(most)d dimensions.") % {"most": MOST_DIMENSIONS})
    slug = free_slug(slugify(title) or "dimension", slugs(document, "dimensions") | used)
    words = dict.fromkeys(["definition", "weak", "medium", "strong"], "")
    parts(document, "dimensions").append(
        {
            "slug": slug,
            "title": title,
            "short_title": title[:20].strip(),
            "core": True,
            **words,
            "rubric": [""] * LEVELS,
            "questions": [],
        }
    )
    for weighting in document.get("weightings", []):
        weighting["weights"][slug] = 1
    return slug


def remove_dimension(document: Document, slug: str) -> None:
    """Takes a dimension out with its questions, and what speaks of them."""
    for question in slugs(dimension_in(document, slug), "questions"):
        forget_question(document, question)
    document["dimensions"] = [each for each in document["dimensions"] if each["slug"] != slug]
    if document.get("objects_dimension") == slug:
        del document["objects_dimension"]
    for weighting in document.get("weightings", []):
        weighting["weights"].pop(slug, None)


def move_dimension(document: Document, slug: str, step: int) -> None:
    dimension_in(document, slug)
    move(parts(document, "dimensions"), slug, step)


def add_question(document: Document, dimension: str, text: str, used: set[str]) -> str:
    """A question more at the end of a dimension; `used` as for a dimension. Returns its slug."""
    home = dimension_in(document, dimension)
    if len(parts(home, "questions")) >= MOST_QUESTIONS:
        raise Blocked(_("A dimension has room for %(most)d questions.") % {"most": MOST_QUESTIONS})
    slug = next_code(home, asked(document) | used)
    short = text if len(text) <= 60 else ""
    parts(home, "questions").append({"slug": slug, "text": text, "short": short, "origin": "proposed"})
    return slug


def next_code(dimension: Document, used: set[str]) -> str:
    """The next number after the dimension's own: SD-4 gives SD-5; the first takes its initials."""
    numbered = [found for each in parts(dimension, "questions") if (found := NUMBERED.match(each["slug"]))]
    prefix = numbered[-1][1] if numbered else initials(dimension["slug"])
    last = max(
        (int(found[2]) for slug in used if (found := NUMBERED.match(slug)) and found[1] == prefix), default=0
    )
    return f"{prefix}-{last + 1}"


def initials(slug: str) -> str:
    words = slug.split("-")
    return "".join(word[0] for word in words)[:INITIALS] if len(words) > 1 else slug[:INITIALS]


def remove_question(document: Document, slug: str) -> None:
    home = home_of(document, slug)
    forget_question(document, slug)
    home["questions"] = [each for each in home["questions"] if each["slug"] != slug]


def forget_question(document: Document, slug: str) -> None:
    """Takes out the warnings about a question, which would point nowhere."""
    kept = [each for each in document.get("warnings", []) if each["question"] != slug]
    if "warnings" in document:
        document["warnings"] = kept


def remove_warning(document: Document, slug: str) -> None:
    if slug not in slugs(document, "warnings"):
        raise gone()
    document["warnings"] = [each for each in document["warnings"] if each["slug"] != slug]


def move_question(document: Document, slug: str, step: int) -> None:
    """A question one place up or down; over the edge of its dimension it goes on into the next one."""
    home = home_of(document, slug)
    fellows, places = parts(home, "questions"), parts(document, "dimensions")
    if fellows[0 if step == UP else -1]["slug"] != slug:
        move(fellows, slug, step)
        return
    place = places.index(home) + step
    if 0 <= place < len(places):
        next_home = parts(places[place], "questions")
        if len(next_home) >= MOST_QUESTIONS:
            raise Blocked(_("A dimension has room for %(most)d questions.") % {"most": MOST_QUESTIONS})
        question = fellows.pop(0 if step == UP else -1)
        next_home.insert(len(next_home) if step == UP else 0, question)


def move(fellows: list[Document], slug: str, step: int) -> None:
    """A part one place up or down among its fellows; at the end it stays."""
    at = next(place for place, part in enumerate(fellows) if part["slug"] == slug)
    if 0 <= at + step < len(fellows):
        fellows[at], fellows[at + step] = fellows[at + step], fellows[at]


Edit = Callable[[Document], Any]
"""A change of a document."""
