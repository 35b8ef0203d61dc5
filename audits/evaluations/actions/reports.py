"""Asking for reports: the same content is made once (R070, R072)."""

import hashlib

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from audits.evaluations.models import Candidate, Decision, Evaluation, FeedbackLetter, ReportFile
from audits.evaluations.models.decision import DECIDED, ReportKind
from audits.evaluations.offers import followed
from audits.evidence import making
from audits.evidence.making import MadeStatus
from audits.journal.models import canonical
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actor import Actor


def request_report(
    *, actor: Actor, evaluation: Evaluation, candidate: Candidate | None, kind: str, edition: str
) -> ReportFile:
    """The report of the present content: a file made before, one under way, or a new job.

    `edition` names the templates and code that would make it. A failed report is asked for anew.
    """
    actor.require(roles.READS_EVALUATIONS)
    fitting(evaluation, candidate, kind)
    key = content_key(evaluation, candidate, kind, edition)
    return standing(evaluation, key) or enqueue(actor, evaluation, candidate, kind, key)


def fitting(evaluation: Evaluation, candidate: Candidate | None, kind: str) -> None:
    """A comparison has no candidate, the other kinds have one of this evaluation."""
    if kind not in ReportKind.values:
        raise Invalid({"kind": [_("There is no such report.")]})
    is_comparison = kind == ReportKind.COMPARISON
    if is_comparison != (candidate is None):
        raise Invalid({"candidate": [_("Choose one vendor for this report, and none for the comparison.")]})
    if candidate is not None and candidate.evaluation_id != evaluation.pk:
        raise Invalid({"candidate": [_("This candidate is not part of the evaluation.")]})


def standing(evaluation: Evaluation, key: str) -> ReportFile | None:
    """The report of this content that is ready or under way."""
    rows = ReportFile.objects.filter(evaluation=evaluation, content_key=key)
    return rows.exclude(status=MadeStatus.FAILED).first()


def enqueue(
    actor: Actor, evaluation: Evaluation, candidate: Candidate | None, kind: str, key: str
) -> ReportFile:
    """A new job; when somebody else asked in the same moment, theirs."""
    report = ReportFile(
        workspace_id=evaluation.workspace_id,
        evaluation=evaluation,
        candidate=candidate,
        kind=kind,
        content_key=key,
        revision=evaluation.revision,
        requested_by_id=actor.user_id,
    )
    return making.enqueue(report, lambda: standing(evaluation, key))


def content_key(evaluation: Evaluation, candidate: Candidate | None, kind: str, edition: str) -> str:
    """What a report of this moment shows, as a short text: equal keys mean equal content."""
    whose = candidate.pk.hex if candidate else "all"
    if kind == ReportKind.LETTER and candidate:
        return f"{kind}:{whose}:{letter_of(evaluation, candidate)}:{edition}"
    return f"{kind}:{whose}:{state_of(evaluation)}:{left_open(evaluation)}:{edition}"


def letter_of(evaluation: Evaluation, candidate: Candidate) -> str:
    """The saved letter and its version; `Invalid` while there is none to print."""
    rows = FeedbackLetter.objects.filter(candidate=candidate, decision__revision=evaluation.revision)
    row = None if evaluation.is_open else rows.first()
    if row is None:
        raise Invalid({"candidate": [_("No letter to this vendor was saved yet.")]})
    return f"{row.pk.hex[-12:]}.{row.version}"


def left_open(evaluation: Evaluation) -> str:
    """What a decision leaves open and the report prints as it stands: remarks with their answers, conditions,
    signatures."""
    remarks = evaluation.remarks.aggregate(number=Count("pk"), writes=Sum("version"))
    decision = None if evaluation.is_open else present(evaluation)
    live = followed(decision) if decision else ""
    return f"{remarks['number']}.{remarks['writes'] or 0}{live and '.'}{live}"


def present(evaluation: Evaluation) -> Decision | None:
    """The decision of the present revision, without its snapshot."""
    return evaluation.decisions.defer("snapshot").filter(revision=evaluation.revision).first()


def state_of(evaluation: Evaluation) -> str:
    """The decided revision, which never changes, or the count of writes and the names in use."""
    if not evaluation.is_open:
        return f"{DECIDED}-{evaluation.revision}"
    running = evaluation.candidates.running()
    change = evaluation.change + (running.aggregate(total=Sum("change"))["total"] or 0)
    return f"change-{change}-{names_digest(evaluation)}"


def names_digest(evaluation: Evaluation) -> str:
    """Names that can change without a write under the evaluation: its workspace's and vendors'."""
    vendors = evaluation.candidates.running().order_by("pk")
    names = {
        "title": evaluation.title,
        "workspace": [evaluation.workspace.name, evaluation.workspace.timezone],
        "vendors": list(vendors.values_list("vendor__name", "vendor__product")),
    }
    return hashlib.sha256(canonical(names).encode()).hexdigest()[:12]
