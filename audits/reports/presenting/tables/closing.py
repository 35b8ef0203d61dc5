"""Sheets of the decision, of who had a part in it, and of what everything rests on."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from audits.reports.presenting import award, record
from audits.reports.presenting.cover import decision_box, lead_line
from audits.reports.presenting.declarations import declarations
from audits.reports.presenting.material import Material
from audits.reports.presenting.remarks import RemarkRow, remark_rows
from audits.reports.presenting.tables.table import MIDDLE, NARROW, WIDE, Row, Table, columns


def rubric(material: Material) -> Table:
    heads = columns(_("Dimension"), (_("Kind"), NARROW), *((str(level), MIDDLE) for level in range(6)))
    rows = tuple((row.title, row.kind, *row.levels) for row in record.rubric(material.framework))
    return Table(_("Rubric"), heads, rows)


def questions(material: Material) -> Table:
    heads = columns(
        _("Dimension"),
        (_("No."), NARROW),
        (_("Question"), WIDE),
        (_("Origin"), NARROW),
        _("Needs proof"),
    )
    groups = record.questions(material.framework)
    rows = [(one.title, row.code, row.text, row.origin, row.needs) for one in groups for row in one.rows]
    return Table(_("Questions"), heads, tuple(rows))


def about(material: Material) -> Table:
    """Decision, record, bands and figures: what stands on the first and last pages of the PDF."""
    return Table(
        _("Record"), columns(_("What"), (_("Value"), WIDE), (_("More"), WIDE)), tuple(lines(material))
    )


def lines(material: Material) -> Iterator[Row]:
    decision, found = decision_box(material), record.record(material)
    yield (_("Workspace"), material.view.workspace, "")
    yield (_("Decision"), decision.title, f"{decision.reason}\n{decision.by}".strip())
    for one in award.conditions(material):
        yield (f"{_('Condition')} {one.code}", f"{one.text} ({one.owner}, {one.due})", one.status)
    for row in award.signatures(material):
        yield (_("Sign-off"), f"{row.name}, {row.role}: {row.state} {row.when}".strip(), row.sha256)
    yield (_("Made"), lead_line(material, material.view.candidates), "")
    for line in found.lines:
        yield (line.name, line.value, "")
    for band in found.bands:
        yield (_("Band"), f"{band.title}, {band.points}", band.advice)
    for figure in found.figures:
        yield (_("Figure"), figure.text, f"{figure.source}. {figure.attribution}")


def conditions(material: Material) -> Table:
    heads = columns(
        (_("No."), NARROW), (_("Condition"), WIDE), _("Owner"), _("Due"), _("State"), (_("History"), WIDE)
    )
    rows = [
        (one.code, one.text, one.owner, one.due, one.status, "\n".join(one.steps))
        for one in award.conditions(material)
    ]
    return Table(_("Conditions"), heads, tuple(rows))


def signatures(material: Material) -> Table:
    heads = columns(
        _("Name"),
        _("E-mail"),
        _("Role"),
        _("Asked for by"),
        _("State"),
        _("When"),
        (_("SHA-256 of the PDF"), WIDE),
        (_("Reason"), WIDE),
        (_("Answer"), WIDE),
        _("Answered"),
    )
    rows = [(one.name, one.email, one.role, one.due, *signed(one)) for one in award.signatures(material)]
    return Table(_("Signatures"), heads, tuple(rows))


def signed(one: award.SignatureRow) -> Row:
    return (one.state, one.when, one.sha256, one.reason, one.reply, one.replied)


def declared(material: Material) -> Table:
    heads = columns(_("Who"), _("Declared"), (_("Note"), WIDE), _("Ruling"), (_("Reason"), WIDE))
    rows = [(one.who, one.declared, one.note, one.ruling, one.reason) for one in declarations(material)]
    return Table(_("Declarations"), heads, tuple(rows))


def remarks(material: Material) -> Table:
    """Comments and challenges with their answers."""
    heads = columns(
        (_("No."), NARROW), _("Kind"), _("On"), (_("Text"), WIDE), _("By"), _("State"), (_("Answers"), WIDE)
    )
    shown = [one.id for one in material.view.candidates]
    rows = [
        (one.code, one.kind, one.where, one.text, one.stamp, one.state, answers_to(one))
        for one in remark_rows(material.remarks, shown, material.zone)
    ]
    return Table(_("Remarks"), heads, tuple(rows))


def answers_to(remark: RemarkRow) -> str:
    return "\n".join(f"{answer.text} ({answer.stamp})" for answer in remark.answers)
