"""Having the PDF made that is to be signed."""

from uuid import UUID

from audits.evaluations.models import Decision, ReportFile
from audits.evaluations.models.decision import ReportKind
from audits.evaluations.offers import offered, offered_key
from audits.evidence import making


def offer(decision: Decision, user_id: UUID) -> ReportFile:
    """The PDF of the decision as it stands; a new job for the worker when there is none.

    Under the decision's lock, so that what it shows cannot change meanwhile.
    """
    present = offered(decision)
    if present:
        return present
    report = ReportFile(
        workspace_id=decision.workspace_id,
        evaluation_id=decision.evaluation_id,
        kind=ReportKind.COMPARISON,
        content_key=offered_key(decision),
        revision=decision.revision,
        requested_by_id=user_id,
    )
    return making.enqueue(report, lambda: offered(decision))
