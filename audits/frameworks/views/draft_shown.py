"""What the pages of a draft show."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from audits.frameworks import outline
from audits.frameworks.actions.drafts import is_published, newest_of, next_number
from audits.frameworks.models import DraftFramework, FrameworkVersion
from audits.frameworks.outline import Document
from audits.frameworks.proving import Fault, proved
from audits.frameworks.spots import Spot
from audits.frameworks.views.found import draft_of, to_draft
from audits.frameworks.wording import ORIGINS, ROWS, code_of
from audits.http import MemberRequest
from audits.journal.models import Event
from audits.journal.words import lines
from audits.kit.refusals import Refusal

LATEST_EVENTS = 20


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in a draft, with whether it can go further up or down."""

    slug: str
    code: str
    text: str
    origin: str
    facts: int
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """A dimension of a draft with its questions."""

    slug: str
    title: str
    core: bool
    has_objects: bool
    questions: list[QuestionRow]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A fault with the address where it is mended."""

    fault: Fault
    href: str


def dimension_rows(document: Document) -> list[DimensionRow]:
    dimensions = outline.parts(document, "dimensions")
    last = len(dimensions) - 1
    return [
        DimensionRow(
            slug=dimension["slug"],
            title=dimension["title"],
            core=dimension.get("core", False),
            has_objects=document.get("objects_dimension") == dimension["slug"],
            questions=list(question_rows(dimension, is_top=place == 0, is_bottom=place == last)),
            is_first=place == 0,
            is_last=place == last,
        )
        for place, dimension in enumerate(dimensions)
    ]


def question_rows(dimension: Document, *, is_top: bool, is_bottom: bool) -> Iterator[QuestionRow]:
    """The questions of a dimension; at its edge one goes on into the next dimension, if there is one."""
    questions = outline.parts(dimension, "questions")
    for number, question in enumerate(questions, 1):
        yield QuestionRow(
            slug=question["slug"],
            code=code_of(question["slug"]),
            text=question["text"],
            origin=str(ORIGINS.get(question.get("origin", ""), "")),
            facts=len(question.get("facts", [])),
            is_first=is_top and number == 1,
            is_last=is_bottom and number == len(questions),
        )


def state_of(draft: DraftFramework, version: FrameworkVersion | None) -> str:
    """New, changed since its version, or as published."""
    if version is None:
        return "new"
    return "published" if is_published(draft, version) else "changed"


def faults_of(request: MemberRequest, draft: DraftFramework, version: FrameworkVersion | None) -> list[Told]:
    """What keeps a draft from being published, each with where to mend it."""
    _framework, faults = proved(draft.document, slug=draft.slug, version=next_number(draft, version))
    return [Told(fault, href_of(request, draft, fault.spot)) for fault in faults]


def href_of(request: MemberRequest, draft: DraftFramework, spot: Spot | None) -> str:
    """The page on which a place is edited."""
    if spot is None:
        return ""
    slugs = [spot.slug] if spot.slug else []
    return reverse(f"framework-{spot.kind}-edit", args=[request.actor.workspace_slug, draft.pk, *slugs])


def rows_of(document: Document) -> dict[str, list[dict[str, Any]]]:
    """Bands, objects, figures, warnings and weights as their cards tell them."""
    return {
        name: [
            {"slug": part["slug"], "lines": ROWS[name](part).split("\n")} for part in document.get(name, [])
        ]
        for name in ROWS
    }


def parts_of(request: MemberRequest, draft: DraftFramework) -> dict[str, Any]:
    """What every fragment of the draft needs."""
    version = newest_of(draft)
    dimensions, questions = outline.counts(draft.document)
    return {
        "draft": draft,
        "document": draft.document,
        "dimensions": dimension_rows(draft.document),
        "lists": rows_of(draft.document),
        "dimension_count": dimensions,
        "question_count": questions,
        "most_points": 5 * dimensions,
        "version": version,
        "state": state_of(draft, version),
        "faults": faults_of(request, draft, version),
        "nav": "frameworks",
    }


def shown(request: MemberRequest, draft: DraftFramework, refusal: Refusal | None = None) -> HttpResponse:
    """The draft as it now stands: its fragment for htmx, else its page; above it what was refused, if so."""
    context = {**parts_of(request, draft), "refusal": refusal}
    status = refusal.status if refusal else 200
    if request.htmx:
        return render(request, "frameworks/_draft.html", context, status=status)
    events = Event.objects.for_workspace(request.actor.workspace_id).about(draft.pk).newest_first()
    context["lines"] = lines(events[:LATEST_EVENTS])
    return render(request, "frameworks/draft.html", context, status=status)


def after(
    request: MemberRequest, draft: DraftFramework, refusal: Refusal | None, anchor: str
) -> HttpResponse:
    """What a button of the draft's page answers: the draft anew, or without htmx its page."""
    fresh = draft_of(request, draft.pk)
    if refusal is not None or request.htmx:
        return shown(request, fresh, refusal)
    return to_draft(request, draft.pk, anchor)
