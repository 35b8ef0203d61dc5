"""What the library's pages show: rows of checks with their marks and the links that lead to and from them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from audits.checklists import library, reach
from audits.checklists.document import Check, Checklist, Group, Limit, Said
from audits.checklists.marks import Mark, is_promise, mark_of, mark_of_limit, mark_of_text
from audits.checklists.models import ChecklistVersion
from audits.checklists.steps import Step, step_of
from audits.checklists.wording import CHECK_KINDS, COMPARISONS, code_of, fields_of, figure, hop_words
from audits.journal.words import Change, changes


@dataclass(frozen=True, slots=True)
class Link:
    """A check as another one names it; without a page when nothing is known by its slug."""

    code: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A check in a list."""

    check: Check
    code: str
    href: str
    mark: Mark
    expects_mark: Mark
    details: tuple[Link, ...]
    points: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Checks under their heading."""

    group: Group
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a check and where it comes from."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure of the expected result, in the words of a table."""

    limit: Limit
    comparison: str
    value: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Places:
    """Where checks are shown: those of the version that is looked at there, all others in the library."""

    workspace: str
    version: ChecklistVersion | None = None
    checklist: Checklist | None = None

    def check_of(self, slug: str) -> Check | None:
        own = self.checklist.by_slug.get(slug) if self.checklist else None
        return own or library.checks().get(slug)

    def href(self, slug: str) -> str:
        if self.version and self.checklist and slug in self.checklist.by_slug:
            place = [self.workspace, self.version.slug, self.version.version, slug]
            return reverse("checklist-check", args=place)
        return reverse("check", args=[self.workspace, slug]) if slug in library.checks() else ""

    def link(self, slug: str) -> Link:
        check = self.check_of(slug)
        return Link(code_of(slug), check.title if check else "", self.href(slug))

    def links(self, slugs: Iterable[str]) -> tuple[Link, ...]:
        return tuple(map(self.link, slugs))

    def row(self, check: Check) -> Row:
        said = check.expected or check.test
        return Row(
            check=check,
            code=code_of(check.slug),
            href=self.href(check.slug),
            mark=mark_of(check),
            expects_mark=mark_of_text(check, said),
            details=self.links(check.links) if check.kind == "point" else (),
            points=self.points_to(check.slug),
        )

    def rows(self, checks: Iterable[Check]) -> list[Row]:
        return [self.row(check) for check in checks]

    def points_to(self, slug: str) -> tuple[Link, ...]:
        """The points that lead to a check, by their numbers."""
        return tuple(
            Link(str(point.number), point.title, self.href(point.slug)) for point in reach.points_to(slug)
        )


def grouped(places: Places, checks: Iterable[Check]) -> list[Rows]:
    """Checks under the library's headings, in the order in which they come."""
    found: dict[str, Rows] = {}
    for check in checks:
        rows = found.setdefault(check.group, Rows(library.group_of(check.group), []))
        rows.rows.append(places.row(check))
    return list(found.values())


def grouped_as_in(places: Places, checklist: Checklist) -> list[Rows]:
    """A checklist's checks under its own headings."""
    return [
        Rows(group, places.rows(check for check in checklist.checks if check.group == group.slug))
        for group in checklist.groups
    ]


@dataclass(frozen=True, slots=True)
class Shown:
    """One check whole."""

    check: Check
    code: str
    kind: str
    mark: Mark
    test: Words
    steps: list[tuple[str, Step, Mark]]
    """Each with the id of its command."""
    expected: Words | None
    bounds: list[Bound]
    remedy: Words | None
    hops: list[str]
    causes: list[tuple[Link, Check]]
    next_steps: tuple[Link, ...]
    more: tuple[Link, ...]
    points: tuple[Link, ...]
    named_by: tuple[Link, ...]
    watches: Link | None
    changes: tuple[Change, ...]
    """Of a library check that the workspace changed: from the library's words to its own."""


def shown(places: Places, check: Check) -> Shown:
    """A check with its texts marked and its links both ways."""

    def words(said: Said | None) -> Words | None:
        return Words(said.text, mark_of_text(check, said)) if said else None

    return Shown(
        check=check,
        code=code_of(check.slug),
        kind=str(CHECK_KINDS[check.kind]),
        mark=mark_of(check),
        test=Words(check.test.text, mark_of_text(check, check.test)),
        steps=steps_of(check),
        expected=words(check.expected),
        # A promise's figure stands in what is expected already.
        bounds=[] if is_promise(check) else [bound_of(check, limit) for limit in check.limits],
        remedy=words(check.remedy),
        hops=[hop_words(hop) for hop in check.hops],
        causes=causes_of(places, check),
        next_steps=places.links(check.proposes),
        more=places.links(check.links),
        points=places.points_to(check.slug),
        named_by=places.links(other.slug for other in reach.naming(check.slug)),
        watches=places.link(check.watches) if check.watches else None,
        changes=changes_of(check),
    )


def changes_of(check: Check) -> tuple[Change, ...]:
    base = library.checks().get(check.slug)
    if not check.adapted or base is None:
        return ()
    return tuple(changes({**fields_of(base), "group": check.group}, fields_of(check)))


def steps_of(check: Check) -> list[tuple[str, Step, Mark]]:
    return [
        (f"command-{number}", step_of(step.text), mark_of_text(check, step))
        for number, step in enumerate(check.how, 1)
    ]


def causes_of(places: Places, check: Check) -> list[tuple[Link, Check]]:
    """The failure modes that may be behind its failure, each with how it shows and what cures it."""
    found = ((slug, places.check_of(slug)) for slug in check.failure_modes)
    return [(places.link(slug), cause) for slug, cause in found if cause]


def bound_of(check: Check, limit: Limit) -> Bound:
    comparison, value = str(COMPARISONS[limit.comparison]), figure(limit.value)
    return Bound(limit, comparison, value, mark_of_limit(check, limit))
