"""Required objects of one vendor: the matrix, hard stops and what nobody has asked (R032-R038)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from audits.evaluations.comparison.judge import state_of
from audits.evaluations.comparison.shapes import CandidateView, ObjectView, WaiverView
from audits.reports.presenting import wording
from audits.reports.presenting.material import Material
from audits.scoring.framework import CrmObject
from audits.scoring.objects import HardStop, Unconfirmed, stop_reason


@dataclass(frozen=True, slots=True)
class Hindered:
    """An object that keeps the vendor from being chosen, or would without its waiver."""

    title: str
    why: str
    waiver: str


@dataclass(frozen=True, slots=True)
class ObjectRow:
    title: str
    read: str
    write: str
    parts: tuple[str, ...]
    hindrance: str
    """Why it is a hard stop, or that it is unconfirmed; blank when it goes both ways."""
    waiver: str
    saved: str


@dataclass(frozen=True, slots=True)
class CrmTable:
    title: str
    rows: tuple[ObjectRow, ...]


def hard_stops(stops: Iterable[HardStop[WaiverView]], material: Material) -> tuple[Hindered, ...]:
    return tuple(
        Hindered(
            wording.object_title(material.framework, stop.crm, stop.object),
            wording.stop_reason(stop.reason),
            wording.waiver(stop.waiver, material.zone),
        )
        for stop in stops
    )


def unconfirmed(items: Iterable[Unconfirmed[WaiverView]], material: Material) -> tuple[Hindered, ...]:
    return tuple(
        Hindered(
            wording.object_title(material.framework, item.crm, item.object),
            _("not asked in both directions"),
            wording.waiver(item.waiver, material.zone),
        )
        for item in items
    )


def crm_tables(candidate: CandidateView, material: Material) -> tuple[CrmTable, ...]:
    """One table for each CRM of the purchase, in the framework's order."""
    rows = {(item.crm, item.object): item for item in candidate.objects}
    return tuple(
        CrmTable(
            crm.title,
            tuple(
                object_row(rows[crm.slug, document.slug], document, material)
                for document in crm.objects
                if (crm.slug, document.slug) in rows
            ),
        )
        for crm in material.framework.crms
        if crm.slug in material.view.crms
    )


def object_row(item: ObjectView, document: CrmObject, material: Material) -> ObjectRow:
    return ObjectRow(
        title=document.title,
        read=wording.tick(item.read),
        write=wording.tick(item.write),
        parts=parts(item, document),
        hindrance=hindrance(item),
        waiver=wording.waiver(item.waiver, material.zone) or wording.expired(item.expired, material.zone),
        saved=wording.stamp(item.saved, material.zone),
    )


def hindrance(item: ObjectView) -> str:
    words = []
    if item.read is False or item.write is False:
        words.append(_("hard stop: %(why)s") % {"why": wording.stop_reason(stop_reason(state_of(item)))})
    if item.read is None or item.write is None:
        words.append(_("unconfirmed"))
    return ", ".join(words)


def parts(item: ObjectView, document: CrmObject) -> tuple[str, ...]:
    """Where an object has parts, each with its own two answers."""
    lines = []
    for part in document.parts:
        given = item.parts.get(part.slug, {})
        words = {
            "part": part.label,
            "read": wording.tick(given.get("read")),
            "write": wording.tick(given.get("write")),
        }
        lines.append(_("%(part)s: read %(read)s, write %(write)s") % words)
    return tuple(lines)
