"""The gap register: opening, ruling on, closing gaps, before the decision and after it (R055-R057)."""

from collections.abc import Collection, Mapping
from copy import copy
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.actions.gap_values import FIELDS, OWNERS, GapValues, check_whole, clean
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.gaps import keep_in_step
from audits.evaluations.low import Low, low_dimensions
from audits.evaluations.models import Candidate, Gap
from audits.journal import actions as journal
from audits.journal import outbox
from audits.kit import clock
from audits.kit.clean import needed_safe_text
from audits.kit.refusals import Blocked, Denied
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import User
from audits.scoring.framework import Framework

BLANK: Mapping[str, Any] = {"title": "", "dimension": "", "owner": None, "ruling": "", "reason": ""}


def open_gap(
    *, actor: Actor, candidate: Candidate, values: GapValues, key: str | None = None
) -> dict[str, Any]:
    """A gap with the candidate's next number; answers {"id", "code"}. Raises Denied, Invalid.

    `candidate` comes with its evaluation.
    """
    actor.require(roles.LEADS)
    write.same_workspace(actor, candidate.workspace_id)
    given = GapValues(**{**BLANK, **values})  # type: ignore[typeddict-item]
    cleaned = clean(actor, given, candidate.evaluation.catalog)

    def do() -> dict[str, Any]:
        candidate.follow()
        (row,) = added(actor, candidate, [cleaned], operation=key or "")
        return {"id": str(row.pk), "code": row.code}

    return journal.once(actor, key, journal.fingerprint("gap", candidate.pk, values), do)


def open_low(*, actor: Actor, candidate: Candidate, dimensions: Collection[str]) -> int:
    """A gap for each of these low dimensions that has none open yet; answers how many were made (R055)."""
    actor.require(roles.LEADS)
    write.same_workspace(actor, candidate.workspace_id)

    def do() -> dict[str, Any]:
        candidate.follow()
        low = not_held(load_candidate(candidate, whole=False, has_gaps=True), candidate.evaluation.document)
        offered = [one for one in low if one.dimension in dimensions]
        if not offered:
            raise Blocked(_("These dimensions are not low any more, or have their gap already."))
        ids = candidate.evaluation.catalog.dimension_ids
        new = [{"title": one.words, "dimension_id": ids[one.dimension]} for one in offered]
        return {"made": len(added(actor, candidate, new))}

    return int(journal.once(actor, None, "", do)["made"])


def not_held(view: CandidateView, framework: Framework) -> list[Low]:
    """Low dimensions without an open gap, in the framework's order."""
    held = {gap.dimension for gap in view.gaps if gap.is_open}
    return [one for one in low_dimensions(view, framework) if one.dimension not in held]


def added(actor: Actor, candidate: Candidate, new: list[dict[str, Any]], operation: str = "") -> list[Gap]:
    """New gaps under the candidate's lock, each with its number, its event and word to its owner."""
    last = Gap.objects.filter(candidate=candidate).aggregate(last=Max("number"))["last"] or 0
    own = {"workspace_id": actor.workspace_id, "candidate": candidate, "created_by_id": actor.user_id}
    by = {"version": 1, "saved_at": clock.now(), "saved_by_id": actor.user_id}
    rows = [Gap(number=last + step, **own, **by, **each) for step, each in enumerate(new, 1)]
    for row in rows:
        check_whole(row, actor.today, expired_before=None)
    Gap.objects.bulk_create(rows)
    for row in rows:
        record(actor, "gap.opened", row, candidate, after=told(row, candidate), operation=operation)
        tell_owner(actor, row, candidate, None)
    keep_in_step(actor, candidate, with_people(rows))
    return rows


def with_people(rows: list[Gap]) -> list[Gap]:
    """The same, each with whoever recorded it."""
    people = User.objects.in_bulk({row.created_by_id for row in rows})
    for row in rows:
        row.created_by = people[row.created_by_id]
    return rows


def edit_gap(
    *, actor: Actor, gap: Gap, values: GapValues, version: int | None, key: str | None = None
) -> dict[str, Any]:
    """Saves the fields given: leads all, the owner what they do about it. Raises Denied, Invalid, Conflict.

    `gap` comes with candidate, evaluation and owner; so in every action here.
    """
    let_owner(actor, gap)
    if not actor.can(roles.LEADS) and set(values) & (FIELDS - OWNERS):
        raise Denied(_("Whoever sees to a gap writes the mitigation and the vendor's date; a lead the rest."))
    candidate = gap.candidate
    cleaned = clean(actor, values, candidate.evaluation.catalog, present=gap.owner)

    def do() -> dict[str, Any]:
        row = locked(gap)
        owner, before = row.owner_id, told(row, candidate)
        check_whole(planned(row, cleaned), actor.today, expired_before=row.expires_on)
        swapped(actor, row, cleaned, version)
        record(actor, "gap.edited", row, candidate, before, told(row, candidate), operation=key or "")
        tell_owner(actor, row, candidate, owner)
        keep_in_step(actor, candidate, [row])
        return {"version": row.version}

    print_of = journal.fingerprint("gap-edit", gap.pk, values, version)
    return journal.once(actor, key, print_of, do)


