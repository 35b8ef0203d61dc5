"""The inventory as a table: the columns that an import takes, an export writes and the template offers."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.connectors.models import Connector, Environment, IntegrationType, Pinning
from audits.kit.cells import guarded
from audits.kit.refusals import Invalid

Reader = Callable[[str], Any]
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""


def written(value: Any) -> str:
    """A value as a cell: yes and no in words, days as 2026-12-31, what is unknown empty."""
    match value:
        case None:
            return ""
        case bool() as is_so:
            return "yes" if is_so else "no"
        case date() as day:
            return day.isoformat()
    return str(value)


def email_of(owner: Any) -> str:
    return str(owner.email) if owner else ""


def as_text(cell: str) -> str:
    return cell


def as_answer(cell: str) -> bool | None:
    answers = {"": None, "yes": True, "true": True, "no": False, "false": False}
    try:
        return answers[cell.strip().lower()]
    except KeyError as error:
        raise Invalid({"cell": [_("Write yes, no, or nothing.")]}) from error


def as_day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell.strip()) if cell.strip() else None
    except ValueError as error:
        raise Invalid({"cell": [_("Write the day as 2026-12-31.")]}) from error


def as_choice(choices: type[TextChoices]) -> Reader:
    """Takes a choice by its slug or its words, whatever the case."""
    by_words = {str(label).lower(): str(value) for value, label in choices.choices}

    def read(cell: str) -> str:
        given = cell.strip().lower()
        return by_words.get(given, given)

    return read


def listed(choices: type[TextChoices]) -> str:
    return ", ".join(choices.values)


@dataclass(frozen=True, slots=True)
class Column:
    """A heading with the field below it; `read` is None for what runs and findings tell."""

    heading: str
    field: str
    takes: str | Promise
    read: Reader | None = as_text
    write: Callable[[Any], str] = written

    def cell(self, connector: Connector) -> str:
        return self.write(getattr(connector, self.field))


DAY = gettext_lazy("a day as 2026-12-31")
ANSWER = gettext_lazy("yes, no, or empty while it is not known")
LINK = gettext_lazy("an address that starts with http:// or https://")
TOLD = gettext_lazy("written by an export; an import leaves it alone")
COLUMNS = (
    Column("name", "name", gettext_lazy("finds the connector, whatever its case; needed in every row")),
    Column("system", "system", gettext_lazy("one of those offered or any other; needed for a new one")),
    Column("type", "integration_type", listed(IntegrationType), as_choice(IntegrationType)),
    Column("owner", "owner", gettext_lazy("the e-mail of a member"), write=email_of),
    Column("vendor", "vendor", gettext_lazy("the name of a vendor in this workspace")),
    Column("environment", "environment", listed(Environment), as_choice(Environment)),
    Column("version", "installed_version", gettext_lazy("text")),
    Column("pinning", "pinning", listed(Pinning), as_choice(Pinning)),
    Column("scopes", "scopes", gettext_lazy("text")),
    Column("credential", "credential_label", gettext_lazy("what it is called; never the secret itself")),
    Column("credential expires", "credential_expires_on", DAY, as_day),
    Column("tracing", "has_tracing", ANSWER, as_answer),
    Column("cdc", "uses_cdc", ANSWER, as_answer),
    Column("status page", "status_url", LINK),
    Column("console", "console_url", LINK),
    Column("note", "note", gettext_lazy("text")),
    Column("last reviewed", "reviewed_on", DAY, as_day),
    Column("last audit", "audited_on", TOLD, None),
    Column("open findings", "open_findings", TOLD, None),
)
HEADINGS = tuple(column.heading for column in COLUMNS)
NEEDED = ("name",)
BY_FIELD: Mapping[str, Column] = {column.field: column for column in COLUMNS}


def as_csv(connectors: Iterable[Connector]) -> str:
    """The inventory as a file that an import takes back; of no connector it is the template."""
    out = io.StringIO(newline="")
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for connector in connectors:
        writer.writerow([guarded(column.cell(connector)) for column in COLUMNS])
    return out.getvalue()
