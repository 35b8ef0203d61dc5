"""What follows from the decision: its conditions, and who has signed it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from audits.evaluations.comparison.awarded import ConditionStepView, ConditionView, SignatureView
from audits.evaluations.comparison.shapes import Stamp
from audits.evaluations.models.condition import ConditionStatus
from audits.reports.presenting import wording
from audits.reports.presenting.material import Material


@dataclass(frozen=True, slots=True)
class ConditionRow:
    code: str
    text: str
    owner: str
    due: str
    status: str
    tone: str
    steps: tuple[str, ...]
    """What became of it, the oldest first: who said what, and when."""


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """Somebody asked to sign; `is_blank` leaves room for a signature by hand."""

    name: str
    email: str
    role: str
    state: str
    when: str
    due: str
    sha256: str
    reason: str
    reply: str
    replied: str
    is_blank: bool


TONES = {"met": "strong", "missed": "stop", "open": "partial"}


def conditions(material: Material) -> tuple[ConditionRow, ...]:
    decision = material.view.decision
    return tuple(condition_row(one, material) for one in decision.conditions) if decision else ()


def condition_row(one: ConditionView, material: Material) -> ConditionRow:
    return ConditionRow(
        code=one.code,
        text=one.text,
        owner=one.owner,
        due=wording.day(one.due_on),
        status=str(ConditionStatus(one.status).label),
        tone=TONES.get(one.status, ""),
        steps=tuple(step_line(step, material) for step in one.steps),
    )


def step_line(step: ConditionStepView, material: Material) -> str:
    words = {
        "status": ConditionStatus(step.status).label,
        "note": step.note,
        "stamp": wording.stamp(Stamp(step.by, step.at), material.zone),
    }
    return _("%(status)s: %(note)s (%(stamp)s)") % words


def signatures(material: Material) -> tuple[SignatureRow, ...]:
    """Everybody asked, but for requests that were taken back."""
    decision = material.view.decision
    rows = decision.signatures if decision else ()
    return tuple(signature_row(one, material) for one in rows if one.state != "revoked")


def signature_row(one: SignatureView, material: Material) -> SignatureRow:
    return SignatureRow(
        name=one.name,
        email=one.email,
        role=one.role,
        due=wording.day(one.due_on),
        state=state_words()[one.state],
        when=wording.when(one.answered_at, material.zone) if one.answered_at else "",
        sha256=one.sha256,
        reason=one.reason,
        reply=one.reply,
        replied=(
            wording.stamp(Stamp(one.replied_by, one.replied_at), material.zone) if one.replied_at else ""
        ),
        is_blank=one.state in ("open", "expired"),
    )


def state_words() -> dict[str, str]:
    return {
        "signed": _("Signed"),
        "challenged": _("Challenged"),
        "open": _("Not answered yet"),
        "expired": _("Not answered in time"),
        "ended": _("Ended: the evaluation was opened again"),
    }
