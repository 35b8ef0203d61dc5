"""The nouns of an evaluation."""

from audits.evaluations.models.clarification import (
    Clarification,
    ClarificationFile,
    ClarificationItem,
)
from audits.evaluations.models.condition import Condition, ConditionStep
from audits.evaluations.models.cost import CostSheet
from audits.evaluations.models.decision import Decision, ReportFile
from audits.evaluations.models.declaration import Declaration
from audits.evaluations.models.deferral import Deferral
from audits.evaluations.models.demo import Capture, Demo, Trial, TrialTask
from audits.evaluations.models.evaluation import Candidate, Evaluation
from audits.evaluations.models.gap import Gap
from audits.evaluations.models.letter import FeedbackLetter
from audits.evaluations.models.panel import PanelScore
from audits.evaluations.models.record import Answer, Exhibit, ObjectCheck, Score, Waiver
from audits.evaluations.models.remark import Remark, RemarkAnswer
from audits.evaluations.models.signature import Signature
from audits.evaluations.models.sla import Sla
from audits.evaluations.models.together import Presence, Proposal

__all__ = [
    "Answer",
    "Candidate",
    "Capture",
    "Clarification",
    "ClarificationFile",
    "ClarificationItem",
    "Condition",
    "ConditionStep",
    "CostSheet",
    "Decision",
    "Declaration",
    "Deferral",
    "Demo",
    "Evaluation",
    "Exhibit",
    "Gap",
    "ObjectCheck",
    "FeedbackLetter",
    "PanelScore",
    "Presence",
    "Proposal",
    "Remark",
    "RemarkAnswer",
    "ReportFile",
    "Score",
    "Signature",
    "Sla",
    "Trial",
    "TrialTask",
    "Waiver",
]
