"""Work under its headings: by when it is due, or by who does it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from audits.inbox.rows import Row
from audits.inbox.when import slot


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading."""

    slug: str
    title: str
    rows: list[Row] = field(default_factory=list)


def by_date(rows: Iterable[Row], today: date) -> list[Section]:
    """Overdue, today, the rest of this week, later, and what has no date."""
    sections = {
        "overdue": Section("overdue", _("Overdue")),
        "today": Section("today", _("Today")),
        "week": Section("week", _("This week")),
        "later": Section("later", _("Later")),
        "undated": Section("undated", _("Without a date")),
    }
    for row in rows:
        sections[slot(row.entry.due_on, today)].rows.append(row)
    return [section for section in sections.values() if section.rows]


def by_person(rows: Iterable[Row], names: Mapping[UUID, str]) -> list[Section]:
    """One heading for each owner, by name."""
    sections: dict[UUID, Section] = {}
    for row in rows:
        owner = row.entry.work.owner
        sections.setdefault(owner, Section(str(owner), names[owner])).rows.append(row)
    return sorted(sections.values(), key=lambda section: section.title.lower())
