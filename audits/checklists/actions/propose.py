"""Going deeper after a failure: checks of the library that a failed item points to join its run (R084)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from audits.checklists import library
from audits.checklists.actions.item_rows import tell_owner
from audits.checklists.actions.start import new_item
from audits.checklists.document import Check
from audits.checklists.models import Run, RunItem
from audits.checklists.rights import require_write
from audits.journal import actions as journal
from audits.kit.refusals import Invalid
from audits.people.actor import Actor


def propose_items(
    *, actor: Actor, run: Run, slugs: Sequence[str], by: str, key: str | None = None
) -> dict[str, Any]:
    """Copies checks into the run under their headings, for the owner of the item `by` that failed.

    What the run has already is not added again; returns {"added": [slug, …]}.
    Raises Denied, Invalid, Blocked.
    """
    failed = run.items.filter(slug=by).first()
    if failed is None:
        raise Invalid({"by": [_("There is no item “%(slug)s” in this run.") % {"slug": by}]})
    require_write(actor, failed)
    checks = clean_checks(slugs)

    def do() -> dict[str, Any]:
        run.touch()
        known = set(run.items.values_list("slug", flat=True))
        rows = new_rows(run, [check for check in checks if check.slug not in known], failed)
        RunItem.objects.bulk_create(rows)
        added = [row.slug for row in rows]
        add_headings(run, rows)
        journal.record(
            actor, "items.proposed", subject=run.pk, part=by, after={"items": added}, operation=key or ""
        )
        if rows and failed.owner_id and failed.owner_id != actor.user_id:
            tell_owner(actor, run, failed.owner_id, rows)
        return {"added": added}

    return journal.once(actor, key, journal.fingerprint("propose", run.pk, list(slugs), by), do)


def clean_checks(slugs: Sequence[str]) -> list[Check]:
    """Checks of the library, each once; `Invalid` names one that is not there."""
    known = library.checks()
    if unknown := [slug for slug in slugs if slug not in known]:
        message = _("There is no check “%(slug)s”.") % {"slug": unknown[0]}
        raise Invalid({"slugs": [message]})
    if not slugs:
        raise Invalid({"slugs": [_("Choose at least one check.")]})
    return [known[slug] for slug in dict.fromkeys(slugs)]


def new_rows(run: Run, checks: Iterable[Check], failed: RunItem) -> list[RunItem]:
    """Unsaved items that stand after all others."""
    first = run.items.order_by("-position").values_list("position", flat=True)[0] + 1
    return [
        new_item(run, check, check.group, first + place, owner_id=failed.owner_id, proposed_by=failed.slug)
        for place, check in enumerate(checks)
    ]


def add_headings(run: Run, rows: Iterable[RunItem]) -> None:
    """The run's headings, read under its lock, and those that the new items need."""
    groups = Run.objects.values_list("groups", flat=True).get(pk=run.pk)
    known = {group["slug"] for group in groups}
    wanted = [slug for slug in dict.fromkeys(row.group for row in rows) if slug not in known]
    groups += [{"slug": slug, "title": library.group_of(slug).title} for slug in wanted]
    Run.objects.filter(pk=run.pk).update(groups=groups)
    run.groups = groups
