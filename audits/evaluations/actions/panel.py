"""Points given blind, one panelist at a time (contract: Panel mode)."""

from datetime import datetime
from typing import Any, cast

from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.actions.scores import ScoreValues, clean, save_score
from audits.evaluations.models import Candidate, PanelScore
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.refusals import Blocked, Conflict, Invalid, Revealed
from audits.people import roles
from audits.people.actor import Actor

Values = dict[str, Any]


class OwnValues(ScoreValues, total=False):
    """As points of the lead's; or `is_abstained`, not wanting to judge, which is no blank."""

    is_abstained: bool


def save_points(
    *,
    actor: Actor,
    candidate: Candidate,
    dimension: str,
    values: OwnValues,
    version: int | None,
    key: str | None = None,
) -> dict[str, Any]:
    """Points as the evaluation's mode has them: the candidate's own, or in panel mode the actor's."""
    save = save_own if candidate.evaluation.is_panel else save_score
    return save(
        actor=actor, candidate=candidate, dimension=dimension, values=values, version=version, key=key
    )


def save_own(
    *,
    actor: Actor,
    candidate: Candidate,
    dimension: str,
    values: OwnValues,
    version: int | None,
    key: str | None = None,
) -> dict[str, Any]:
    """Saves the actor's own points or reason of one dimension, or that they abstain from it.

    Points and an abstention exclude each other: the newer word wins. `candidate` comes with its
    evaluation. Raises Denied, Invalid, Conflict, Decided, Revealed.
    """
    actor.require(roles.GIVES_PANEL_POINTS)
    return keep(actor, candidate, dimension, clean_own(values), version, key)


def clean_own(values: OwnValues) -> Values:
    """Database values of what was given; an abstention takes the points with it, and points end it."""
    given = dict(values)
    is_abstained = given.pop("is_abstained", None)
    cleaned = clean(cast(ScoreValues, given))
    if not isinstance(is_abstained, bool | None):
        raise Invalid({"is_abstained": [_("This must be true or false.")]})
    if is_abstained and cleaned.get("points") is not None:
        raise Invalid({"is_abstained": [_("Give points, or abstain.")]})
    if is_abstained:
        return {**cleaned, "points": None, "is_abstained": True}
    if "points" in cleaned or is_abstained is False:
        cleaned["is_abstained"] = False
    return cleaned


def keep(
    actor: Actor, candidate: Candidate, dimension: str, values: Values, version: int | None, key: str | None
) -> dict[str, Any]:
    """Writes the actor's own row; the journal says that they saved, and what only at the reveal."""
    write.same_workspace(actor, candidate.workspace_id)
    require_panel(candidate)
    at = clock.now()

    def do() -> dict[str, Any]:
        candidate.touch()
        still_blind(candidate)
        row = own_row(actor, candidate, dimension)
        swap_own(actor, row, values, version, at)
        journal.record(
            actor,
            "panel.saved",
            subject=candidate.pk,
            part=dimension,
            operation=key or "",
            version=row.version,
        )
        return write.outcome(candidate, row)

    print_of = journal.fingerprint("own", candidate.pk, dimension, values, version)
    return journal.once(actor, key, print_of, do, write.expected(candidate, version, at))


def require_panel(candidate: Candidate) -> None:
    if not candidate.evaluation.is_panel:
        raise Blocked(_("In this evaluation the lead gives the points; there is no panel."))


def still_blind(candidate: Candidate) -> None:
    """Asked of the database under the candidate's lock: a save and the reveal exclude each other."""
    if not Candidate.objects.filter(pk=candidate.pk, revealed_at=None).exists():
        raise Revealed(_("The panel's points have been revealed. Nobody's own points change any more."))


def own_row(actor: Actor, candidate: Candidate, dimension: str) -> PanelScore:
    """The actor's row, made with the first save; the candidate's lock keeps it from being made twice."""
    row, _made = PanelScore.objects.get_or_create(
        candidate=candidate,
        dimension_id=candidate.evaluation.catalog.dimension_ids[dimension],
        panelist_id=actor.user_id,
        defaults={"workspace_id": candidate.workspace_id},
    )
    return row


def swap_own(actor: Actor, row: PanelScore, values: Values, version: int | None, at: datetime) -> None:
    """Writes on the version that was seen, and adds to the trail; a stale one is a `Conflict`."""
    if version is not None and version != row.version:
        before = {name: getattr(row, name) for name in values}
        raise Conflict(
            _("You changed this in the meantime, on another screen."),
            yours=values,
            theirs={**before, **write.stamp(actor.name, row.saved_at, actor)},
            version=row.version,
        )
    for name, value in values.items():
        setattr(row, name, value)
    row.version, row.saved_at = row.version + 1, at
    step = {"points": row.points, "is_abstained": row.is_abstained, "rationale": row.rationale}
    row.trail = [*row.trail, {"at": at.isoformat(), **step}]
    row.save()
