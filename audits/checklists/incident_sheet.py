"""An incident as a text to hand on (R139)."""

from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from audits.checklists.incident_view import IncidentView, Line, Pause, Piece, Step
from audits.checklists.sheet import Fact, Section, Sheet, bullets
from audits.kit.days import said_moment


def sheet_of(view: IncidentView, *, address: str) -> Sheet:
    return Sheet(
        title=f"{view.code} {view.title}",
        facts=facts_of(view, address),
        sections=[
            *(section_of(step) for step in view.steps),
            (_("Paused automations"), bullets([said_pause(pause) for pause in view.pauses])),
            (_("Evidence"), bullets([said_piece(piece) for piece in view.evidence])),
            (_("Timeline"), bullets([said_line(line) for line in view.lines])),
        ],
    )


def facts_of(view: IncidentView, address: str) -> list[Fact]:
    return [
        (_("State"), _("Open") if view.is_open else _("Closed")),
        (_("Severity"), view.severity_label),
        (_("Owner"), view.owner),
        (_("Vendor"), view.vendor),
        (_("Finding"), view.finding),
        (_("Opened"), f"{moment(view.opened_at)}, {view.opened_by}"),
        (_("Closed"), f"{moment(view.closed_at)}, {view.closed_by}" if view.closed_at else ""),
        (_("Permanent fix"), view.fix_reference),
        (_("Regression test"), view.test_reference),
        (_("Times are those of"), zone_of(view.opened_at)),
        (_("Record"), address),
    ]


def moment(at: datetime) -> str:
    return said_moment(at)


def zone_of(at: datetime) -> str:
    local = localtime(at)
    return f"{local.tzinfo} (UTC{local:%z})"


def section_of(step: Step) -> Section:
    """A step with what it captured; one without anything says so."""
    told = _("Not done.")
    if step.done_at:
        told = _("Done %(at)s by %(who)s.") % {"at": moment(step.done_at), "who": step.done_by}
    captured = [f"{each.label}: {each.said}" for each in step.captures if each.is_filled]
    parts = [told, bullets(captured), step.note]
    return f"{step.number}. {step.title}", "\n\n".join(part for part in parts if part)


def said_pause(pause: Pause) -> str:
    words = _("%(name)s, paused %(at)s by %(who)s") % {
        "name": pause.name,
        "at": moment(pause.at),
        "who": pause.by,
    }
    if pause.resumed_at is None:
        return words + _(", still on hold")
    return words + _(", resumed %(at)s by %(who)s") % {
        "at": moment(pause.resumed_at),
        "who": pause.resumed_by,
    }


def said_piece(piece: Piece) -> str:
    return f"{piece.code} {piece.name} {piece.url}".strip() + (
        _(" (withdrawn)") if piece.withdrawn_at else ""
    )


def said_line(line: Line) -> str:
    """One line with its number, and the one it corrects."""
    words = f"{moment(line.at)} [{line.number}] {line.text} ({line.by})"
    if line.corrects is None:
        return words
    return f"{words} {_('(corrects %(number)d)') % {'number': line.corrects}}"
