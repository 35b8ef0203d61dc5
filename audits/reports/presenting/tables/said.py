"""Sheets of what vendors said and showed, in the demo and in writing."""

from django.utils.translation import gettext as _

from audits.reports.presenting.answers import answer_row
from audits.reports.presenting.clarifications import requests
from audits.reports.presenting.evidence import piece
from audits.reports.presenting.material import Material
from audits.reports.presenting.notices import notices
from audits.reports.presenting.objects import crm_tables
from audits.reports.presenting.proposals import proposals as proposal_rows
from audits.reports.presenting.sheet import capture_row, demo_row
from audits.reports.presenting.tables.table import NARROW, WIDE, Row, Table, columns


def answers(material: Material) -> Table:
    heads = columns(
        _("Vendor"),
        (_("No."), NARROW),
        (_("Question"), WIDE),
        (_("Verdict"), NARROW),
        (_("Proof"), NARROW),
        (_("Note"), WIDE),
        (_("Details"), WIDE),
        (_("Evidence"), NARROW),
    )
    rows = []
    for candidate in material.view.candidates:
        for answer in candidate.answers:
            question = material.framework.question(answer.question)
            row = answer_row(answer, question, material.zone)
            found = (row.verdict, row.proof, row.note, "\n".join(row.details), row.evidence)
            rows.append((candidate.vendor, row.code, question.text, *found))
    return Table(_("Answers"), heads, tuple(rows))


def objects(material: Material) -> Table:
    heads = columns(
        _("Vendor"),
        _("CRM"),
        _("Object"),
        (_("Read"), NARROW),
        (_("Write"), NARROW),
        _("Parts"),
        _("In the way"),
        (_("Waiver"), WIDE),
        _("Recorded"),
    )
    rows = []
    for candidate in material.view.candidates:
        for crm in crm_tables(candidate, material):
            for row in crm.rows:
                ticks = (row.title, row.read, row.write, "\n".join(row.parts))
                rows.append((candidate.vendor, crm.title, *ticks, row.hindrance, row.waiver, row.saved))
    return Table(_("Objects"), heads, tuple(rows))


def evidence(material: Material) -> Table:
    heads = columns(
        _("Vendor"),
        (_("Code"), NARROW),
        _("Name"),
        _("Place"),
        (_("About"), WIDE),
        (_("Link"), WIDE),
        (_("SHA-256"), WIDE),
        (_("Withdrawn"), WIDE),
    )
    rows = []
    for candidate in material.view.candidates:
        for exhibit in candidate.exhibits:
            row = piece(exhibit, material)
            found = (row.place, ", ".join(row.about), row.url, row.sha256, row.withdrawn)
            rows.append((candidate.vendor, row.code, row.name, *found))
    return Table(_("Evidence"), heads, tuple(rows))


def demos(material: Material) -> Table:
    heads = columns(
        _("Vendor"),
        _("When"),
        (_("State"), NARROW),
        _("Shown in"),
        _("From our side"),
        _("Vendor's people"),
        _("Recorder"),
        _("Recording"),
        _("Minutes"),
    )
    rows = []
    for candidate in material.view.candidates:
        for demo in candidate.demos:
            row = demo_row(demo, material)
            people = (row.attendees, row.vendor_people, row.recorder, row.recording, row.minutes)
            rows.append((candidate.vendor, row.held, row.status, row.environment, *people))
    return Table(_("Demos"), heads, tuple(rows))


def captures(material: Material) -> Table:
    heads = columns(_("Vendor"), (_("Demo minute"), NARROW), (_("Line"), WIDE), _("Caught by"))
    rows = []
    for candidate in material.view.candidates:
        for line in material.beside_of(candidate.id).captures:
            row = capture_row(line, material)
            rows.append((candidate.vendor, row.minute, row.text, row.caught))
    return Table(_("Not filed"), heads, tuple(rows))


def pointed_out(material: Material) -> Table:
    rows = [
        (one.vendor, notice)
        for one in material.view.candidates
        for notice in notices(one, material.framework)
    ]
    return Table(_("To be noted"), columns(_("Vendor"), (_("What"), WIDE)), tuple(rows))


def clarifications(material: Material) -> Table:
    """The vendor's own words, claimed and judged by nobody."""
    heads = columns(
        _("Vendor"),
        _("Request"),
        (_("About it"), WIDE),
        (_("No."), NARROW),
        (_("Asked"), WIDE),
        (_("Vendor's own words"), WIDE),
        _("Sent"),
        (_("Sent before"), WIDE),
        _("Evidence"),
    )
    rows: list[Row] = []
    for candidate in material.view.candidates:
        for request in requests(candidate, material.zone):
            about = "\n".join(text for text in (*request.about, request.message) if text)
            for row in request.rows:
                said = (row.code, row.asked, row.words, row.sent, "\n".join(row.earlier), row.evidence)
                rows.append((candidate.vendor, request.title, about, *said))
    return Table(_("Clarifications"), heads, tuple(rows))


def proposals(material: Material) -> Table:
    """What a panel proposed to the recorder of a demo."""
    heads = columns(_("Vendor"), (_("No."), NARROW), _("Who"), _("Proposed"), (_("Note"), WIDE))
    rows = [
        (candidate.vendor, row.code, row.who, row.proposed, row.note)
        for candidate in material.view.candidates
        for row in proposal_rows(candidate)
    ]
    return Table(_("Proposals"), heads, tuple(rows))
