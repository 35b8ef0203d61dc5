"""Editing a draft, one change at a time: its heading and its groups."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from audits.checklists.actions.own_lists import clean_title, taken
from audits.checklists.document import Group
from audits.checklists.exchange import RUN_GROUPS
from audits.checklists.models import Draft
from audits.checklists.outline import Outline
from audits.checklists.wording import code_of
from audits.journal import actions as journal
from audits.kit import clean
from audits.kit.refusals import Invalid
from audits.kit.slugs import free_slug
from audits.people import roles
from audits.people.actor import Actor

INTRO_LENGTH = 2000
NOTE_LENGTH = 240


def write(
    actor: Actor,
    draft: Draft,
    edit: Callable[[Outline], Outline],
    *,
    kind: str,
    seen: int | None,
    part: Callable[[Outline], str] = lambda outline: "",
    told: Callable[[Outline], Any] = lambda outline: None,
    asked: Any = None,
    key: str | None = None,
) -> dict[str, Any]:
    """One change of a draft's document, with what `told` says of it before and after.

    Returns {"version"}. Raises Denied, Invalid, Blocked, Conflict; `asked` tells a repetition by its key.
    """
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        row = taken(actor, draft, seen, lambda row: sides(row, edit, told))
        before = Outline.stored(row.document)
        after = edit(before)
        Draft.objects.filter(pk=row.pk).update(document=after.document())
        journal.record(
            actor,
            kind,
            subject=row.pk,
            part=part(before),
            before=told(before),
            after=told(after),
            operation=key or "",
        )
        return {"version": row.version}

    return journal.once(actor, key, journal.fingerprint(kind, draft.pk, asked), do)


def sides(row: Draft, edit: Callable[[Outline], Outline], told: Callable[[Outline], Any]) -> tuple[Any, Any]:
    """What one wanted to have there, and what is there now."""
    outline = Outline.stored(row.document)
    return told(edit(outline)) or {}, told(outline) or {}


def title_of(group: str) -> Callable[[Outline], str]:
    """How the journal calls a group."""

    def part(outline: Outline) -> str:
        found = outline.group(group)
        return found.title if found else group

    return part


def edit_head(
    *, actor: Actor, draft: Draft, values: Mapping[str, Any], seen: int | None = None
) -> dict[str, Any]:
    """Title, introduction and time-box."""
    actor.require(roles.LEADS)
    title = clean_title(values["title"])
    intro = clean.safe_text("intro", values["intro"], limit=INTRO_LENGTH)
    minutes = clean_minutes(values.get("minutes"))
    after = {"title": title, "intro": intro, "minutes": minutes_words(minutes)}

    def do() -> dict[str, Any]:
        row = taken(actor, draft, seen, lambda row: (after, head_of(row)))
        before = head_of(row)
        document = Outline.stored(row.document).with_(intro=intro, minutes=minutes).document()
        Draft.objects.filter(pk=row.pk).update(title=title, document=document)
        if before != after:
            journal.record(actor, "checklist.edited", subject=row.pk, before=before, after=after)
        return {"version": row.version}

    return journal.once(actor, None, "", do)


def head_of(draft: Draft) -> dict[str, str]:
    outline = Outline.stored(draft.document)
    return {"title": draft.title, "intro": outline.intro, "minutes": minutes_words(outline.minutes)}


def minutes_words(minutes: tuple[int, int] | None) -> str:
    return f"{minutes[0]}–{minutes[1]}" if minutes else ""


def clean_minutes(given: Any) -> tuple[int, int] | None:
    """Planned and longest minutes; both or none."""
    planned, longest = given or (None, None)
    if planned is None and longest is None:
        return None
    if planned is None or longest is None:
        raise Invalid({"longest": [_("A time-box has both: what is planned, and when to stop.")]})
    if not 1 <= planned <= longest <= 24 * 60:
        raise Invalid({"longest": [_("Stop no earlier than planned, and within a day.")]})
    return planned, longest


def add_group(
    *, actor: Actor, draft: Draft, title: str, note: str = "", seen: int | None = None, key: str | None = None
) -> dict[str, Any]:
    """A heading more, at the end."""
    group = clean_group("group", title, note)

    def edit(outline: Outline) -> Outline:
        others = {each.slug for each in outline.groups} | RUN_GROUPS
        slug = free_slug(slugify(group.title) or "group", others)
        return outline.with_group(group.model_copy(update={"slug": slug}))

    return write(
        actor,
        draft,
        edit,
        kind="group.added",
        part=lambda outline: group.title,
        seen=seen,
        asked=group.model_dump(),
        key=key,
    )


def edit_group(
    *, actor: Actor, draft: Draft, group: str, title: str, note: str = "", seen: int | None = None
) -> dict[str, Any]:
    """Another title or note of a heading."""
    changed = clean_group(group, title, note)

    def told(outline: Outline) -> Any:
        found = outline.group(group)
        return {"title": found.title, "note": found.note or ""} if found else {}

    return write(
        actor,
        draft,
        lambda outline: outline.with_group_as(changed),
        kind="group.edited",
        part=title_of(group),
        seen=seen,
        told=told,
    )


def clean_group(slug: str, title: str, note: str) -> Group:
    cleaned = clean.safe_text("note", note, limit=NOTE_LENGTH)
    return Group(slug=slug, title=clean_title(title), note=" ".join(cleaned.split()) or None)


def remove_group(*, actor: Actor, draft: Draft, group: str, seen: int | None = None) -> dict[str, Any]:
    """Takes a heading out, with the checks that stand under it."""

    def told(outline: Outline) -> Any:
        return {"checks": [code_of(check.slug) for check in outline.checks_of(group)]}

    return write(
        actor,
        draft,
        lambda outline: outline.without_group(group),
        kind="group.removed",
        part=title_of(group),
        seen=seen,
        told=told,
    )


def move_group(
    *, actor: Actor, draft: Draft, group: str, step: int, seen: int | None = None
) -> dict[str, Any]:
    """A heading with its checks, one place up or down."""
    return write(
        actor,
        draft,
        lambda outline: outline.with_group_moved(group, step),
        kind="group.moved",
        part=title_of(group),
        seen=seen,
    )
