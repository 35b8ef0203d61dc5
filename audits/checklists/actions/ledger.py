"""What a check of a promise shows goes into the vendor's ledger, in the transaction that saves the item."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from audits.checklists.models import Finding, RunItem
from audits.checklists.models.run import ItemStatus
from audits.commitments.actions.judging import judge_by_check, take_back
from audits.people.actor import Actor

JUDGED = {ItemStatus.PASS: True, ItemStatus.FAIL: False}


def tell_ledger(
    actor: Actor, item: RunItem, before: Mapping[str, Any], failed: Finding | None = None
) -> None:
    """Pass keeps the promise, fail breaks it; a result that is taken back no longer counts.

    `before` are the item's columns as they stood; without a change of state there is nothing to tell,
    except that a failure recorded anew is a failure once more.
    """
    was = before.get("status", item.status)
    if item.commitment is None or (item.status == was and failed is None):
        return
    title = f"{item.run.code} {item.run.title}"
    path = reverse("run-item", args=[actor.workspace_slug, item.run_id, item.slug])
    promise = item.commitment
    if item.status in JUDGED:
        judge_by_check(
            actor=actor,
            commitment=promise,
            is_kept=JUDGED[ItemStatus(item.status)],
            note=failed.observed if failed else item.note,
            run=item.run_id,
            run_title=title,
            check_path=path,
        )
    elif was in JUDGED:
        take_back(actor=actor, commitment=promise, run=item.run_id, run_title=title, check_path=path)
