"""Citing the demo: who promised what on which day, and how far it was shown."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.commitments.models import Commitment
from audits.evidence.models import Proof
from audits.journal.kinds import VALUES
from audits.kit.days import said_day

SHOWN = {
    "": gettext_lazy("no proof noted"),
    Proof.CLAIMED: gettext_lazy("claimed, never shown"),
    Proof.SANDBOX: gettext_lazy("shown in a sandbox"),
    Proof.PRODUCTION: gettext_lazy("shown in production"),
    Proof.OWN_ORG: gettext_lazy("shown in our own org"),
}


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a promise comes from; `steps` is how far up the ladder of proof it was shown."""

    code: str
    question: str
    answered: str
    day: date | None
    moment: str
    shown: str
    steps: int
    said_by: str
    words: str
    source: str
    path: str
    is_gap: bool = False
    """It is a gap that was known, and nobody's promise."""

    @property
    def sentence(self) -> str:
        """For where only text goes: question, day, proof, who, and the words."""
        day = said_day(self.day) if self.day else ""
        place = ", ".join(part for part in (self.code, day, self.shown) if part)
        said = _("Recorded by %(who)s.") if self.is_gap else _("Said by %(who)s.")
        who = said % {"who": self.said_by} if self.said_by else ""
        noted = _("Noted then: %(words)s") % {"words": self.words}
        return " ".join(part for part in (f"{place}.", who, noted) if part)


def citation(commitment: Commitment) -> Citation:
    """What a commitment copied of its source; without a note the promise's own text is quoted."""
    proof = commitment.proof
    return Citation(
        code=commitment.question.upper(),
        question=commitment.question_text,
        answered=str(VALUES.get(commitment.verdict, "")),
        day=commitment.said_on,
        moment=moment(commitment.demo_second),
        shown=_("a gap that was known") if commitment.is_gap else str(SHOWN[proof]),
        steps=Proof.values.index(proof) + 1 if proof else 0,
        said_by=commitment.said_by,
        words=commitment.words or commitment.text,
        source=commitment.source_title,
        path=commitment.source_path,
        is_gap=commitment.is_gap,
    )


def moment(second: int | None) -> str:
    """A second of the demo as it stands on a recording: 75:04."""
    return "" if second is None else f"{second // 60}:{second % 60:02d}"
