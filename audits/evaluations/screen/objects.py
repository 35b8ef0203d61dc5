"""The objects matrix of each required CRM: read and write, part by part (R032-R038)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import CandidateView, ObjectView
from audits.evaluations.screen.words import listed
from audits.kit.days import said_day
from audits.scoring.framework import Crm, CrmObject

DIRECTIONS = ("read", "write")
VALUES = {True: "true", False: "false", None: ""}


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One direction of an object or of one of its parts."""

    key: str
    direction: str
    shown: str
    icon: str
    word: str
    label: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An object, or one part of it; an object with parts is read off them and has no buttons."""

    object: str
    part: str
    title: str
    version: int
    cells: tuple[MatrixCell, ...]
    is_derived: bool
    state: str
    state_icon: str
    waiver: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """One CRM's required objects."""

    crm: str
    title: str
    rows: tuple[MatrixRow, ...]
    stops: str
    unconfirmed: str
    is_whole: bool


def matrices(view: CandidateView, crms: tuple[Crm, ...]) -> tuple[Matrix, ...]:
    return tuple(matrix(view, crm) for crm in crms)


def matrix(view: CandidateView, crm: Crm) -> Matrix:
    by_slug = {item.object: item for item in view.objects if item.crm == crm.slug}
    titles = {document.slug: document.title for document in crm.objects}
    rows = [row for document in crm.objects for row in rows_of(document, by_slug[document.slug])]
    stopped = [
        titles[one.object] for one in view.score.hard_stops if one.crm == crm.slug and one.waiver is None
    ]
    unasked = [
        titles[one.object] for one in view.score.unconfirmed if one.crm == crm.slug and one.waiver is None
    ]
    return Matrix(
        crm=crm.slug,
        title=crm.title,
        rows=tuple(rows),
        stops=_("Hard stop: %(names)s.") % {"names": listed(stopped)} if stopped else "",
        unconfirmed=_("Not confirmed yet: %(names)s.") % {"names": listed(unasked)} if unasked else "",
        is_whole=not stopped and not unasked,
    )


def rows_of(document: CrmObject, item: ObjectView) -> list[MatrixRow]:
    """The object's row, then one per part."""
    rows = [row(document, item)]
    for part in document.parts:
        given = item.parts.get(part.slug, {})
        rows.append(
            MatrixRow(
                object=f"{item.crm}/{item.object}",
                part=part.slug,
                title=part.label,
                version=item.version,
                cells=tuple(
                    cell(f"{item.crm}-{item.object}-{part.slug}", part.label, name, given.get(name))
                    for name in DIRECTIONS
                ),
                is_derived=False,
                state="",
                state_icon="",
                waiver="",
            )
        )
    return rows


def row(document: CrmObject, item: ObjectView) -> MatrixRow:
    state, icon = judged(item)
    directions = {"read": item.read, "write": item.write}
    return MatrixRow(
        object=f"{item.crm}/{item.object}",
        part="",
        title=document.title,
        version=item.version,
        cells=tuple(
            cell(f"{item.crm}-{item.object}", document.title, name, directions[name]) for name in DIRECTIONS
        ),
        is_derived=bool(document.parts),
        state=state,
        state_icon=icon,
        waiver=waiver_words(item),
    )


def cell(key: str, title: str, direction: str, value: bool | None) -> MatrixCell:
    word = {True: _("Yes"), False: _("No"), None: _("Not asked")}[value]
    name = _("read") if direction == "read" else _("written")
    label = _("%(object)s %(direction)s") % {"object": title, "direction": name}
    icon = {True: "check", False: "x", None: "dash"}[value]
    return MatrixCell(f"{key}-{direction}", direction, VALUES[value], icon, word, label)


def judged(item: ObjectView) -> tuple[str, str]:
    """What the object amounts to, with its icon; a waived one says so."""
    if item.waiver:
        return (_("Not used by us"), "info") if item.waiver.is_unused else (_("Waived"), "info")
    if item.read is False or item.write is False:
        return _("Hard stop"), "octagon"
    if item.read is None or item.write is None:
        return _("Not confirmed"), "dash"
    return _("Confirmed"), "check"


def waiver_words(item: ObjectView) -> str:
    """Why it is let pass, by whom and up to when; of an expired waiver that it is over."""
    shown = item.waiver or item.expired
    if shown is None:
        return ""
    said = _("%(reason)s (%(author)s)") % {"reason": shown.reason, "author": shown.author}
    if shown.expires_on is None:
        return said
    words = {"waiver": said, "day": said_day(shown.expires_on)}
    if item.waiver is None:
        return _("The waiver expired on %(day)s: %(waiver)s") % words
    return _("%(waiver)s, up to %(day)s") % words
