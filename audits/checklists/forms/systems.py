"""A form field for counts by system: rows of system, records and whether it touches revenue."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from audits.checklists.captures import MOST, MOST_SYSTEMS

BLANK_ROWS = 3
Row = dict[str, Any]


class SystemsWidget(forms.Widget):
    """Rows that are filled, and some blank ones; saving brings more."""

    # The template sets it into a group of its own.
    is_rows = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        rows = [self.row_from(data, f"{name}-{place}") for place in range(MOST_SYSTEMS)]
        return [row for row in rows if row["system"].strip() or row["records"].strip()]

    def row_from(self, data: Mapping[str, Any], start: str) -> Row:
        return {
            "system": str(data.get(f"{start}-system", "")),
            "records": str(data.get(f"{start}-records", "")),
            "is_revenue": f"{start}-revenue" in data,
        }

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        filled: Sequence[Row] = value or ()
        blank: Row = {"system": "", "records": "", "is_revenue": False}
        wanted = min(MOST_SYSTEMS, len(filled) + BLANK_ROWS)
        rows = [*filled, *[blank] * (wanted - len(filled))]
        return render_to_string(
            "checklists/_systems.html", {"name": name, "rows": rows, "attrs": attrs or {}}
        )


class SystemsField(forms.Field):
    """A list of {"system", "records", "is_revenue"}."""

    widget = SystemsWidget

    def to_python(self, value: Any) -> list[Row]:
        return [cleaned(row) for row in value or ()]


def cleaned(row: Row) -> Row:
    system, records = row["system"].strip(), row["records"].strip()
    if not system:
        raise ValidationError(_("Name the system of each count."))
    # Digits alone, and no more of them than a count can have.
    if not (records.isascii() and records.isdigit()) or len(records) > len(str(MOST)):
        message = _("Give the records of “%(system)s” as a whole number.")
        raise ValidationError(message % {"system": system})
    return {"system": system, "records": int(records), "is_revenue": row["is_revenue"]}
