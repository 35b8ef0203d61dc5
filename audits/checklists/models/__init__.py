"""The nouns of audits after the purchase."""

from audits.checklists.models.attachment import Attachment
from audits.checklists.models.finding import Finding
from audits.checklists.models.incident import Incident, IncidentEntry, IncidentStep
from audits.checklists.models.pause import PausedAutomation
from audits.checklists.models.printout import Printout
from audits.checklists.models.run import Run, RunConnector, RunItem
from audits.checklists.models.schedule import Occurrence, Schedule, ScheduleConnector
from audits.checklists.models.version import ChecklistVersion, Draft

__all__ = [
    "Attachment",
    "ChecklistVersion",
    "Draft",
    "Finding",
    "Incident",
    "IncidentEntry",
    "IncidentStep",
    "Occurrence",
    "PausedAutomation",
    "Printout",
    "Run",
    "RunConnector",
    "RunItem",
    "Schedule",
    "ScheduleConnector",
]
