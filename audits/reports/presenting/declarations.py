"""Who declared an interest before scoring, and what a lead ruled on it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import DeclarationView
from audits.evaluations.models.declaration import Interest, Ruling
from audits.reports.presenting import wording
from audits.reports.presenting.material import Material


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    who: str
    declared: str
    note: str
    ruling: str
    reason: str


def declarations(material: Material) -> tuple[DeclarationRow, ...]:
    return tuple(declaration_row(one, material.zone) for one in material.view.declarations)


def declaration_row(one: DeclarationView, zone: ZoneInfo) -> DeclarationRow:
    label = str(Interest(one.interest).label)
    ruled = _("not ruled on") if one.interest == Interest.DECLARED else wording.DASH
    if one.ruling:
        ruled = f"{Ruling(one.ruling).label}; {wording.stamp(one.ruled, zone)}"
    return DeclarationRow(
        who=one.person.name,
        declared=f"{label}; {wording.when(one.person.at, zone)}",
        note=one.note,
        ruling=ruled,
        reason=one.reason,
    )
