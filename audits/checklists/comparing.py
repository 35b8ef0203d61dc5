"""What differs between two versions of a checklist: its heading, its checks, and each check's fields."""

from collections.abc import Iterator
from dataclasses import dataclass

from audits.checklists.document import Check, Checklist
from audits.checklists.wording import code_of, codes, fields_of
from audits.journal.words import Change, changes


@dataclass(frozen=True, slots=True)
class CheckChange:
    """A check that both versions hold, with what was changed in it."""

    code: str
    check: Check
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """From one version to another."""

    head: tuple[Change, ...]
    added: tuple[Check, ...]
    removed: tuple[Check, ...]
    changed: tuple[CheckChange, ...]

    def __bool__(self) -> bool:
        return bool(self.head or self.added or self.removed or self.changed)


def difference(before: Checklist, after: Checklist) -> Difference:
    return Difference(
        head=tuple(changes(head_of(before, after), head_of(after, before))),
        added=tuple(check for check in after.checks if check.slug not in before.by_slug),
        removed=tuple(check for check in before.checks if check.slug not in after.by_slug),
        changed=tuple(changed(before, after)),
    )


def head_of(checklist: Checklist, other: Checklist) -> dict[str, str]:
    """Title, introduction, time-box, headings, and the order of the checks that both hold, as text."""
    minutes = checklist.minutes
    return {
        "title": checklist.title,
        "intro": checklist.intro,
        "minutes": f"{minutes[0]}–{minutes[1]}" if minutes else "",
        "groups": "\n".join(": ".join(filter(None, [group.title, group.note])) for group in checklist.groups),
        "order": codes(check.slug for check in checklist.checks if check.slug in other.by_slug),
    }


def changed(before: Checklist, after: Checklist) -> Iterator[CheckChange]:
    """The checks of both that are not the same, each with the fields that differ."""
    for check in after.checks:
        old = before.by_slug.get(check.slug)
        fields = tuple(changes(read(before, old), read(after, check))) if old else ()
        if fields:
            yield CheckChange(code_of(check.slug), check, fields)


def read(checklist: Checklist, check: Check) -> dict[str, str]:
    """A check's fields, its group by title."""
    titles = {group.slug: group.title for group in checklist.groups}
    return {**fields_of(check), "group": titles[check.group]}
