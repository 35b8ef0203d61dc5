"""From a report's row to the document that the renderer makes a PDF of: templates and blobs."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import get_language

from audits.checklists.models import Printout
from audits.evaluations.brief import brief_of, next_demo
from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.models import FeedbackLetter, ReportFile
from audits.evaluations.models.decision import ReportKind
from audits.evaluations.revisions import compared
from audits.evaluations.views.cost_shown import cost_table
from audits.evaluations.views.robust_words import words_on
from audits.evidence.making import Claim, MadeFile
from audits.journal.sealing import PATIENCE, seal_now
from audits.reports import long_words, unbroken
from audits.reports.art import drawings
from audits.reports.gather import addressed, gather, pictures
from audits.reports.jobs import Blob, Document, RenderingFailed
from audits.reports.presenting import award, chart, cover, record, sheet, wording
from audits.reports.presenting.declarations import declarations
from audits.reports.presenting.letter import pieces
from audits.reports.presenting.material import Material
from audits.reports.presenting.remarks import remark_rows
from audits.reports.printouts import printout_of, template_and_context

Context = dict[str, Any]
WEIGHTS = (400, 600, 700)


def document_asked_for(claimed: Claim) -> Document:
    """The document of a claimed job, whatever kind of file it is."""
    return DOCUMENTS[claimed.model](claimed.report_id)


def evaluation_report(key: UUID) -> Document:
    rows = ReportFile.objects.select_related("evaluation__workspace", "candidate__vendor")
    return document_of(rows.select_related("candidate__evaluation").get(pk=key))


def printout(key: UUID) -> Document:
    html = written(*template_and_context(printout_of(key)))
    return Document(unbroken.kept_whole(html), shared_blobs())


def document_of(report: ReportFile) -> Document:
    """The whole document of a report, which comes with evaluation, workspace, candidate and vendor."""
    if report.kind == ReportKind.LETTER:
        return Document(written("reports/pdf/letter.html", letter_context(report)), shared_blobs())
    if report.kind == ReportKind.BRIEF:
        return Document(written("reports/pdf/brief.html", brief_context(report)), shared_blobs())
    # So that it can name a head: a decision is sealed at once unless others were still writing.
    seal_now(report.workspace_id, PATIENCE)
    material = gather(report.evaluation, report.revision)
    shown = candidates_of(report, material)
    found = pictures(shown)
    material = replace(material, pictures=frozenset(found))
    html = written(f"reports/pdf/{report.kind}.html", CONTEXTS[report.kind](material, shown))
    return Document(html, {**shared_blobs(), **addressed(found)})


def written(template: str, context: Context) -> str:
    """The document's HTML, in words the renderer can bear."""
    return long_words.broken(render_to_string(template, context))


def candidates_of(report: ReportFile, material: Material) -> tuple[CandidateView, ...]:
    """All candidates in rank order, or the one the report is about."""
    if report.candidate_id is None:
        return material.view.candidates
    return (the_candidate(material, report.candidate_id),)


def the_candidate(material: Material, candidate: UUID) -> CandidateView:
    for one in material.view.candidates:
        if one.id == candidate:
            return one
    raise RenderingFailed("This vendor is no longer a candidate of the evaluation.")


def frame(material: Material) -> Context:
    """What the frame of every report needs."""
    return {
        "language": get_language() or "en",
        "title": material.view.title,
        "workspace": material.view.workspace,
        "running_head": cover.running_head(material.view),
    }


def candidate_context(material: Material, shown: tuple[CandidateView, ...]) -> Context:
    return frame(material) | {
        "cover": cover.cover(material, shown),
        "chart": chart.chart(shown, material.framework),
        "declarations": declarations(material),
        "sheets": [sheet.sheet(one, material) for one in shown],
        "remarks": remark_rows(material.remarks, [one.id for one in shown], material.zone),
        "conditions": award.conditions(material),
        "signatures": award.signatures(material),
        "record": record.record(material),
        "rubric": record.rubric(material.framework),
        "questions": record.questions(material.framework),
    }


def comparison_context(material: Material, shown: tuple[CandidateView, ...]) -> Context:
    earlier, framework = material.earlier, material.framework
    return candidate_context(material, shown) | {
        "revised": compared(earlier, material.view, framework) if earlier else (),
        "matrices": cover.matrices(material),
        "firmness": words_on(material.view, material.framework),
        "costs": cost_table(shown),
    }


def letter_context(report: ReportFile) -> Context:
    """The saved letter of the report's revision, and nothing besides it."""
    rows = FeedbackLetter.objects.filter(candidate=report.candidate, decision__revision=report.revision)
    row = rows.first()
    if row is None:
        raise RenderingFailed("There is no such letter.")
    return {
        "language": get_language() or "en",
        "workspace": report.evaluation.workspace.name,
        "running_head": report.evaluation.code,
        "pieces": pieces(row.text),
    }


def brief_context(report: ReportFile) -> Context:
    """What the vendor may know: questions, objects and proof, from the same source as the mail."""
    if report.candidate is None:
        raise RenderingFailed("A brief is for one vendor.")
    evaluation, demo_at = report.evaluation, next_demo(report.candidate)
    workspace = evaluation.workspace
    return {
        "language": get_language() or "en",
        "workspace": workspace.name,
        "running_head": evaluation.code,
        "brief": brief_of(report.candidate, buyer=workspace.name, demo_at=demo_at),
        "demo": wording.when(demo_at, ZoneInfo(workspace.timezone)) if demo_at else "",
    }


CONTEXTS: dict[str, Callable[[Material, tuple[CandidateView, ...]], Context]] = {
    ReportKind.COMPARISON: comparison_context,
    ReportKind.CANDIDATE: candidate_context,
}

DOCUMENTS: dict[type[MadeFile], Callable[[UUID], Document]] = {
    ReportFile: evaluation_report,
    Printout: printout,
}


@lru_cache(maxsize=1)
def shared_blobs() -> dict[str, Blob]:
    """Stylesheet, font and drawings: the same for every report."""
    return {
        "css:report": Blob(static_bytes("css/report.css"), "text/css"),
        **{f"font:inter-{weight}": font(weight) for weight in WEIGHTS},
        **drawings(),
    }


def font(weight: int) -> Blob:
    return Blob(static_bytes(f"fonts/inter-latin-{weight}.woff2"), "font/woff2")


def static_bytes(path: str) -> bytes:
    """A file of the source tree, whatever has been collected from it."""
    found = finders.find(path)
    if not isinstance(found, str):
        raise FileNotFoundError(path)
    return Path(found).read_bytes()
