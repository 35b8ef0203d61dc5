"""Checklists of one's own: begun empty, from another one or from a file, then published as versions.

A draft is the row of an own checklist: it stays when a version is published from it, and the journal of the
checklist is kept under its key.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from audits.checklists import exchange, library
from audits.checklists.actions.library import publish
from audits.checklists.catalog import checklist_of
from audits.checklists.document import Checklist, Group
from audits.checklists.models import ChecklistVersion, Draft
from audits.checklists.outline import Outline
from audits.checklists.proving import whole
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import needed_safe_text
from audits.kit.refusals import Blocked, Conflict, Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import Workspace

RESERVED = frozenset({"checks", "drafts", "import", "kit", "new"})
"""Words that stand in the library's addresses where the slug of a checklist does."""
TITLE_LENGTH = 80
SLUG_LENGTH = 60


def begin(*, actor: Actor, title: str, key: str | None = None) -> dict[str, Any]:
    """A checklist with one empty group; returns {"id"}."""
    outline = Outline(groups=(Group(slug="checks", title=_("Checks")),))
    return make(actor, title, outline, kind="checklist.begun", key=key)


def copy_checklist(
    *, actor: Actor, version: ChecklistVersion, title: str, key: str | None = None
) -> dict[str, Any]:
    """A checklist of one's own that begins as a version of another one; returns {"id"}."""
    outline = Outline.of(checklist_of(version.pk))
    return make(actor, title, outline, kind="checklist.copied", copied_from=version.slug, key=key)


def import_checklist(
    *, actor: Actor, data: bytes, title: str = "", into: Draft | None = None, key: str | None = None
) -> dict[str, Any]:
    """A file as a new checklist, or as what comes next of an own one; returns {"id"}.

    A draft with changes that are not published is not overwritten: `Blocked`.
    """
    actor.require(roles.LEADS)
    file = exchange.taken(data)
    if into is None:
        return make(actor, title or file.title, file.outline, kind="checklist.imported", key=key)
    return replace(actor, into, title or file.title, file.outline, key)


def replace(actor: Actor, draft: Draft, title: str, outline: Outline, key: str | None) -> dict[str, Any]:
    """Another document for a draft in which nothing waits to be published."""
    title = clean_title(title)

    def do() -> dict[str, Any]:
        row = taken(actor, draft, None)
        if not is_published(row, newest_of(row)):
            raise Blocked(_("Its draft has changes that are not published. Publish or discard them first."))
        Draft.objects.filter(pk=row.pk).update(title=title, document=outline.document())
        after = {"title": title, "checks": len(outline.checks)}
        journal.record(actor, "checklist.imported", subject=row.pk, after=after, operation=key or "")
        return {"id": str(row.pk)}

    fingerprint = journal.fingerprint("import", draft.pk, title, outline.document())
    return journal.once(actor, key, fingerprint, do)


def make(
    actor: Actor, title: str, outline: Outline, *, kind: str, copied_from: str = "", key: str | None = None
) -> dict[str, Any]:
    """A new draft under a slug that neither the library nor the workspace has."""
    actor.require(roles.LEADS)
    title = clean_title(title)

    def do() -> dict[str, Any]:
        draft = Draft.objects.create(
            workspace_id=actor.workspace_id,
            slug=slug_for(actor.workspace_id, title),
            title=title,
            document=outline.document(),
            copied_from=copied_from,
            saved_by_id=actor.user_id,
        )
        journal.record(
            actor,
            kind,
            subject=draft.pk,
            part=copied_from,
            after={"title": title, "checks": len(outline.checks)},
            operation=key or "",
        )
        return {"id": str(draft.pk)}

    fingerprint = journal.fingerprint(kind, title, copied_from, outline.document())
    return journal.once(actor, key, fingerprint, do)


def clean_title(title: str) -> str:
    return " ".join(needed_safe_text("title", title, _("Give it a title."), limit=TITLE_LENGTH).split())


def slug_for(workspace_id: UUID, title: str) -> str:
    """The slug of a title; one that is taken is `Invalid`. Nobody takes it meanwhile."""
    # The update takes the workspace's row lock, so that two do not take one slug.
    Workspace.objects.filter(pk=workspace_id).update(slug=F("slug"))
    slug = slugify(title)[:SLUG_LENGTH].strip("-") or "checklist"
    if slug in RESERVED or any(slug == checklist.slug for checklist in library.checklists()):
        raise Invalid({"title": [_("A built-in checklist or page is called that. Give another title.")]})
    owned = {"workspace_id": workspace_id, "slug": slug}
    if Draft.objects.filter(**owned).exists() or ChecklistVersion.objects.filter(**owned).exists():
        raise Invalid({"title": [_("You have a checklist of that name already. Give another title.")]})
    return slug


