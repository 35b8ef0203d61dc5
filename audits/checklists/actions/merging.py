"""Two people at one item: what the other one changed is no conflict while it was something else."""

from collections.abc import Collection

from audits.checklists.models import RunItem
from audits.journal.models import Event

ASSIGNED = {"owner", "due_on"}


def version_to_save_on(item: RunItem, names: Collection[str], seen: int | None) -> int | None:
    """The row's own version when nobody else has changed these fields since `seen`; else `seen`.

    The save compares and swaps on it all the same.
    """
    if seen is None or seen >= item.version:
        return seen
    return item.version if changed_since(item, seen).isdisjoint(names) else seen


def changed_since(item: RunItem, seen: int) -> set[str]:
    """The fields that saves after that version have written, as the journal tells."""
    events = Event.objects.for_workspace(item.workspace_id).about(item.run_id)
    payloads = list(
        events.filter(kind="item.saved", part=item.slug)
        .order_by("-pk")
        .values_list("payload", flat=True)[: item.version - seen]
    )
    later = [payload for payload in payloads if payload["version"] > seen]
    changed = {name for payload in later for name in payload["after"]}
    # Giving many items to somebody raises each one's version in one event of the run.
    return changed | (ASSIGNED if len(later) < item.version - seen else set())
