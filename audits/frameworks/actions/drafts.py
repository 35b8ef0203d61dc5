"""Frameworks of one's own: begun empty, from another one or from a file, then published as versions.

A draft is the row of an own framework: it stays when a version is published from it, and the journal of the
framework is kept under its key.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from audits.frameworks import outline
from audits.frameworks.actions.versions import publish
from audits.frameworks.catalog import catalog
from audits.frameworks.models import DraftFramework, FrameworkVersion
from audits.frameworks.outline import Document
from audits.frameworks.proving import whole
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import needed_safe_text
from audits.kit.refusals import Blocked, Conflict, Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.scoring.framework import Framework

TITLE_LENGTH = 60
SLUG_LENGTH = 60


def begin(*, actor: Actor, title: str, key: str | None = None) -> dict[str, Any]:
    """A framework of which only the title is written; returns {"id"}."""
    return make(actor, title, outline.blank(title), kind="framework.begun", key=key)


def copy_framework(
    *, actor: Actor, version: FrameworkVersion, title: str, key: str | None = None
) -> dict[str, Any]:
    """A framework of one's own that begins as a version of another one; returns {"id"}."""
    document = outline.of(catalog(version.pk).framework)
    return make(actor, title, document, kind="framework.copied", copied_from=version, key=key)


def make(
    actor: Actor,
    title: str,
    document: Document,
    *,
    kind: str,
    copied_from: FrameworkVersion | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """A new draft under a slug that no framework in the workspace has."""
    actor.require(roles.LEADS)
    title = clean_title(title)
    document = document | {"title": title}
    source = str(copied_from or "")

    def do() -> dict[str, Any]:
        draft = new_draft(actor, slug_for(actor.workspace_id, title), document, copied_from)
        after = told(draft.document)
        journal.record(actor, kind, subject=draft.pk, part=source, after=after, operation=key or "")
        return {"id": str(draft.pk)}

    return journal.once(actor, key, journal.fingerprint(kind, source, document), do)


def new_draft(
    actor: Actor, slug: str, document: Document, copied_from: FrameworkVersion | None = None
) -> DraftFramework:
    return DraftFramework.objects.create(
        workspace_id=actor.workspace_id,
        slug=slug,
        title=document["title"],
        document=document,
        copied_from=copied_from,
        saved_by_id=actor.user_id,
    )


def told(document: Document) -> dict[str, Any]:
    """A framework in short, for the journal."""
    dimensions, questions = outline.counts(document)
    return {"title": document["title"], "dimensions": dimensions, "questions": questions}


def clean_title(title: str) -> str:
    return " ".join(needed_safe_text("title", title, _("Give it a title."), limit=TITLE_LENGTH).split())


def hold_workspace(workspace_id: UUID) -> None:
    """The update takes the workspace's row lock, so that two do not take one slug or one version."""
    Workspace.objects.filter(pk=workspace_id).update(slug=F("slug"))


def slug_for(workspace_id: UUID, title: str) -> str:
    """The slug of a title; one that is taken is `Invalid`. Nobody takes it meanwhile."""
    hold_workspace(workspace_id)
    slug = slugify(title)[:SLUG_LENGTH].strip("-").replace("_", "-") or "framework"
    is_draft = DraftFramework.objects.filter(workspace_id=workspace_id, slug=slug).exists()
    if is_draft or FrameworkVersion.objects.usable_in(workspace_id).filter(slug=slug).exists():
        raise Invalid({"title": [_("There is a framework of that name already. Give another title.")]})
    return slug


def draft_for(*, actor: Actor, version: FrameworkVersion) -> DraftFramework:
    """The draft of an own framework; where there is none, it is made from its version."""
    actor.require(roles.LEADS)
    if version.workspace_id is None:
        raise Blocked(_("A built-in framework stays as it is; copy it to change it."))
    with transaction.atomic():
        hold_workspace(actor.workspace_id)
        row = DraftFramework.objects.filter(workspace_id=actor.workspace_id, slug=version.slug).first()
        if row is None:
            row = new_draft(actor, version.slug, outline.of(catalog(version.pk).framework))
            journal.record(actor, "framework.begun", subject=row.pk, after={"title": row.title})
    return row


def taken(actor: Actor, draft: DraftFramework, seen: int | None) -> DraftFramework:
    """The draft as it was seen, its row locked and its version raised; `Conflict` when it is another by now.

    Inside a transaction. Without `seen` whatever stands there is gone on from.
    """
    rows = DraftFramework.objects.filter(workspace_id=actor.workspace_id, pk=draft.pk)
    unchanged = rows if seen is None else rows.filter(version=seen)
    changed = unchanged.update(version=F("version") + 1, saved_by_id=actor.user_id, saved_at=clock.now())
    row = rows.first()
    if row is None:
        raise Blocked(_("This draft is no longer there."))
    if not changed:
        message = _("Somebody changed this framework since you opened it. Look again, then save.")
        raise Conflict(message, yours={}, theirs={}, version=row.version)
    return row


def newest_of(draft: DraftFramework) -> FrameworkVersion | None:
    """The newest version that was published from a draft."""
    owned = FrameworkVersion.objects.owned_by(draft.workspace_id).filter(slug=draft.slug)
    return owned.order_by("-version").first()


def is_published(draft: DraftFramework, version: FrameworkVersion | None) -> bool:
    """Whether the draft says what its newest version says."""
    if version is None:
        return False
    return outline.said(draft.document) == outline.said(outline.of(catalog(version.pk).framework))


def next_number(draft: DraftFramework, last: FrameworkVersion | None) -> int:
    """One more than the last; a draft from a file takes the file's number where that is higher."""
    asked: int = draft.document.get("version", 1)
    return max(last.version + 1 if last else 1, asked)


def next_of(draft: DraftFramework, last: FrameworkVersion | None) -> Framework:
    """The version that a draft would become, proved whole; `Blocked` when there is nothing new in it."""
    require_new(draft, last)
    return whole(draft.document, slug=draft.slug, version=next_number(draft, last))


def require_new(draft: DraftFramework, last: FrameworkVersion | None) -> None:
    if last is not None and last.archived_at is not None:
        raise Blocked(_("This framework is archived. Take it back from the archive first."))
    if is_published(draft, last):
        raise Blocked(_("Nothing has changed since the last version."))


def publish_draft(
    *, actor: Actor, draft: DraftFramework, seen: int | None = None, key: str | None = None
) -> dict[str, Any]:
    """Makes the next version of it; returns {"version", "number"}. `Invalid` says what is wrong."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        row = taken(actor, draft, seen)
        framework = next_of(row, newest_of(row))
        version = publish(framework, workspace_id=actor.workspace_id, by_id=actor.user_id)
        record_published(actor, row, version, row.document, key)
        return {"version": version.pk, "number": version.version}

    return journal.once(actor, key, journal.fingerprint("publish", draft.pk, seen), do)


def record_published(
    actor: Actor, draft: DraftFramework, version: FrameworkVersion, document: Document, key: str | None
) -> None:
    after = told(document) | {"digest": version.digest}
    part = str(version.version)
    journal.record(
        actor, "framework.published", subject=draft.pk, part=part, after=after, operation=key or ""
    )


def discard(*, actor: Actor, draft: DraftFramework, seen: int | None = None) -> None:
    """Drops what is not published: back to the newest version, or away when there is none."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        row = taken(actor, draft, seen)
        last = newest_of(row)
        journal.record(actor, "framework.discarded", subject=row.pk, before=told(row.document))
        if last is None:
            DraftFramework.objects.filter(pk=row.pk).delete()
        else:
            document = outline.of(catalog(last.pk).framework)
            DraftFramework.objects.filter(pk=row.pk).update(title=last.title, document=document)
        return {}

    journal.once(actor, None, "", do)


def archive_framework(*, actor: Actor, version: FrameworkVersion, archived: bool) -> None:
    """Takes an own framework out of what evaluations are started on, or back; its versions stay."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        draft = draft_for(actor=actor, version=version)
        rows = FrameworkVersion.objects.owned_by(actor.workspace_id).filter(slug=version.slug)
        if rows.filter(archived_at__isnull=archived).update(archived_at=clock.now() if archived else None):
            kind = "framework.archived" if archived else "framework.unarchived"
            journal.record(actor, kind, subject=draft.pk)
        return {}

    journal.once(actor, None, "", do)
