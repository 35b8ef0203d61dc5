"""What each column of a scorecard is: chosen by a person, guessed beforehand from its heading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from audits.evaluations.scorecards import words
from audits.scoring.framework import Framework

Option = tuple[str, str]
Group = tuple[str, list[Option]]
DIMENSION, VENDOR_NAMED = ":", "@"
"""Between a role and the dimension, or the vendor, that a column is of."""


class Kind(StrEnum):
    LEAVE = ""
    VENDOR = "vendor"
    SUBJECT = "subject"
    POINTS = "points"
    REASON = "reason"
    NOTE = "note"
    VERDICT = "verdict"
    PROOF = "proof"


VALUES = (Kind.POINTS, Kind.REASON, Kind.NOTE)
OF_ANSWERS = (Kind.VERDICT, Kind.PROOF)
BY_WORD = {
    Kind.VENDOR: words.VENDOR,
    Kind.SUBJECT: words.SUBJECT,
    Kind.POINTS: words.POINTS,
    Kind.REASON: words.REASON,
    Kind.NOTE: words.NOTE,
    Kind.VERDICT: words.VERDICT,
    Kind.PROOF: words.PROOF,
}


@dataclass(frozen=True, slots=True)
class Role:
    """What a column holds, and of which dimension or vendor where its rows do not say so."""

    kind: Kind = Kind.LEAVE
    dimension: str = ""
    vendor: str = ""

    def __str__(self) -> str:
        if self.vendor:
            return f"{self.kind}{VENDOR_NAMED}{self.vendor}"
        return f"{self.kind}{DIMENSION}{self.dimension}" if self.dimension else self.kind

    @classmethod
    def of(cls, chosen: str) -> "Role":
        """The role that an option stands for; the vendor may be called anything."""
        kind, _at, vendor = chosen.partition(VENDOR_NAMED)
        kind, _colon, dimension = kind.partition(DIMENSION)
        return cls(Kind(kind), dimension, vendor)


def titles() -> dict[Kind, str]:
    return {
        Kind.LEAVE: _("Leave out"),
        Kind.VENDOR: _("Vendor"),
        Kind.SUBJECT: _("Dimension or question"),
        Kind.POINTS: _("Points"),
        Kind.REASON: _("Reason"),
        Kind.NOTE: _("Note"),
        Kind.VERDICT: _("Verdict"),
        Kind.PROOF: _("Proof"),
    }


def options(headings: Sequence[str], framework: Framework) -> list[Group]:
    """All that a column can be, in groups."""
    named = titles()
    plain = [(str(kind), title) for kind, title in named.items()]
    dimensions = [
        (str(Role(kind, dimension=one.slug)), f"{one.title}: {named[kind]}")
        for one in framework.dimensions
        for kind in VALUES
    ]
    vendors = [
        (str(Role(kind, vendor=name)), f"{name}: {named[kind]}")
        for name in dict.fromkeys(vendor_in(heading)[0] for heading in headings if heading.strip())
        for kind in VALUES
        if name
    ]
    return [("", plain), (_("Of one dimension"), dimensions), (_("Of one vendor"), vendors)]


def guess(headings: Sequence[str], samples: Sequence[Sequence[str]], framework: Framework) -> list[Role]:
    """What the columns seem to be, by their headings and the cells below; `samples` are whole rows."""
    known = words.subjects(framework)
    subject = subject_column(headings, samples, known)
    found = [by_name(heading, framework) for heading in headings]
    has_vendor = any(role.kind is Kind.VENDOR for role in found)
    fitting = [
        fit(role, heading, subject is not None, has_vendor)
        for role, heading in zip(found, headings, strict=True)
    ]
    if subject is not None:
        fitting[subject] = Role(Kind.SUBJECT)
    return fitting


def fit(role: Role, heading: str, has_subject: bool, has_vendor: bool) -> Role:
    """What a heading says as far as it goes with the other columns.

    Rows of a vendor need columns of one dimension, rows of a dimension need columns of one vendor, and only
    rows of both have columns that are of neither.
    """
    if role.kind is Kind.VENDOR:
        return role
    if has_subject and not has_vendor and role == Role() and heading.strip():
        name, kind = vendor_in(heading)
        return Role(kind, vendor=name)
    is_value = role.kind in (*VALUES, *OF_ANSWERS)
    is_fitting = has_subject != bool(role.dimension) and (has_vendor or not has_subject)
    return role if is_value and is_fitting else Role()


def subject_column(
    headings: Sequence[str], samples: Sequence[Sequence[str]], known: dict[str, str]
) -> int | None:
    """The column whose cells name dimensions or questions; failing that, the one whose heading says so."""
    named = [sum(words.plain(cell) in known for cell in cells) for cells in across(samples, len(headings))]
    if named and max(named) > 1:
        return named.index(max(named))
    said = [place for place, one in enumerate(headings) if words.plain(one) in words.SUBJECT]
    return said[0] if said else None


def across(rows: Sequence[Sequence[str]], width: int) -> Iterator[list[str]]:
    for place in range(width):
        yield [row[place] for row in rows if place < len(row)]


def by_name(heading: str, framework: Framework) -> Role:
    """A column by what its heading says alone."""
    said = words.plain(heading)
    for kind, known in BY_WORD.items():
        if said in known:
            return Role(kind)
    for one in framework.dimensions:
        for name in words.names_of(framework, one.slug):
            if (rest := without(said, words.plain(name))) is not None and (kind := kind_of(rest)):
                return Role(kind, dimension=one.slug)
    return Role()


def without(said: str, name: str) -> str | None:
    """What a heading says besides the name; None when it does not hold the name as whole words."""
    padded = f" {said} "
    return padded.replace(f" {name} ", " ", 1).strip() if name and f" {name} " in padded else None


def kind_of(rest: str) -> Kind:
    """What the words beside a name make of the column: points when there are none."""
    if not rest or rest in words.POINTS:
        return Kind.POINTS
    return next((kind for kind in VALUES if rest in BY_WORD[kind]), Kind.LEAVE)


def vendor_in(heading: str) -> tuple[str, Kind]:
    """The vendor that a heading names, and whether the column is its points, reasons or notes."""
    given = heading.strip()
    for place in (-1, 0):
        parts = given.replace(":", " ").split()
        kind = kind_of(words.plain(parts[place])) if len(parts) > 1 else Kind.LEAVE
        if kind and words.plain(parts[place]):
            return " ".join(parts[:-1] if place else parts[1:]).strip(" -–—"), kind
    return given, Kind.POINTS
