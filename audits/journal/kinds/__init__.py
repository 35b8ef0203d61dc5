"""Every kind of event with its words; a test finds a kind that is recorded without any."""

from django.utils.functional import Promise

from audits.journal.kinds import evaluations, frameworks, people, runs, vendors
from audits.journal.kinds.fields import FIELDS
from audits.journal.kinds.values import VALUES

__all__ = ["FIELDS", "KINDS", "OPEN_KINDS", "SCORE_KINDS", "VALUES"]

OPEN: dict[str, Promise] = {**vendors.KINDS, **evaluations.KINDS, **frameworks.KINDS, **runs.KINDS}
KINDS: dict[str, Promise] = {**OPEN, **people.KINDS}
"""By kind; %(part)s is the dimension, question, object or candidate concerned."""

SCORE_KINDS = ("score.saved", "panel.saved", "candidate.revealed", "score.agreed")
OPEN_KINDS = tuple(OPEN)
"""What readers of evaluations may see; the rest is about people and settings."""
