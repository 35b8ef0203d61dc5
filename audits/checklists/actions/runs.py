"""Starting, editing, finishing and reopening runs, and the clock of a time-boxed one."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Required, TypedDict, Unpack
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from audits.checklists.actions.library import latest
from audits.checklists.actions.start import Order, put_up, tell_owner_of
from audits.checklists.models import ChecklistVersion, Run, RunItem
from audits.checklists.models.run import UNDONE, RunKind, RunStatus
from audits.commitments.models import Commitment
from audits.connectors.models import Connector
from audits.journal import actions as journal
from audits.kit import clock, text
from audits.kit.clean import gathered, needed_safe_text, safe_text
from audits.kit.refusals import Blocked, Conflict, Invalid
from audits.kit.state import state_number
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import User
from audits.people.owners import clean_owner
from audits.people.rows import held
from audits.vendors.models import Vendor


class RunValues(TypedDict):
    """What can be changed about a run itself."""

    title: str
    owner: UUID | None
    due_on: date | None


class StartValues(TypedDict, total=False):
    """What a run is started from; `groups` None is the whole checklist.

    `after` is the run that this one follows: its owners are taken over, its failures compared.
    """

    checklist: Required[str]
    title: str
    kind: str
    due_on: date | None
    owner: UUID | str | None
    vendor: UUID | None
    connectors: Sequence[UUID]
    groups: frozenset[str] | None
    commitments: Sequence[UUID]
    after: Run | None


def start_run(*, actor: Actor, key: str | None = None, **given: Unpack[StartValues]) -> dict[str, Any]:
    """A run of the newest version of a checklist; returns {"id"}.

    A due date in the past is taken; pages warn of it. Raises Denied, Invalid.
    """
    actor.require(roles.LEADS)
    order = order_of(actor, given)
    return journal.once(actor, key, print_of(given), lambda: {"id": str(put_up(order, key or "").pk)})


def print_of(given: StartValues) -> str:
    """What tells a repetition from another start under the same key."""
    after = given.get("after")
    told = {**given, "after": after.pk if after else None, "groups": sorted(given.get("groups") or ())}
    return journal.fingerprint("run", told)


def order_of(actor: Actor, given: StartValues) -> Order:
    """Everything checked, or `Invalid` naming every wrong field."""
    vendor = given.get("vendor")
    cleaned = gathered(
        [
            lambda: {"version": clean_version(actor, given["checklist"])},
            lambda: {"title": safe_text("title", given.get("title", ""), limit=text.SHORT)},
            lambda: {"kind": clean_kind(given.get("kind", ""))},
            lambda: {"owner": clean_owner(actor, given.get("owner"))},
            lambda: {"vendor_id": clean_vendor(actor, vendor)},
            lambda: {"connectors": clean_connectors(actor, given.get("connectors", ()))},
            lambda: {"commitments": clean_commitments(actor, vendor, given.get("commitments", ()))},
        ]
    )
    owner = cleaned.pop("owner")
    return Order(
        workspace_id=actor.workspace_id,
        by_id=actor.user_id,
        by_name=actor.name,
        due_on=given.get("due_on"),
        owner_id=owner.pk if owner else None,
        groups=given.get("groups"),
        after=given.get("after"),
        **cleaned | {"title": cleaned["title"] or cleaned["version"].title},
    )


def clean_version(actor: Actor, slug: str) -> ChecklistVersion:
    version = latest(slug, workspace_id=actor.workspace_id)
    if version is None:
        raise Invalid({"checklist": [_("There is no checklist “%(slug)s”.") % {"slug": slug}]})
    return version


def clean_kind(kind: str) -> str:
    if kind and kind not in RunKind.values:
        raise Invalid({"kind": [_("A run is not of this kind.")]})
    return kind


def clean_vendor(actor: Actor, vendor: UUID | None) -> UUID | None:
    if vendor is None:
        return None
    if not Vendor.objects.for_workspace(actor.workspace_id).filter(pk=vendor).exists():
        raise Invalid({"vendor": [_("There is no vendor %(id)s.") % {"id": vendor}]})
    return vendor


def clean_connectors(actor: Actor, connectors: Sequence[UUID]) -> list[UUID]:
    """Connectors in use of this workspace, each once, in the order given."""
    wanted = list(dict.fromkeys(connectors))
    if not wanted:
        return []
    rows = Connector.objects.for_workspace(actor.workspace_id).current().filter(pk__in=wanted)
    found = set(rows.values_list("pk", flat=True))
    if missing := [key for key in wanted if key not in found]:
        raise Invalid({"connectors": [_("There is no connector %(id)s.") % {"id": missing[0]}]})
    return wanted


def clean_commitments(actor: Actor, vendor: UUID | None, keys: Sequence[UUID]) -> list[Commitment]:
    """Standing commitments of the run's vendor: promises, then gaps."""
    if not keys:
        return []
    rows = Commitment.objects.for_workspace(actor.workspace_id).standing().promises_first()
    found = list(rows.filter(vendor=vendor, pk__in=keys))
    if len(found) != len(set(keys)):
        raise Invalid({"commitments": [_("These are not all commitments of this vendor that still stand.")]})
    return found


