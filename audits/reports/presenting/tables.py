"""The comparison as plain tables, one for each sheet of the workbook; nothing of it is left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import CandidateView
from audits.reports.presenting import award, record
from audits.reports.presenting.answers import answer_row
from audits.reports.presenting.cost import cost_rows
from audits.reports.presenting.cover import decision_box, lead_line, summary_row
from audits.reports.presenting.evidence import piece
from audits.reports.presenting.history import changes
from audits.reports.presenting.material import Material
from audits.reports.presenting.notices import notices
from audits.reports.presenting.objects import crm_tables
from audits.reports.presenting.sheet import capture_row, demo_row, score_row

Cell: TypeAlias = str | int | None
Row: TypeAlias = Sequence[Cell]
NARROW, MIDDLE, WIDE = 12, 24, 60


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: int = MIDDLE


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def tables(material: Material) -> tuple[Table, ...]:
    candidates = material.view.candidates
    return (
        summary(material),
        scores(candidates, material),
        answers(candidates, material),
        objects(candidates, material),
        costs(candidates, material),
        evidence(candidates, material),
        demos(candidates, material),
        captures(candidates, material),
        pointed_out(candidates, material),
        history(candidates, material),
        rubric(material),
        questions(material),
        about(material),
    )


def columns(*given: str | tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(one) if isinstance(one, str) else Column(*one) for one in given)


def summary(material: Material) -> Table:
    heads = columns(
        _("Vendor"),
        _("Product"),
        (_("Rank"), NARROW),
        (_("Stated"), NARROW),
        (_("Proven"), NARROW),
        (_("Maximum"), NARROW),
        (_("At least"), NARROW),
        (_("At most"), NARROW),
        (_("Answered"), NARROW),
        (_("Questions"), NARROW),
        _("Band or bands possible"),
        _("Hard stops"),
        _("Hard stops waived"),
        _("Unconfirmed"),
        (_("Chosen"), NARROW),
    )
    return Table(_("Summary"), heads, tuple(summary_cells(one, material) for one in material.view.candidates))


def summary_cells(candidate: CandidateView, material: Material) -> Row:
    score, row = candidate.score, summary_row(candidate, material)
    return (
        row.name,
        row.product,
        candidate.rank,
        score.points,
        score.proven,
        score.max,
        score.floor,
        score.ceiling,
        score.answered,
        score.questions,
        ", ".join(band.title for band in row.bands),
        row.stops,
        row.stops_waived,
        row.unconfirmed,
        _("yes") if row.is_chosen else "",
    )


def scores(candidates: Sequence[CandidateView], material: Material) -> Table:
    heads = columns(
        _("Vendor"),
        _("Dimension"),
        (_("Kind"), NARROW),
        (_("Points"), NARROW),
        (_("Proven"), NARROW),
        (_("Suggested"), NARROW),
        (_("Answered"), NARROW),
        (_("Level"), WIDE),
        (_("Reason"), WIDE),
        _("Recorded"),
    )
    rows = []
    for candidate in candidates:
        for one in candidate.dimensions:
            row = score_row(one, material)
            figures = (one.points, one.proven, one.suggested, row.answered)
            rows.append(
                (candidate.vendor, row.title, row.kind, *figures, row.level, one.rationale, row.saved)
            )
    return Table(_("Scores"), heads, tuple(rows))


def answers(candidates: Sequence[CandidateView], material: Material) -> Table:
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
    for candidate in candidates:
        for answer in candidate.answers:
            question = material.framework.question(answer.question)
            row = answer_row(answer, question, material.zone)
            found = (row.verdict, row.proof, row.note, "\n".join(row.details), row.evidence)
            rows.append((candidate.vendor, row.code, question.text, *found))
    return Table(_("Answers"), heads, tuple(rows))


def objects(candidates: Sequence[CandidateView], material: Material) -> Table:
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
    for candidate in candidates:
        for crm in crm_tables(candidate, material):
            for row in crm.rows:
                ticks = (row.title, row.read, row.write, "\n".join(row.parts))
                rows.append((candidate.vendor, crm.title, *ticks, row.hindrance, row.waiver, row.saved))
    return Table(_("Objects"), heads, tuple(rows))


def costs(candidates: Sequence[CandidateView], material: Material) -> Table:
    """Amounts in words, as a range has two ends and each sheet its own currency."""
    heads = columns(_("Vendor"), _("Cost"), _("A year"), _("Once"), _("Over the term"), (_("More"), WIDE))
    rows = [row for candidate in candidates for row in cost_rows(candidate, material)]
    return Table(_("Costs"), heads, tuple(rows))


def evidence(candidates: Sequence[CandidateView], material: Material) -> Table:
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
    for candidate in candidates:
        for exhibit in candidate.exhibits:
            row = piece(exhibit, material)
            found = (row.place, ", ".join(row.about), row.url, row.sha256, row.withdrawn)
            rows.append((candidate.vendor, row.code, row.name, *found))
    return Table(_("Evidence"), heads, tuple(rows))


def demos(candidates: Sequence[CandidateView], material: Material) -> Table:
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
    for candidate in candidates:
        for demo in candidate.demos:
            row = demo_row(demo, material)
            people = (row.attendees, row.vendor_people, row.recorder, row.recording, row.minutes)
            rows.append((candidate.vendor, row.held, row.status, row.environment, *people))
    return Table(_("Demos"), heads, tuple(rows))


def captures(candidates: Sequence[CandidateView], material: Material) -> Table:
    heads = columns(_("Vendor"), (_("Demo minute"), NARROW), (_("Line"), WIDE), _("Caught by"))
    rows = []
    for candidate in candidates:
        for line in material.beside_of(candidate.id).captures:
            row = capture_row(line, material)
            rows.append((candidate.vendor, row.minute, row.text, row.caught))
    return Table(_("Not filed"), heads, tuple(rows))


def pointed_out(candidates: Sequence[CandidateView], material: Material) -> Table:
    rows = [(one.vendor, notice) for one in candidates for notice in notices(one, material.framework)]
    return Table(_("To be noted"), columns(_("Vendor"), (_("What"), WIDE)), tuple(rows))


def history(candidates: Sequence[CandidateView], material: Material) -> Table:
    heads = columns(_("Vendor"), _("When"), _("Who"), _("Dimension"), (_("Before"), WIDE), (_("After"), WIDE))
    rows = []
    for candidate in candidates:
        found = material.beside_of(candidate.id).history
        for line in changes(found, material.framework, material.zone):
            rows.append((candidate.vendor, line.when, line.who, line.dimension, line.before, line.after))
    return Table(_("Score changes"), heads, tuple(rows))


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
