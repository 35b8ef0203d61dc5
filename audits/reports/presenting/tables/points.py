"""Sheets of the points: summary, scores, the panel, what changed, how firm the order is."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.revisions import compared
from audits.evaluations.views.robust_words import words_on
from audits.reports.presenting.cover import summary_row
from audits.reports.presenting.history import changes
from audits.reports.presenting.material import Material
from audits.reports.presenting.panel import panel_part
from audits.reports.presenting.sheet import left_out_lines, score_row
from audits.reports.presenting.tables.table import NARROW, WIDE, Row, Table, columns


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
        (_("Left out of the shortlist"), WIDE),
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
        "\n".join(left_out_lines(candidate, material.zone)),
    )


def scores(material: Material) -> Table:
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
    for candidate in material.view.candidates:
        for one in candidate.dimensions:
            row = score_row(one, material)
            figures = (one.points, one.proven, one.suggested, row.answered)
            rows.append(
                (candidate.vendor, row.title, row.kind, *figures, row.level, one.rationale, row.saved)
            )
    return Table(_("Scores"), heads, tuple(rows))


def history(material: Material) -> Table:
    heads = columns(_("Vendor"), _("When"), _("Who"), _("Dimension"), (_("Before"), WIDE), (_("After"), WIDE))
    rows = []
    for candidate in material.view.candidates:
        found = material.beside_of(candidate.id).history
        for line in changes(found, material.framework, material.zone):
            rows.append((candidate.vendor, line.when, line.who, line.dimension, line.before, line.after))
    return Table(_("Score changes"), heads, tuple(rows))


def panel(material: Material) -> Table:
    """What each panelist gave, once revealed; earlier points stand below each other."""
    heads = columns(
        _("Vendor"),
        _("Dimension"),
        _("Panelist"),
        _("Points"),
        (_("Reason"), WIDE),
        _("Before"),
        _("Spread"),
        _("Mean"),
        _("Agreed"),
    )
    rows = [row for candidate in material.view.candidates for row in panel_rows(candidate, material)]
    return Table(_("Panel"), heads, tuple(rows))


def panel_rows(candidate: CandidateView, material: Material) -> Iterator[Row]:
    part = panel_part(candidate, material)
    if part is None:
        return
    yield (candidate.vendor, "", "", "", part.intro)
    for row in part.rows:
        agreed = ", ".join(words for words in (row.agreed, row.outside) if words)
        for given in row.given:
            own = (given.name, int(given.points) if given.points.isdecimal() else given.points, given.reason)
            yield (candidate.vendor, row.title, *own, "\n".join(given.before), row.spread, row.mean, agreed)
    for sentence in part.sums:
        yield (candidate.vendor, _("In all"), "", "", sentence)


def firmness(material: Material) -> Table:
    """In words: the figures behind them are what-ifs, and no points."""
    found = words_on(material.view, material.framework)
    rows = [(title, sentence) for title, sentences in found.lines for sentence in sentences]
    rows += [(_("Share of weightings"), f"{share.name}: {share.text}") for share in found.shares]
    rows += [(_("Share of weightings"), found.shares_note)] if found.shares else []
    rows += [(_("Changes of one point"), sentence) for sentence in found.more]
    return Table(_("Robustness"), columns(_("What"), (_("In words"), WIDE)), tuple(rows))


def revisions(material: Material) -> Table:
    """What changed since the decision before."""
    earlier = material.earlier
    found = compared(earlier, material.view, material.framework) if earlier else ()
    heads = columns(_("Vendor"), _("Part"), _("What"), (_("Before"), WIDE), (_("After"), WIDE))
    rows: list[Row] = []
    for one in found:
        if one.is_new or one.is_gone:
            rows.append((one.vendor, _("added") if one.is_new else _("no longer a candidate")))
        for section in one.sections:
            rows += [
                (one.vendor, section.title, each.what, each.before, each.after) for each in section.changes
            ]
    return Table(_("Since the revision before"), heads, tuple(rows))