def edit_run(*, actor: Actor, run: Run, values: RunValues, seen: int | None = None) -> None:
    """Saves title, owner and due date; `seen` is the `state_of` what was shown, another is a `Conflict`."""
    actor.require(roles.LEADS)
    title = needed_safe_text("title", values["title"], _("Give it a title."), limit=text.SHORT)
    person = clean_owner(actor, values["owner"], present=run.owner)

    def do() -> dict[str, Any]:
        run.touch()
        row = Run.objects.select_related("owner").get(pk=run.pk)
        before, after = told(row), {"title": title, "owner": named(person), "due_on": values["due_on"]}
        if seen is not None and seen != state_of(row):
            message = _("Somebody changed this run since you opened it. Look again, then save.")
            raise Conflict(message, yours=after, theirs=before, version=state_of(row))
        owner_id = person.pk if person else None
        Run.objects.filter(pk=run.pk).update(title=title, owner_id=owner_id, due_on=values["due_on"])
        journal.record(actor, "run.edited", subject=run.pk, before=before, after=after)
        if owner_id and owner_id not in (row.owner_id, actor.user_id):
            row.refresh_from_db()
            tell_owner_of(row, by=actor.name)
        return {}

    journal.once(actor, None, "", do)


def state_of(run: Run) -> int:
    """A number for what a form shows of a run; what happens to its items leaves it as it is."""
    return state_number(run.title, run.owner_id, run.due_on)


def named(person: User | None) -> str:
    return str(person) if person else ""


def told(run: Run) -> dict[str, Any]:
    """A run as the journal tells it, its owner by name."""
    return {"title": run.title, "owner": named(run.owner), "due_on": run.due_on}


def finish_run(*, actor: Actor, run: Run, key: str | None = None) -> dict[str, Any]:
    """Closes a run whose every item has its result. `Blocked` names the ones that have none."""
    require_lead_or_owner(actor, run)

    def do() -> dict[str, Any]:
        run.touch()
        if undone := list(run.items.filter(status__in=UNDONE).in_order().values_list("slug", flat=True)):
            message = _("Some items have no result yet. Give each one, or say why it does not apply.")
            raise Blocked(message, [slug.upper() for slug in undone])
        now = clock.now()
        Run.objects.filter(pk=run.pk).update(
            status=RunStatus.FINISHED,
            finished_at=now,
            finished_by_id=actor.user_id,
            seconds_before=run.elapsed(now),
            running_since=None,
        )
        mark_audited(actor, run)
        journal.record(actor, "run.finished", subject=run.pk, after=counts(run), operation=key or "")
        return {"id": str(run.pk)}

    return journal.once(actor, key, journal.fingerprint("finish", run.pk), do)


def require_lead_or_owner(actor: Actor, run: Run) -> None:
    """Leads finish any run, an owner the run they were given."""
    if run.owner_id != actor.user_id:
        actor.require(roles.LEADS)
    actor.require(roles.WRITES_OWN)


def mark_audited(actor: Actor, run: Run) -> None:
    """The connectors of a finished run were audited today, in the workspace's zone."""
    today = clock.now().astimezone(actor.zone).date()
    connectors = held(Connector.objects.filter(run_connectors__run=run))
    Connector.objects.filter(pk__in=connectors).update(audited_on=today)


def counts(run: Run) -> dict[str, int]:
    """How many of its items stand where."""
    found: dict[str, int] = {}
    for status in RunItem.objects.filter(run=run).values_list("status", flat=True):
        found[status] = found.get(status, 0) + 1
    return found


def reopen_run(*, actor: Actor, run: Run, reason: str) -> None:
    """Opens a finished or withdrawn run again, with a reason that stays on the record."""
    actor.require(roles.LEADS)
    reason = needed_safe_text("reason", reason, _("Say why; the reason stays on the record."), limit=1000)

    def do() -> dict[str, Any]:
        ends = {"finished_at": None, "finished_by_id": None, "withdrawn_at": None, "withdrawn_by_id": None}
        opened = {"status": RunStatus.OPEN, "withdrawn_reason": "", **ends}
        if not Run.objects.filter(pk=run.pk).over().update(**opened, change=F("change") + 1):
            raise Blocked(_("This run is open already."))
        journal.record(actor, "run.reopened", subject=run.pk, after={"reason": reason})
        return {}

    journal.once(actor, None, "", do)


def turn_clock(*, actor: Actor, run: Run, runs: bool) -> None:
    """Starts or pauses the clock of a time-boxed run; asking for what is so already changes nothing.

    Leads do, and owners of the run or of one of its items.
    """
    if not run.items.filter(owner=actor.user_id).exists():
        require_lead_or_owner(actor, run)
    actor.require(roles.WRITES_OWN)

    def do() -> dict[str, Any]:
        run.touch()
        row, now = Run.objects.get(pk=run.pk), clock.now()
        if (row.running_since is not None) == runs:
            return {}
        Run.objects.filter(pk=run.pk).update(
            seconds_before=row.elapsed(now), running_since=now if runs else None
        )
        kind = "run.clock_started" if runs else "run.clock_paused"
        journal.record(actor, kind, subject=run.pk, after={"seconds": row.elapsed(now)})
        return {}

    journal.once(actor, None, "", do)
