"""Which PDF of a decision stands to be signed, and when another one has to be made."""

import hashlib
from collections.abc import Iterable
from typing import Any

from audits.evaluations.models import Condition, Decision, ReportFile, Signature
from audits.evaluations.models.decision import DECIDED, ReportKind
from audits.evaluations.models.signature import SignatureAnswer
from audits.evidence.making import MadeStatus
from audits.journal.models import canonical

TO_SIGN = "to-sign"
"""Where other content keys name the edition: an upgrade replaces nothing that lies before signers."""


def offered(decision: Decision) -> ReportFile | None:
    """The PDF that shows the decision with what has come of it so far, made or being made."""
    rows = ReportFile.objects.filter(evaluation=decision.evaluation_id, content_key=offered_key(decision))
    return rows.exclude(status=MadeStatus.FAILED).first()


def offered_key(decision: Decision) -> str:
    state = f"{DECIDED}-{decision.revision}-{digest(substance(decision))}"
    return f"{ReportKind.COMPARISON}:all:{state}:{TO_SIGN}"


def substance(decision: Decision) -> list[Any]:
    """What a signer must know besides the frozen state: conditions as they stand, challenges and answers.

    Others' signatures are no part of it: those who sign the same state sign the same file.
    """
    rows = Condition.objects.filter(decision=decision).order_by("number").prefetch_related("steps")
    conditions = [[row.number, row.status, [step.note for step in row.steps.all()]] for row in rows]
    challenges = Signature.objects.filter(decision=decision, answer=SignatureAnswer.CHALLENGED)
    return [conditions, list(challenges.order_by("pk").values_list("reason", "reply"))]


def followed(decision: Decision) -> str:
    """A digest of everything live that a report prints beside the snapshot; blank when there is nothing."""
    rows = Signature.objects.filter(decision=decision).order_by("pk")
    signatures = list(rows.values_list("name", "role", "answer", "revoked_at", "ended_at", "replied_at"))
    owners = Condition.objects.filter(decision=decision).order_by("number").values_list("owner__name")
    found = [substance(decision), signatures, list(owners)]
    return digest(found) if signatures or found[0][0] else ""


def digest(parts: Iterable[Any]) -> str:
    return hashlib.sha256(canonical({"parts": list(parts)}).encode()).hexdigest()[:12]
