"""Editing the checks of a draft: the library's and the workspace's own."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from audits.checklists.actions.own_parts import write
from audits.checklists.adapting import own_slug, rewritten
from audits.checklists.document import Check, Group, Said
from audits.checklists.models import Draft
from audits.checklists.outline import Outline
from audits.checklists.wording import code_of, fields_of
from audits.kit.refusals import Blocked, Invalid
from audits.people.actor import Actor

BLANK = Check(
    slug="own-check",
    title="–",
    kind="own",
    group="all",
    test=Said(text="–", origin="proposed"),
    origin="proposed",
)
"""What a check of one's own begins as."""


def add_checks(
    *,
    actor: Actor,
    draft: Draft,
    checks: Sequence[tuple[Check, Group]],
    seen: int | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Checks that exist already, each under its heading, which is made where it is missing."""
    if not checks:
        raise Invalid({"checks": [_("Choose at least one check.")]})
    added = sorted({check.slug for check, _group in checks})

    def edit(outline: Outline) -> Outline:
        for _check, group in checks:
            if outline.group(group.slug) is None:
                outline = outline.with_group(group)
        return outline.with_checks(check.model_copy(update={"group": group.slug}) for check, group in checks)

    def told(outline: Outline) -> Any:
        return {"checks": [code_of(slug) for slug in added if outline.check(slug)]}

    return write(actor, draft, edit, kind="checks.added", seen=seen, told=told, asked=added, key=key)


def write_check(
    *, actor: Actor, draft: Draft, values: Mapping[str, Any], seen: int | None = None, key: str | None = None
) -> dict[str, Any]:
    """A new check of one's own; returns {"version"}. `values` as `rewritten` takes them."""
    proved = proved_check(BLANK, values)

    def edit(outline: Outline) -> Outline:
        require_group(outline, proved.group)
        slug = own_slug(proved.title, {check.slug for check in outline.checks})
        return outline.with_checks([proved.model_copy(update={"slug": slug})])

    def part(outline: Outline) -> str:
        return proved.title

    asked = fields_of(proved)
    return write(actor, draft, edit, kind="check.added", part=part, seen=seen, asked=asked, key=key)


def edit_check(
    *, actor: Actor, draft: Draft, check: str, values: Mapping[str, Any], seen: int | None = None
) -> dict[str, Any]:
    """A check with other words; a library's keeps its slug and is marked as changed."""

    def edit(outline: Outline) -> Outline:
        before = outline.check(check)
        if before is None:
            raise Blocked(_("This check is no longer in the checklist."))
        changed = proved_check(before, values)
        require_group(outline, changed.group)
        return outline.with_check_as(changed)

    return write(
        actor, draft, edit, kind="check.edited", part=called(check), seen=seen, told=fields_in(check)
    )


def proved_check(before: Check, values: Mapping[str, Any]) -> Check:
    """The check with these values; `Invalid` names the field of each that cannot be taken."""
    try:
        return rewritten(before, values)
    except ValidationError as error:
        fields: dict[str, list[str]] = {}
        for detail in error.errors(include_url=False):
            name = str(detail["loc"][0]) if detail["loc"] else "title"
            fields.setdefault(name, []).append(detail["msg"].removeprefix("Value error, "))
        raise Invalid(fields) from error


def require_group(outline: Outline, group: str) -> None:
    if outline.group(group) is None:
        raise Invalid({"group": [_("This group is no longer there; choose another.")]})


def called(check: str) -> Callable[[Outline], str]:
    """How the journal calls a check."""
    return lambda outline: code_of(check)


def fields_in(check: str) -> Callable[[Outline], Any]:
    """What a check says in an outline, as the journal keeps it."""

    def told(outline: Outline) -> Any:
        found = outline.check(check)
        return fields_of(found) if found else None

    return told


def remove_check(*, actor: Actor, draft: Draft, check: str, seen: int | None = None) -> dict[str, Any]:
    """Takes a check out; the journal keeps what it said."""

    def edit(outline: Outline) -> Outline:
        return outline.without_check(check)

    return write(
        actor, draft, edit, kind="check.removed", part=called(check), seen=seen, told=fields_in(check)
    )


def move_check(
    *, actor: Actor, draft: Draft, check: str, step: int, seen: int | None = None
) -> dict[str, Any]:
    """A check one place up or down, over the edge of its group into the next."""

    def edit(outline: Outline) -> Outline:
        return outline.with_check_moved(check, step)

    return write(actor, draft, edit, kind="check.moved", part=called(check), seen=seen)
