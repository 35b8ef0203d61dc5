"""What a vendor is told before its demo: the questions, the objects, the proof; never how it is judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from audits.evaluations.models import Candidate, Demo
from audits.scoring.framework import Crm, CrmObject, Question
from audits.scoring.framework import Dimension as DimensionText


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and what should be on the screen when it is asked."""

    code: str
    text: str
    evidence: tuple[str, ...]
    needs: str


@dataclass(frozen=True, slots=True)
class Section:
    """The questions of one dimension."""

    title: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One CRM with the objects that are to sync in both directions."""

    crm: str
    objects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a vendor gets to prepare a demo."""

    vendor: str
    product: str
    buyer: str
    title: str
    demo_at: datetime | None
    sections: tuple[Section, ...]
    wanted: tuple[Wanted, ...]
    custom_objects: tuple[str, ...]


def needs_of(question: Question) -> str:
    """The place in which a claim alone is not enough."""
    return {
        "production": _("Please show this in a customer's production."),
        "own-org": _("Please show this in our own org."),
    }.get(question.needs or "", "")


def brief_of(candidate: Candidate, *, buyer: str, demo_at: datetime | None = None) -> Brief:
    """The brief of a candidate, which comes with its parents."""
    evaluation = candidate.evaluation
    unused = {(mark["crm"], mark["object"]) for mark in evaluation.unused_objects}
    return Brief(
        vendor=candidate.vendor.name,
        product=candidate.vendor.product,
        buyer=buyer,
        title=evaluation.title,
        demo_at=demo_at,
        sections=tuple(section(dimension) for dimension in evaluation.document.dimensions),
        wanted=tuple(wanted(crm, unused) for crm in evaluation.required_crms),
        custom_objects=tuple(evaluation.custom_objects),
    )


def next_demo(candidate: Candidate) -> datetime | None:
    """When the first demo that has not been held is planned."""
    planned = Demo.objects.filter(candidate=candidate, status="planned").order_by("held_at")
    return planned.values_list("held_at", flat=True).first()


def section(dimension: DimensionText) -> Section:
    return Section(
        title=dimension.title,
        questions=tuple(
            Asked(question.slug.upper(), question.text, question.evidence, needs_of(question))
            for question in dimension.questions
        ),
    )


def wanted(crm: Crm, unused: set[tuple[str, str]]) -> Wanted:
    objects = [item for item in crm.objects if (crm.slug, item.slug) not in unused]
    return Wanted(crm.title, tuple(object_name(item) for item in objects))


def object_name(item: CrmObject) -> str:
    """The object with its parts, where all of them are to sync."""
    if not item.parts:
        return item.title
    parts = ", ".join(part.label for part in item.parts)
    return _("%(object)s (%(parts)s)") % {"object": item.title, "parts": parts}


def mail_text(brief: Brief) -> str:
    """The brief as plain text for a mail."""
    return "\n".join([*opening(brief), *objects_text(brief), *questions_text(brief), _("Kind regards")])


def opening(brief: Brief) -> Iterable[str]:
    names = {"vendor": brief.vendor, "buyer": brief.buyer, "title": brief.title}
    yield _("Subject: Preparing the demo for %(buyer)s") % names
    yield ""
    yield _("Hello %(vendor)s team,") % names
    yield ""
    if brief.demo_at:
        when = date_format(localtime(brief.demo_at), "j F Y, H:i e")
        yield _("we look forward to your demo on %(when)s.") % {"when": when}
    yield _("So that you can prepare, this is what we will ask for “%(title)s”.") % names
    yield _("Please show things live rather than on slides, in production where you can.")
    yield ""


def objects_text(brief: Brief) -> Iterable[str]:
    yield _("OBJECTS, EACH READ AND WRITTEN")
    for crm in brief.wanted:
        yield f"{crm.crm}: {', '.join(crm.objects)}"
    if brief.custom_objects:
        yield _("Our own objects, please show them too: %(names)s") % {
            "names": ", ".join(brief.custom_objects)
        }
    yield ""


def questions_text(brief: Brief) -> Iterable[str]:
    for each in brief.sections:
        yield each.title.upper()
        for asked in each.questions:
            yield f"{asked.code}  {asked.text}"
            for line in asked.evidence:
                yield _("  To see: %(what)s") % {"what": line}
            if asked.needs:
                yield f"  {asked.needs}"
        yield ""
