"""Whether an outline is a whole checklist: every problem is named with its place."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from audits.checklists.document import Checklist
from audits.checklists.outline import Outline
from audits.kit.refusals import Invalid


def whole(outline: Outline, *, slug: str, title: str, version: int) -> Checklist:
    """The checklist of an outline; `Invalid` names everything that is missing or wrong."""
    if lacking := list(lacks(outline)):
        raise Invalid({"document": lacking})
    try:
        return Checklist(
            slug=slug,
            title=title,
            version=version,
            kind=outline.kind,
            intro=outline.intro,
            minutes=outline.minutes,
            groups=outline.groups,
            checks=outline.checks,
        )
    except ValidationError as error:
        raise Invalid({"document": problems(error, outline)}) from error


def lacks(outline: Outline) -> Iterator[str]:
    """What somebody who is still writing may well not have written yet."""
    if not outline.intro.strip():
        yield _("Introduction: say what the checklist is for.")
    if not outline.checks:
        yield _("Checks: there is none yet.")
    for group in outline.groups:
        if not outline.checks_of(group.slug):
            yield _("Group “%(group)s”: it holds no check; add some or remove it.") % {"group": group.title}


def problems(error: ValidationError, outline: Outline) -> list[str]:
    """What pydantic found wrong, a line each."""
    names = {
        "checks": [check.slug for check in outline.checks],
        "groups": [group.slug for group in outline.groups],
    }
    return lines(error, names)


def lines(error: ValidationError, names: Mapping[str, Sequence[str]]) -> list[str]:
    """The problems of a checklist whose checks and groups have these names."""
    return [line(detail, names) for detail in error.errors(include_url=False)]


def line(detail: ErrorDetails, names: Mapping[str, Sequence[str]]) -> str:
    """One problem: its place, then what is wrong there."""
    message = detail["msg"].removeprefix("Value error, ")
    place = ", ".join(words(detail["loc"], names))
    return f"{place}: {message}" if place else message


def words(place: Sequence[str | int], names: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """("checks", 3, "limits", 0, "value") as "checks own-lag", "limits 1", "value"."""
    rest = list(place)
    while rest:
        part = str(rest.pop(0))
        if rest and isinstance(rest[0], int):
            number = int(rest.pop(0))
            known = names.get(part, ())
            part = f"{part} {known[number] if number < len(known) else number + 1}"
        yield part
