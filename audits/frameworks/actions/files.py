"""Frameworks from files: as a draft to go on with, or as the very version that the file says it is."""

from typing import Any

from django.utils.translation import gettext as _

from audits.frameworks import exchange, outline
from audits.frameworks.actions.drafts import (
    hold_workspace,
    is_published,
    new_draft,
    newest_of,
    record_published,
    taken,
    told,
)
from audits.frameworks.actions.versions import publish
from audits.frameworks.models import DraftFramework, FrameworkVersion
from audits.journal import actions as journal
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.scoring.framework import Framework


def import_framework(
    *, actor: Actor, data: bytes, as_version: bool = False, key: str | None = None
) -> dict[str, Any]:
    """A file, whole or not at all; returns {"id"} of the draft, or {"version"} that is published by it.

    A version that is there already is answered as it is; with other content it is `Blocked`.
    """
    actor.require(roles.LEADS)
    framework = exchange.taken(data)

    def do() -> dict[str, Any]:
        hold_workspace(actor.workspace_id)
        if there := same_version(actor, framework):
            return {"version": there.pk, "is_known": True}
        require_own(framework)
        if as_version:
            return {"version": published(actor, framework, key).pk}
        return {"id": str(drafted(actor, framework, key).pk)}

    fingerprint = journal.fingerprint("import", as_version, framework.slug, framework.digest())
    return journal.once(actor, key, fingerprint, do)


def same_version(actor: Actor, framework: Framework) -> FrameworkVersion | None:
    """The version of that slug and number, if the workspace has it; another content under it is refused."""
    usable = FrameworkVersion.objects.usable_in(actor.workspace_id)
    there = usable.filter(slug=framework.slug, version=framework.version).first()
    if there is not None and there.digest != framework.digest():
        message = _("Version %(version)d of “%(slug)s” is published with other content; raise the version.")
        raise Blocked(message % {"version": framework.version, "slug": framework.slug})
    return there


def require_own(framework: Framework) -> None:
    if FrameworkVersion.objects.built_in().filter(slug=framework.slug).exists():
        message = _("“%(slug)s” is the slug of a built-in framework; give the file another.")
        raise Invalid({"file": [message % {"slug": framework.slug}]})


def own_draft(actor: Actor, framework: Framework) -> DraftFramework | None:
    return DraftFramework.objects.filter(workspace_id=actor.workspace_id, slug=framework.slug).first()


def published(actor: Actor, framework: Framework, key: str | None) -> FrameworkVersion:
    """The version that the file says it is; the draft of the framework stays as it is."""
    owned = FrameworkVersion.objects.owned_by(actor.workspace_id).filter(slug=framework.slug)
    if owned.exclude(archived_at=None).exists():
        raise Blocked(_("This framework is archived. Take it back from the archive first."))
    document = outline.of(framework)
    draft = own_draft(actor, framework) or new_draft(actor, framework.slug, document)
    version = publish(framework, workspace_id=actor.workspace_id, by_id=actor.user_id)
    record_published(actor, draft, version, document, key)
    return version


def drafted(actor: Actor, framework: Framework, key: str | None) -> DraftFramework:
    """The file as what comes next of a framework; a draft with unpublished changes is not overwritten."""
    document = outline.of(framework) | {"version": framework.version}
    draft = own_draft(actor, framework)
    if draft is None:
        draft = new_draft(actor, framework.slug, document)
    else:
        row = taken(actor, draft, None)
        if not is_published(row, newest_of(row)):
            raise Blocked(_("Its draft has changes that are not published. Publish or discard them first."))
        DraftFramework.objects.filter(pk=row.pk).update(title=framework.title, document=document)
    journal.record(actor, "framework.imported", subject=draft.pk, after=told(document), operation=key or "")
    return draft
