"""A checklist of one's own while it is edited: whole checks in groups, without what only a version needs.

Each verb answers a new outline and knows nothing of rows; what cannot be done is `Invalid` or `Blocked`.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Self

from django.utils.translation import gettext as _
from pydantic import Field

from audits.checklists.document import (
    MOST_CHECKS,
    MOST_GROUPS,
    Check,
    Checklist,
    ChecklistKind,
    Group,
    Part,
)
from audits.kit.refusals import Blocked, Invalid

UP, DOWN = -1, 1


class Outline(Part):
    """What a draft holds."""

    kind: ChecklistKind = "own"
    intro: str = ""
    minutes: tuple[int, int] | None = Field(default=None, strict=False)
    groups: tuple[Group, ...] = ()
    checks: tuple[Check, ...] = ()

    @classmethod
    def of(cls, checklist: Checklist) -> Self:
        """The outline from which a version could be published again."""
        return cls(
            kind=checklist.kind,
            intro=checklist.intro,
            minutes=checklist.minutes,
            groups=checklist.groups,
            checks=checklist.checks,
        ).in_order()

    @classmethod
    def stored(cls, document: dict[str, Any]) -> Self:
        """From a draft's row; through JSON, where a list may stand for a tuple although types are strict."""
        return cls.model_validate_json(json.dumps(document))

    def document(self) -> dict[str, Any]:
        """As a draft's row keeps it."""
        return self.model_dump(mode="json", exclude_defaults=True)

    def with_(self, **values: Any) -> Self:
        return self.model_copy(update=values).in_order()

    def in_order(self) -> Self:
        """Checks stand in the order of their groups, and there in their own."""
        place = {group.slug: number for number, group in enumerate(self.groups)}
        checks = sorted(self.checks, key=lambda check: place.get(check.group, len(place)))
        return self.model_copy(update={"checks": tuple(checks)})

    # Groups.

    def group(self, slug: str) -> Group | None:
        return next((group for group in self.groups if group.slug == slug), None)

    def checks_of(self, group: str) -> list[Check]:
        return [check for check in self.checks if check.group == group]

    def with_group(self, group: Group) -> Self:
        """A group more at the end."""
        if len(self.groups) >= MOST_GROUPS:
            raise Blocked(_("A checklist has room for %(most)d groups.") % {"most": MOST_GROUPS})
        return self.with_(groups=(*self.groups, group))

    def with_group_as(self, changed: Group) -> Self:
        """The group of that slug as it now is."""
        return self.with_(
            groups=tuple(changed if group.slug == changed.slug else group for group in self.groups)
        )

    def without_group(self, slug: str) -> Self:
        """Without a group and the checks that stand in it."""
        return self.with_(
            groups=tuple(group for group in self.groups if group.slug != slug),
            checks=tuple(check for check in self.checks if check.group != slug),
        )

    def with_group_moved(self, slug: str, step: int) -> Self:
        """A group one place up or down; at the end it stays."""
        return self.with_(groups=tuple(moved(list(self.groups), slug, step)))

    # Checks.

    def check(self, slug: str) -> Check | None:
        return next((check for check in self.checks if check.slug == slug), None)

    def with_checks(self, checks: Iterable[Check]) -> Self:
        """Some checks more, each at the end of its group; one that is there already is refused."""
        added = list(checks)
        known = {check.slug for check in self.checks}
        for check in added:
            if check.slug in known:
                message = _("%(check)s is in this checklist already.") % {"check": check.slug.upper()}
                raise Invalid({"checks": [message]})
            known.add(check.slug)
        if len(known) > MOST_CHECKS:
            raise Blocked(_("A checklist has room for %(most)d checks.") % {"most": MOST_CHECKS})
        return self.with_(checks=(*self.checks, *added))

    def with_check_as(self, changed: Check) -> Self:
        """The check of that slug as it now is; in another group it stands last."""
        before = self.check(changed.slug)
        if before is None or before.group == changed.group:
            return self.with_(
                checks=tuple(changed if each.slug == changed.slug else each for each in self.checks)
            )
        return self.without_check(changed.slug).with_checks([changed])

    def without_check(self, slug: str) -> Self:
        return self.with_(checks=tuple(check for check in self.checks if check.slug != slug))

    def with_check_moved(self, slug: str, step: int) -> Self:
        """A check one place up or down; over the edge of its group it goes to the next one."""
        check = self.check(slug)
        if check is None:
            return self
        fellows = self.checks_of(check.group)
        is_at_edge = fellows[0 if step == UP else -1].slug == slug
        if not is_at_edge:
            return self.with_(checks=tuple(moved(list(self.checks), slug, step)))
        return self._with_check_in_next_group(check, step)

    def _with_check_in_next_group(self, check: Check, step: int) -> Self:
        """Last in the group above, or first in the one below; at the very end it stays."""
        slugs = [group.slug for group in self.groups]
        place = slugs.index(check.group) + step
        if not 0 <= place < len(slugs):
            return self
        changed = check.model_copy(update={"group": slugs[place]})
        others = [each for each in self.checks if each.slug != check.slug]
        return self.with_(checks=(*others, changed) if step == UP else (changed, *others))


def moved(parts: list[Any], slug: str, step: int) -> Iterator[Any]:
    """The parts with one of them a place up or down among its fellows."""
    at = next((place for place, part in enumerate(parts) if part.slug == slug), None)
    if at is not None and 0 <= at + step < len(parts):
        parts[at], parts[at + step] = parts[at + step], parts[at]
    return iter(parts)
