"""Withdrawing a run that was started by mistake: it stays to be read, and counts nowhere."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from audits.checklists.actions.runs import counts, require_lead_or_owner
from audits.checklists.models import Run
from audits.checklists.models.run import RunStatus
from audits.connectors.models import Connector
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import needed_safe_text
from audits.people.actor import Actor
from audits.people.rows import held


def withdraw_run(*, actor: Actor, run: Run, reason: str) -> None:
    """Takes an open run back, also with items done; what it found stays. `Blocked` when it is over."""
    require_lead_or_owner(actor, run)
    reason = needed_safe_text("reason", reason, _("Say why; the reason stays on the record."), limit=1000)

    def do() -> dict[str, Any]:
        run.touch()
        row, now = Run.objects.get(pk=run.pk), clock.now()
        Run.objects.filter(pk=run.pk).update(
            status=RunStatus.WITHDRAWN,
            withdrawn_at=now,
            withdrawn_by_id=actor.user_id,
            withdrawn_reason=reason,
            seconds_before=row.elapsed(now),
            running_since=None,
        )
        recount_audited(actor, run)
        journal.record(actor, "run.withdrawn", subject=run.pk, after={"reason": reason, **counts(run)})
        return {}

    journal.once(actor, None, "", do)


def recount_audited(actor: Actor, run: Run) -> None:
    """Its connectors were last audited by the latest run that is finished: this one may have been once."""
    connectors = held(Connector.objects.filter(run_connectors__run=run))
    latest = Run.objects.finished().filter(run_connectors__connector=OuterRef("pk")).order_by("-finished_at")
    days = latest.annotate(day=TruncDate("finished_at", tzinfo=actor.zone)).values("day")[:1]
    Connector.objects.filter(pk__in=connectors).update(audited_on=Subquery(days))
