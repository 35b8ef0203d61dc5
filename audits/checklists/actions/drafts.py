"""Findings that come from no item, and drafts that become findings."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audits.checklists.actions.failure import clean_values, record_of
from audits.checklists.actions.finding_rows import (
    fresh,
    outcome,
    put_down,
    recount,
    tell_new_owner,
    told,
    write,
)
from audits.checklists.actions.items import FINDING, save_item
from audits.checklists.models import Finding, RunItem
from audits.checklists.models.finding import FindingState
from audits.checklists.rights import require_write
from audits.journal import actions as journal
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor


def create_finding(
    *, actor: Actor, values: Mapping[str, Any], is_draft: bool = False, key: str | None = None
) -> dict[str, Any]:
    """A finding that somebody came across outside a run; whoever leads nothing owns it themselves.

    Raises Denied, Invalid.
    """
    actor.require(roles.WRITES_OWN)
    cleaned = clean_values(actor, values)
    if not actor.can(roles.LEADS):
        cleaned["owner_id"] = actor.user_id
    if not cleaned.get("title"):
        raise Invalid({"title": [_("Give it a title.")]})
    cleaned["state"] = FindingState.DRAFT if is_draft else FindingState.OPEN

    def do() -> dict[str, Any]:
        finding = Finding(workspace_id=actor.workspace_id)
        put_down(actor, finding, cleaned)
        kind = "finding.drafted" if is_draft else "finding.opened"
        journal.record(actor, kind, subject=finding.pk, after=told(cleaned), operation=key or "")
        tell_new_owner(actor, finding, before=None)
        return outcome(finding)

    return journal.once(actor, key, journal.fingerprint("new finding", values, is_draft), do)


def complete_draft(
    *, actor: Actor, finding: Finding, values: Mapping[str, Any], version: int | None = None
) -> dict[str, Any]:
    """A draft whose record is whole now becomes a finding; with an item, the item fails with it.

    Raises Denied, Invalid (a part of the record is missing), Blocked (the run is finished), Conflict.
    """
    require_write(actor, finding)
    if finding.item_id is not None:
        return complete_item(actor, finding, finding.item_id, values, version)
    cleaned = clean_values(actor, values) | {"state": FindingState.OPEN}

    def do() -> dict[str, Any]:
        row = fresh(finding.pk)
        if row.state != FindingState.DRAFT:
            raise Blocked(_("This is a finding already."))
        connector = row.connector_id
        write(actor, row, cleaned, version=version, kind="finding.opened")
        tell_new_owner(actor, row, before=None)
        recount([connector, row.connector_id])
        return outcome(row)

    return journal.once(actor, None, "", do)


def complete_item(
    actor: Actor, finding: Finding, item_id: UUID, values: Mapping[str, Any], version: int | None
) -> dict[str, Any]:
    """The save of the item that failed, its errors named as the finding's form names them."""
    item = RunItem.objects.select_related("run").get(pk=item_id)
    whole = record_of(finding) | dict(values)
    try:
        saved = save_item(
            actor=actor, item=item, values={"status": "fail", FINDING: whole}, finding_version=version
        )
    except Invalid as invalid:
        fields = {name.removeprefix(f"{FINDING}."): said for name, said in invalid.fields.items()}
        raise Invalid(fields) from invalid
    result: dict[str, Any] = saved[FINDING]
    return result
