"""Laying the panel's points open, and agreeing on the points that count (contract: Panel mode)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.actions.panel import require_panel
from audits.evaluations.actions.scores import ScoreValues, clean
from audits.evaluations.models import Candidate, PanelScore, Score
from audits.evaluations.panel import Panelist, panel_of
from audits.frameworks.catalog import Catalog
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.scoring.panel import Tally

Tallies = Mapping[int, Tally]


def reveal(*, actor: Actor, candidate: Candidate, key: str | None = None) -> dict[str, Any]:
    """Freezes everybody's own points and starts the agreed ones from their means.

    Who has not judged a dimension counts as abstaining; `panel.unfinished` names them beforehand.
    `candidate` comes with its evaluation. Raises Denied, Blocked (revealed already), Decided.
    """
    actor.require(roles.LEADS)
    write.same_workspace(actor, candidate.workspace_id)
    require_panel(candidate)
    at = clock.now()

    def do() -> dict[str, Any]:
        candidate.touch()
        lay_open(candidate, actor, at)
        freeze(candidate, panel_of(candidate))
        rows = list(frozen(candidate))
        start_agreed(actor, candidate, tallies(rows), at)
        tell(actor, candidate, rows, key)
        return {"change": candidate.change}

    return journal.once(actor, key, journal.fingerprint("reveal", candidate.pk), do)


def lay_open(candidate: Candidate, actor: Actor, at: datetime) -> None:
    """The reveal happens once, whoever asks at the same time."""
    blind = Candidate.objects.filter(pk=candidate.pk, revealed_at=None)
    if not blind.update(revealed_at=at, revealed_by_id=actor.user_id):
        raise Blocked(_("The panel's points of %(vendor)s were revealed before.") % {"vendor": candidate})
    candidate.revealed_at, candidate.revealed_by_id = at, actor.user_id


def freeze(candidate: Candidate, panel: Iterable[Panelist]) -> None:
    """Missing points become abstentions; points of people who do not count stay, marked so."""
    people = [one.user_id for one in panel]
    rows = PanelScore.objects.filter(candidate=candidate)
    rows.exclude(panelist__in=people).update(is_counted=False)
    rows.filter(points=None).update(is_abstained=True)
    there = set(rows.values_list("panelist_id", "dimension_id"))
    PanelScore.objects.bulk_create(
        PanelScore(
            workspace_id=candidate.workspace_id,
            candidate=candidate,
            dimension_id=dimension,
            panelist_id=person,
            is_abstained=True,
        )
        for person in people
        for dimension in candidate.evaluation.catalog.dimension_ids.values()
        if (person, dimension) not in there
    )


def frozen(candidate: Candidate) -> Iterable[PanelScore]:
    """The panel's rows with their people, by dimension and name."""
    rows = PanelScore.objects.filter(candidate=candidate).select_related("panelist")
    return rows.order_by("dimension_id", "panelist__name", "pk")


def tallies(rows: Iterable[PanelScore]) -> Tallies:
    """The counted points by dimension."""
    given: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.points is not None and row.is_counted:
            given[row.dimension_id].append(row.points)
    return {dimension: Tally(tuple(points)) for dimension, points in given.items()}


def start_agreed(actor: Actor, candidate: Candidate, found: Tallies, at: datetime) -> None:
    """The agreed points begin as the rounded means, and stay blank where nobody gave any."""
    rows = list(Score.objects.filter(candidate=candidate))
    for row in rows:
        row.points = found[row.dimension_id].rounded if row.dimension_id in found else None
        row.version, row.saved_at, row.saved_by_id = row.version + 1, at, actor.user_id
    Score.objects.bulk_update(rows, ["points", "version", "saved_at", "saved_by"])


def tell(actor: Actor, candidate: Candidate, rows: Iterable[PanelScore], key: str | None) -> None:
    """What the journal kept back until now: everybody's points, in short and with their whole trail."""
    catalog = candidate.evaluation.catalog
    rows = list(rows)
    journal.record(
        actor,
        "candidate.revealed",
        subject=candidate.pk,
        after=in_short(rows, catalog),
        operation=key or "",
        panel=[in_full(row, catalog) for row in rows],
    )


def in_short(rows: Iterable[PanelScore], catalog: Catalog) -> dict[str, dict[str, Any]]:
    """Points by dimension and person, under titles and names, for reading."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        if not row.is_counted:
            continue
        title = catalog.framework.dimension(catalog.dimension_slugs[row.dimension_id]).title
        found[title][str(row.panelist)] = row.points
    return found


def in_full(row: PanelScore, catalog: Catalog) -> dict[str, Any]:
    return {
        "dimension": catalog.dimension_slugs[row.dimension_id],
        "panelist": row.panelist_id,
        "name": str(row.panelist),
        "points": row.points,
        "is_abstained": row.is_abstained,
        "is_counted": row.is_counted,
        "rationale": row.rationale,
        "trail": row.trail,
    }


def agree(
    *,
    actor: Actor,
    candidate: Candidate,
    dimension: str,
    values: ScoreValues,
    version: int | None,
    key: str | None = None,
) -> dict[str, Any]:
    """Sets the agreed points or their reason of one dimension, which alone count.

    `candidate` comes with its evaluation. Raises Denied, Invalid (no reason for points outside the
    panel's own range), Blocked (before the reveal), Conflict, Decided.
    """
    actor.require(roles.LEADS)
    write.same_workspace(actor, candidate.workspace_id)
    require_panel(candidate)
    cleaned = clean(values)
    at = clock.now()

    def do() -> dict[str, Any]:
        candidate.touch()
        after_reveal(candidate)
        key_of_dimension = candidate.evaluation.catalog.dimension_ids[dimension]
        row = Score.objects.select_related("saved_by").get(candidate=candidate, dimension_id=key_of_dimension)
        # A missing reason is told of the points that stand, not of those that somebody saw before.
        write.refuse_stale(row, cleaned, actor=actor, version=version)
        reasoned(row, cleaned, tally_of(row))
        before = write.swap(row, cleaned, actor=actor, version=version, at=at)
        journal.record(
            actor,
            "score.agreed",
            subject=candidate.pk,
            part=dimension,
            before=before,
            after=cleaned,
            operation=key or "",
            version=row.version,
        )
        return write.outcome(candidate, row)

    print_of = journal.fingerprint("agree", candidate.pk, dimension, values, version)
    return journal.once(actor, key, print_of, do, write.expected(candidate, version, at))


def after_reveal(candidate: Candidate) -> None:
    """A reveal is never taken back, so one that is known of need not be asked for again."""
    if candidate.revealed_at is None:
        raise Blocked(_("Points are agreed on once the panel's own points have been revealed."))


def tally_of(row: Score) -> Tally:
    counted = PanelScore.objects.filter(
        candidate=row.candidate_id, dimension=row.dimension_id, is_counted=True
    )
    given = counted.exclude(points=None).values_list("points", flat=True)
    return Tally(tuple(points for points in given if points is not None))


def reasoned(row: Score, cleaned: Mapping[str, Any], tally: Tally) -> None:
    """Points outside the panel's own range come with their reason; an old one was for other points."""
    points = cleaned.get("points", row.points)
    kept = row.rationale if points == row.points else ""
    if tally.holds(points) or cleaned.get("rationale", kept).strip():
        return
    if tally.spread is None:
        raise Invalid({"rationale": [_("Nobody of the panel gave points here. Say why you do.")]})
    words = {"lowest": tally.lowest, "highest": tally.highest}
    raise Invalid(
        {"rationale": [_("The panel gave %(lowest)d to %(highest)d. Say why these points differ.") % words]}
    )
