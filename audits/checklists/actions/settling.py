"""What becomes of a finding: resolved, its risk accepted for a time, opened again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audits.checklists.actions.failure import clean_values
from audits.checklists.actions.finding_rows import fresh, outcome, recount, tell_reopened, write
from audits.checklists.models import Finding
from audits.checklists.models.finding import FindingState
from audits.checklists.rights import require_write
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import needed_safe_text, needed_text
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor

REOPENED = "finding.reopened"


def turn(
    actor: Actor,
    finding: Finding,
    values: Mapping[str, Any],
    *,
    kind: str,
    allowed: tuple[str, ...],
    refusal: str,
    version: int | None,
    reason: str = "",
) -> dict[str, Any]:
    """From one state to another; `Blocked` with the words `refusal` when it stands elsewhere."""

    def do() -> dict[str, Any]:
        row = fresh(finding.pk)
        if row.state not in allowed:
            raise Blocked(refusal)
        write(actor, row, values, version=version, kind=kind, reason=reason)
        recount([row.connector_id])
        if kind == REOPENED and row.owner_id != actor.user_id:
            tell_reopened(row, by=actor.name, why=reason)
        return outcome(row)

    return journal.once(actor, None, "", do)


def resolve_finding(
    *, actor: Actor, finding: Finding, fix: str, regression_test: str = "", version: int | None = None
) -> dict[str, Any]:
    """Put right: what was done, and the test that would notice it next time."""
    require_write(actor, finding)
    said = needed_text("fix", fix, _("Say what put it right; it stays on the record."))
    values = clean_values(actor, {"fix": said, "regression_test": regression_test})
    values |= {
        "state": FindingState.RESOLVED,
        "resolved_at": clock.now(),
        "resolved_by_id": actor.user_id,
    }
    refusal = _("Only an open finding can be resolved; complete the record of a draft first.")
    allowed = (FindingState.OPEN, FindingState.ACCEPTED)
    return turn(
        actor, finding, values, kind="finding.resolved", allowed=allowed, refusal=refusal, version=version
    )


def accept_risk(
    *, actor: Actor, finding: Finding, reason: str, until: date | None, version: int | None = None
) -> dict[str, Any]:
    """Lives with it for a stated time; afterwards it is open again by itself."""
    actor.require(roles.LEADS)
    missing = _("Say why this risk is acceptable; it stays on the record.")
    said = needed_safe_text("reason", reason, missing)
    today = clock.now().astimezone(actor.zone).date()
    if until is None or until <= today:
        raise Invalid({"until": [_("Choose a day after today; when it is over, the finding opens again.")]})
    values = {
        "state": FindingState.ACCEPTED,
        "accepted_reason": said,
        "accepted_until": until,
        "accepted_by_id": actor.user_id,
    }
    refusal = _("Only an open finding's risk can be accepted; complete the record of a draft first.")
    return turn(
        actor,
        finding,
        values,
        kind="finding.accepted",
        allowed=(FindingState.OPEN,),
        refusal=refusal,
        version=version,
    )


def reopen_finding(
    *, actor: Actor, finding: Finding, reason: str, version: int | None = None
) -> dict[str, Any]:
    """Opens a resolved or accepted finding again, with a reason."""
    require_write(actor, finding)
    said = needed_safe_text("reason", reason, _("Say why; the reason stays on the record."), limit=1000)
    values = {"state": FindingState.OPEN, "resolved_at": None, "resolved_by_id": None}
    allowed = (FindingState.RESOLVED, FindingState.ACCEPTED)
    refusal = _("This finding is open already.")
    return turn(
        actor,
        finding,
        values,
        kind=REOPENED,
        allowed=allowed,
        refusal=refusal,
        version=version,
        reason=said,
    )


def drop_draft(*, actor: Actor, finding: Finding, reason: str, version: int | None = None) -> dict[str, Any]:
    """A draft that was no failure after all: kept with the reason, and no work any more."""
    require_write(actor, finding)
    said = needed_safe_text("reason", reason, _("Say why it is no failure."), limit=1000)
    return turn(
        actor,
        finding,
        {"state": FindingState.DROPPED},
        kind="finding.dropped",
        allowed=(FindingState.DRAFT,),
        refusal=_("Only a draft can be dropped; a finding is resolved."),
        version=version,
        reason=said,
    )
