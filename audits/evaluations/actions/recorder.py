"""One person writes the verdicts down while a panel's demo runs; the others propose theirs."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from audits.evaluations.models import Candidate, Demo
from audits.kit.refusals import Blocked
from audits.people.actor import Actor

RECORDED = frozenset({"verdict", "proof", "is_vague"})
"""What the recorder alone writes; notes, facts and marks are everybody's."""


def only_the_recorder(actor: Actor, candidate: Candidate, fields: Iterable[str]) -> None:
    """`Blocked` for everybody else while a panel's demo with a recorder runs or rests.

    Asked under the candidate's lock, which a demo takes as well to start and to end.
    """
    if not candidate.evaluation.is_panel or RECORDED.isdisjoint(fields):
        return
    demo = Demo.objects.live().filter(candidate=candidate).select_related("recorder").first()
    if demo and demo.recorder and demo.recorder_id != actor.user_id:
        words = {"name": demo.recorder}
        raise Blocked(_("%(name)s records the verdicts of this demo. Propose yours instead.") % words)
