"""Commitments, their judgements, and the contracts that may hold them."""

from audits.commitments.models.commitment import Commitment, Comparison, Judgement, Kind, State
from audits.commitments.models.contract import NOTICE_WORK, Clause, Contract

__all__ = ["NOTICE_WORK", "Clause", "Commitment", "Comparison", "Contract", "Judgement", "Kind", "State"]
