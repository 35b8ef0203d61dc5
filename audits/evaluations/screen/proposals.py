"""What the card of a question holds in a panel: others' proposals, one's own, and who records."""

from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import AnswerView, ProposalView
from audits.scoring.score import Proof, Verdict


def on(holds: bool, word: str = " checked") -> str:
    return word if holds else ""


def proposals_html(answer: AnswerView, person: UUID | None, *, is_recorder: bool) -> str:
    """What the others propose and note, which is nothing outside of a panel."""
    others = [one for one in answer.proposals if one.person.id != person]
    if not others:
        return ""
    shown = [(one, is_recorder and differs(one, answer)) for one in others]
    return render_to_string("evaluations/_question_proposals.html", {"proposals": shown})


def differs(proposal: ProposalView, answer: AnswerView) -> bool:
    """There is something to take over."""
    is_proposed = proposal.verdict is not None or proposal.proof is not None
    return is_proposed and (proposal.verdict, proposal.proof) != (answer.verdict, answer.proof)


def own_values(answer: AnswerView, person: UUID | None, *, is_recorder: bool) -> dict[str, Any]:
    """The reader's own proposal, out of sight while they may write verdicts and have none."""
    own = next((one for one in answer.proposals if one.person.id == person), None)
    verdict, proof = (own.verdict, own.proof) if own else (None, None)
    return {
        **{f"own_{one}": on(verdict == one) for one in Verdict},
        **{f"own_{one}".replace("-", "_"): on(proof == one) for one in Proof},
        "own_verdict_blank": on(verdict is None),
        "own_proof_blank": on(proof is None),
        "own_version": own.version if own else 0,
        "own_note": own.note if own else "",
        "own_hidden": on(is_recorder and own is None, " hidden"),
    }


def recorder_values(recorder: str) -> dict[str, str]:
    """Who else writes the verdicts, which closes their fields; blank when the reader may."""
    words = _("recorded by %(name)s") % {"name": recorder} if recorder else ""
    return {"verdict_off": on(bool(recorder), " disabled"), "recorded_by": words}
