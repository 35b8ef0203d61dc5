"""What a run can be started from: checklists, and the groups of one by the inventory of connectors (R087)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from audits.checklists import library
from audits.checklists.document import Check, Checklist, Group
from audits.checklists.models import ChecklistVersion

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """Groups to choose from: those of integrations in use, and the others."""

    fitting: list[Choice]
    others: list[Choice]

    @property
    def is_choice(self) -> bool:
        return len(self.fitting) + len(self.others) > 1


def checklist_choices(workspace_id: UUID) -> list[tuple[str, list[Choice]]]:
    """The newest version of each checklist: one's own by title, then the built-in ones in their order."""
    rows = ChecklistVersion.objects.usable_in(workspace_id).current().defer("document")
    newest = {row.slug: row for row in rows.order_by("version")}
    order = {each.slug: place for place, each in enumerate(library.checklists())}
    own = sorted((row for row in newest.values() if row.workspace_id), key=lambda row: row.title)
    built_in = sorted(
        (row for row in newest.values() if not row.workspace_id),
        key=lambda row: order.get(row.slug, len(order)),
    )
    named = [(_("Your own"), own), (_("Built in"), built_in)]
    return [(label, [(row.slug, row.title) for row in rows]) for label, rows in named if rows]


def offer_of(checklist: Checklist, have: Iterable[str]) -> Offer:
    """Groups whose checks are all about integrations that nobody here has are set apart."""
    kinds, offer = set(have), Offer([], [])
    for group in checklist.groups:
        checks = [check for check in checklist.checks if check.group == group.slug]
        if checks:
            place = offer.fitting if fits(checks, kinds) else offer.others
            place.append((group.slug, with_count(group, checks)))
    return offer


def fits(checks: Iterable[Check], have: set[str]) -> bool:
    return any(not check.types or have.intersection(check.types) for check in checks)


def with_count(group: Group, checks: list[Check]) -> str:
    return f"{group.title} ({len(checks)})"