def draft_for(*, actor: Actor, version: ChecklistVersion) -> Draft:
    """The draft of an own checklist; where there is none, it is made from its version."""
    actor.require(roles.LEADS)
    if version.workspace_id is None:
        raise Blocked(_("A built-in checklist stays as it is; copy it to change it."))
    with transaction.atomic():
        row, is_new = Draft.objects.get_or_create(
            workspace_id=actor.workspace_id,
            slug=version.slug,
            defaults={
                "title": version.title,
                "document": Outline.of(checklist_of(version.pk)).document(),
                "saved_by_id": actor.user_id,
            },
        )
        if is_new:
            journal.record(actor, "checklist.begun", subject=row.pk, after={"title": row.title})
    return row


Sides = Callable[[Draft], tuple[Any, Any]]
"""Of a draft that is another by now: what one wanted to have there, and what is there."""


def taken(actor: Actor, draft: Draft, seen: int | None, sides: Sides = lambda row: ({}, {})) -> Draft:
    """The draft as it was seen, its row locked and its version raised; `Conflict` when it is another by now.

    Inside a transaction. Without `seen` whatever stands there is gone on from.
    """
    rows = Draft.objects.filter(workspace_id=actor.workspace_id, pk=draft.pk)
    unchanged = rows if seen is None else rows.filter(version=seen)
    changed = unchanged.update(version=F("version") + 1, saved_by_id=actor.user_id, saved_at=clock.now())
    row = rows.first()
    if row is None:
        raise Blocked(_("This draft is no longer there."))
    if not changed:
        message = _("Somebody changed this checklist since you opened it. Look again, then save.")
        yours, theirs = sides(row)
        raise Conflict(message, yours=yours, theirs=theirs, version=row.version)
    return row


def newest_of(draft: Draft) -> ChecklistVersion | None:
    """The newest version that was published from a draft."""
    owned = ChecklistVersion.objects.owned_by(draft.workspace_id).filter(slug=draft.slug)
    return owned.order_by("-version").first()


def is_published(draft: Draft, version: ChecklistVersion | None) -> bool:
    """Whether the draft says what its newest version says."""
    if version is None or draft.title != version.title:
        return False
    return Outline.stored(draft.document) == Outline.of(checklist_of(version.pk))


def publish_draft(
    *, actor: Actor, draft: Draft, seen: int | None = None, key: str | None = None
) -> dict[str, Any]:
    """Makes the next version of it; returns {"version"}. `Invalid` names what is wrong, and where."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        row = taken(actor, draft, seen)
        last = newest_of(row)
        checklist = next_of(row, last)
        version = publish(checklist, workspace_id=actor.workspace_id, by_id=actor.user_id)
        after = {"title": version.title, "checks": len(checklist.checks)}
        journal.record(
            actor,
            "checklist.published",
            subject=row.pk,
            part=str(version.version),
            after=after,
            operation=key or "",
        )
        return {"slug": version.slug, "version": version.version}

    return journal.once(actor, key, journal.fingerprint("publish", draft.pk, seen), do)


def next_of(draft: Draft, last: ChecklistVersion | None) -> Checklist:
    """The version that a draft would become, proved whole; `Blocked` when there is nothing new in it."""
    if last is not None and last.archived_at is not None:
        raise Blocked(_("This checklist is archived. Take it back from the archive first."))
    if is_published(draft, last):
        raise Blocked(_("Nothing has changed since the last version."))
    number = last.version + 1 if last else 1
    outline = Outline.stored(draft.document)
    return whole(outline, slug=draft.slug, title=draft.title, version=number)


def discard(*, actor: Actor, draft: Draft, seen: int | None = None) -> None:
    """Drops what is not published: back to the newest version, or away when there is none."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        row = taken(actor, draft, seen)
        last = newest_of(row)
        before = {"title": row.title, "checks": len(Outline.stored(row.document).checks)}
        journal.record(actor, "checklist.discarded", subject=row.pk, before=before)
        if last is None:
            Draft.objects.filter(pk=row.pk).delete()
        else:
            document = Outline.of(checklist_of(last.pk)).document()
            Draft.objects.filter(pk=row.pk).update(title=last.title, document=document)
        return {}

    journal.once(actor, None, "", do)


def archive_checklist(*, actor: Actor, version: ChecklistVersion, archived: bool) -> None:
    """Takes an own checklist out of what runs are started from, or back; its versions stay."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        draft = draft_for(actor=actor, version=version)
        rows = ChecklistVersion.objects.owned_by(actor.workspace_id).filter(slug=version.slug)
        if rows.filter(archived_at__isnull=archived).update(archived_at=clock.now() if archived else None):
            kind = "checklist.archived" if archived else "checklist.unarchived"
            journal.record(actor, kind, subject=draft.pk)
        return {}

    journal.once(actor, None, "", do)
