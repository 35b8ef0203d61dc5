"""The comparison as plain tables, one for each sheet of the workbook; nothing of it is left out."""

from audits.reports.presenting.material import Material
from audits.reports.presenting.tables import asks, closing, points, said
from audits.reports.presenting.tables.table import Table


def tables(material: Material) -> tuple[Table, ...]:
    """Every sheet, also one that has no rows: a reader looks for it by its name."""
    made = (
        points.summary,
        points.scores,
        points.panel,
        said.answers,
        said.objects,
        said.clarifications,
        said.proposals,
        points.firmness,
        asks.gaps,
        asks.sla,
        asks.costs,
        said.evidence,
        said.demos,
        said.captures,
        said.pointed_out,
        points.history,
        points.revisions,
        closing.conditions,
        closing.signatures,
        closing.declared,
        closing.remarks,
        closing.rubric,
        closing.questions,
        closing.about,
    )
    return tuple(make(material) for make in made)