def close_gap(*, actor: Actor, gap: Gap, how: str, version: int | None = None) -> None:
    """Closes it, saying how; a lead's or the owner's to do. Raises Denied, Invalid, Blocked, Conflict."""
    let_owner(actor, gap)
    words = needed_safe_text("closing", how, _("Say how it was closed; it stays on the record."))
    by = {"closing": words, "closed_at": clock.now(), "closed_by_id": actor.user_id}

    def do() -> dict[str, Any]:
        row = locked(gap)
        if not row.is_open:
            raise Blocked(_("This gap is closed already."))
        swapped(actor, row, by, version)
        record(actor, "gap.closed", row, gap.candidate, after={"closing": words})
        keep_in_step(actor, gap.candidate, [row])
        return {}

    journal.once(actor, None, "", do)


def reopen_gap(*, actor: Actor, gap: Gap, reason: str) -> None:
    """Opens a closed gap again for a reason; it stands as it was last ruled on."""
    actor.require(roles.LEADS)
    words = needed_safe_text("reason", reason, _("Say why it is open again."))

    def do() -> dict[str, Any]:
        row = locked(gap)
        if row.is_open:
            raise Blocked(_("This gap is open already."))
        before = {"closing": row.closing}
        swapped(actor, row, {"closing": "", "closed_at": None, "closed_by_id": None}, None)
        record(actor, "gap.reopened", row, gap.candidate, before, {"reason": words})
        keep_in_step(actor, gap.candidate, [row])
        return {}

    journal.once(actor, None, "", do)


def let_owner(actor: Actor, gap: Gap) -> None:
    """`Denied` for anybody but leads and the gap's owner."""
    write.same_workspace(actor, gap.workspace_id)
    is_own = gap.owner_id == actor.user_id and actor.can(roles.WRITES_OWN)
    if not actor.can(roles.LEADS) and not is_own:
        raise Denied(_("Only its owner, a lead or an admin may do this."))


def locked(gap: Gap) -> Gap:
    """The gap as it stands under its candidate's lock."""
    gap.candidate.follow()
    return Gap.objects.select_related("owner", "saved_by", "created_by").get(pk=gap.pk)


def planned(row: Gap, values: Mapping[str, Any]) -> Gap:
    """The gap as it would be with these values."""
    plan = copy(row)
    for name, value in values.items():
        setattr(plan, name, value)
    return plan


def swapped(actor: Actor, row: Gap, values: dict[str, Any], version: int | None) -> None:
    """Saves by compare-and-swap; the conflict tells people by name."""
    write.swap(row, values, actor=actor, version=version, at=clock.now())


def record(
    actor: Actor,
    kind: str,
    row: Gap,
    candidate: Candidate,
    before: Any = None,
    after: Any = None,
    **more: Any,
) -> None:
    journal.record(
        actor,
        kind,
        subject=candidate.pk,
        part=row.code,
        before=before,
        after=after,
        version=row.version,
        **more,
    )


def told(row: Gap, candidate: Candidate) -> dict[str, Any]:
    """A gap as the journal and a conflict tell it: owner by name, dimension by title."""
    evaluation = candidate.evaluation
    slug = evaluation.catalog.dimension_slugs[row.dimension_id]
    plain = ("workflow", "ruling", "reason", "mitigation", "vendor_on", "expires_on")
    return {
        "gap": row.title,
        "dimension": evaluation.document.dimension(slug).title,
        "owner": str(row.owner) if row.owner else "",
        **{name: getattr(row, name) for name in plain},
    }


def tell_owner(actor: Actor, row: Gap, candidate: Candidate, before: Any) -> None:
    """Word to somebody who was given a gap by another person."""
    if row.owner_id is None or row.owner_id in (before, actor.user_id):
        return
    outbox.post(
        workspace_id=row.workspace_id,
        kind="gap.assigned",
        recipient_id=row.owner_id,
        payload={
            "gap": {"id": str(row.pk), "code": row.code, "title": row.title},
            "vendor": candidate.vendor.name,
            "by": actor.name,
            "due": row.due_on,
        },
    )
