"""What differs between two versions, sort by sort: heading, dimensions, questions, bands and so on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from audits.frameworks.outline import Document
from audits.frameworks.wording import ROWS, code_of, dimension_fields, head_fields, question_fields
from audits.journal.words import Change, changes
from audits.scoring.framework import Framework

Told = Mapping[str, tuple[str, dict[str, Any]]]
"""Parts by slug: what each is called, and its fields as text."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A part that both versions hold, with what was changed in it."""

    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One sort of parts."""

    title: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Changed, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def difference(before: Framework, after: Framework) -> list[Section]:
    """The sections in which something differs."""
    was, now = before.model_dump(mode="json"), after.model_dump(mode="json")
    named = [
        (_("Heading"), head_told),
        (_("Dimensions"), dimensions_told),
        (_("Questions"), questions_told),
        (_("Bands"), rows_told("bands")),
        (_("Required objects"), rows_told("crms")),
        (_("Figures"), rows_told("figures")),
        (_("Warnings"), rows_told("warnings")),
        (_("Weights on offer"), rows_told("weightings")),
    ]
    sections = (section(title, told(was, now), told(now, was)) for title, told in named)
    return [each for each in sections if each]


def section(title: str, before: Told, after: Told) -> Section:
    return Section(
        title,
        added=tuple(name for slug, (name, _fields) in after.items() if slug not in before),
        removed=tuple(name for slug, (name, _fields) in before.items() if slug not in after),
        changed=tuple(changed(before, after)),
    )


def changed(before: Told, after: Told) -> Iterator[Changed]:
    for slug, (name, fields) in after.items():
        was = before.get(slug)
        found = tuple(changes(was[1], fields)) if was else ()
        if found:
            yield Changed(name, found)


def head_told(document: Document, other: Document) -> Told:
    """The heading, and the order of the dimensions that both hold."""
    known = {dimension["slug"] for dimension in other["dimensions"]}
    titles = [each["title"] for each in document["dimensions"] if each["slug"] in known]
    objects = titles_of(document).get(document["objects_dimension"], "")
    fields = head_fields(document) | {"order": ", ".join(titles), "objects_dimension": objects}
    return {"": ("", fields)}


def titles_of(document: Document) -> dict[str, str]:
    return {dimension["slug"]: dimension["title"] for dimension in document["dimensions"]}


def dimensions_told(document: Document, other: Document) -> Told:
    """Each dimension with the order of those questions that it holds in both."""
    held = {each["slug"]: {one["slug"] for one in each["questions"]} for each in other["dimensions"]}
    told = {}
    for dimension in document["dimensions"]:
        common = held.get(dimension["slug"], set())
        order = (code_of(each["slug"]) for each in dimension["questions"] if each["slug"] in common)
        fields = dimension_fields(dimension) | {"order": ", ".join(order)}
        told[dimension["slug"]] = (dimension["title"], fields)
    return told


def questions_told(document: Document, other: Document) -> Told:
    return {
        question["slug"]: (
            f"{code_of(question['slug'])} {question['short']}",
            question_fields(question) | {"dimension": dimension["title"]},
        )
        for dimension in document["dimensions"]
        for question in dimension["questions"]
    }


def rows_told(kind: str) -> Any:
    """Parts that are told in a few lines."""

    def told(document: Document, other: Document) -> Told:
        return {each["slug"]: (name_of(each), {"wording": ROWS[kind](each)}) for each in document[kind]}

    return told


def name_of(part: Document) -> str:
    return str(part.get("title") or part["slug"])
