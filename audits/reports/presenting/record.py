"""The closing pages: where the figures come from, what the bands ask, the rubric, the questions."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from audits.evaluations.models.evaluation import Mode
from audits.evaluations.views.compare_shown import tone
from audits.people import mail
from audits.reports.presenting import wording
from audits.reports.presenting.material import Material
from audits.scoring.framework import Figure, Framework, Question


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class BandRow:
    title: str
    tone: str
    points: str
    advice: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A background figure with who says it, and whether a source is cited (R061-R063, R074)."""

    text: str
    source: str
    attribution: str


@dataclass(frozen=True, slots=True)
class RubricRow:
    title: str
    kind: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    code: str
    text: str
    origin: str
    needs: str


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    title: str
    definition: str
    rows: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class Record:
    lines: tuple[Line, ...]
    bands: tuple[BandRow, ...]
    figures: tuple[FigureRow, ...]


def record(material: Material) -> Record:
    framework = material.framework
    bands = sorted(framework.bands, key=lambda band: -band.min)
    return Record(
        lines=lines(material),
        bands=tuple(
            BandRow(
                one.title,
                tone(one),
                _("%(min)d to %(max)d") % {"min": one.min, "max": one.max},
                one.advice,
            )
            for one in bands
        ),
        figures=tuple(figure_row(one) for one in framework.figures),
    )


def lines(material: Material) -> tuple[Line, ...]:
    """Everything needed to find the same state again, and who wrote the framework."""
    view, provenance = material.view, material.framework.provenance
    crms = ", ".join(wording.crm_title(material.framework, slug) for slug in view.crms)
    framework = _("%(title)s, version %(version)d") % {
        "title": view.framework.title,
        "version": view.framework.version,
    }
    found = [
        Line(_("Evaluation"), f"{view.code} {view.title}"),
        Line(_("Revision"), str(view.revision)),
        Line(_("Round"), str(view.round)),
        Line(_("Mode"), str(Mode(view.mode).label)),
        Line(_("CRMs of this purchase"), crms or wording.DASH),
        Line(_("Own objects to be shown"), ", ".join(view.custom_objects) or wording.DASH),
        Line(_("Framework"), framework),
        Line(_("Framework's SHA-256"), view.framework.digest),
        Line(_("Written by"), provenance.author),
        Line(_("Goes back to"), provenance.source),
        Line(_("About the source"), provenance.note),
    ]
    if head := material.journal_head:
        words = {"number": head.number, "at": wording.when(head.sealed_at, material.zone)}
        found.append(Line(_("Journal's head"), head.head))
        found.append(Line(_("Sealed"), _("seal %(number)d, %(at)s") % words))
    if material.snapshot_sha256:
        found.append(Line(_("Decided state's SHA-256"), material.snapshot_sha256))
    found.append(Line(_("Is this file genuine?"), mail.link(reverse("verify"))))
    return tuple(found)


def figure_row(figure: Figure) -> FigureRow:
    return FigureRow(figure.text, figure.source or _("uncited"), figure.attribution)


def rubric(framework: Framework) -> tuple[RubricRow, ...]:
    return tuple(
        RubricRow(one.title, _("core") if one.core else _("gap category"), one.rubric)
        for one in framework.dimensions
    )


def questions(framework: Framework) -> tuple[QuestionGroup, ...]:
    """Every question in full, under its dimension with what that is about."""
    return tuple(
        QuestionGroup(one.title, one.definition, tuple(question_row(question) for question in one.questions))
        for one in framework.dimensions
    )


def question_row(question: Question) -> QuestionRow:
    origins = {"stated": _("stated"), "derived": _("derived"), "proposed": _("proposed")}
    needs = wording.proof(question.needs) if question.needs else wording.DASH
    return QuestionRow(question.slug.upper(), question.text, origins[question.origin], needs)
