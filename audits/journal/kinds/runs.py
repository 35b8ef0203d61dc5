"""Events of runs, schedules, findings, incidents and checklists."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    # Runs and their items.
    "run.started": _("Run started"),
    "run.edited": _("Run edited"),
    "run.finished": _("Run finished"),
    "run.withdrawn": _("Run withdrawn"),
    "run.reopened": _("Run reopened"),
    "run.clock_started": _("Clock started"),
    "run.clock_paused": _("Clock paused"),
    "item.saved": _("Item %(part)s"),
    "items.assigned": _("Items assigned"),
    "items.proposed": _("Items added after the failure of %(part)s"),
    "automation.paused": _("Automation paused"),
    "automation.resumed": _("Automation resumed"),
    "run.no_next": _("No next audit"),
    # Schedules.
    "schedule.created": _("Schedule made"),
    "schedule.edited": _("Schedule edited"),
    "schedule.moved": _("Next audit planned at the end of a run"),
    "schedule.paused": _("Schedule paused"),
    "schedule.resumed": _("Schedule resumed"),
    "schedule.ended": _("Schedule ended"),
    "schedule.ran": _("Run of %(part)s started"),
    "schedule.failed": _("No run of %(part)s"),
    # Findings.
    "finding.drafted": _("Failure record begun"),
    "finding.opened": _("Finding opened"),
    "finding.failed_again": _("Failed again"),
    "finding.edited": _("Finding edited"),
    "finding.resolved": _("Finding resolved"),
    "finding.accepted": _("Risk accepted"),
    "finding.reopened": _("Finding reopened"),
    "finding.dropped": _("Draft dropped, no failure"),
    # Incidents.
    "incident.opened": _("Incident opened"),
    "incident.edited": _("Incident edited"),
    "incident.step_saved": _("Step %(part)s"),
    "incident.step_done": _("Step %(part)s is done"),
    "incident.line": _("Line of the timeline"),
    "incident.closed": _("Incident closed"),
    "incident.reopened": _("Incident reopened"),
    "attachment.added": _("Evidence attached: %(part)s"),
    "attachment.withdrawn": _("Evidence withdrawn: %(part)s"),
    # Checklists of one's own.
    "checklist.begun": _("Checklist begun"),
    "checklist.copied": _("Checklist copied from %(part)s"),
    "checklist.imported": _("Checklist taken from a file"),
    "checklist.edited": _("Heading of the checklist edited"),
    "checklist.published": _("Version %(part)s published"),
    "checklist.discarded": _("Unpublished changes discarded"),
    "checklist.archived": _("Checklist archived"),
    "checklist.unarchived": _("Checklist taken back from the archive"),
    "group.added": _("Group %(part)s added"),
    "group.edited": _("Group %(part)s edited"),
    "group.removed": _("Group %(part)s removed"),
    "group.moved": _("Group %(part)s moved"),
    "checks.added": _("Checks added"),
    "check.added": _("Check %(part)s written"),
    "check.edited": _("Check %(part)s changed"),
    "check.removed": _("Check %(part)s removed"),
    "check.moved": _("Check %(part)s moved"),
    # An owner's work.
    "work.handed_over": _("Work handed over: %(part)s"),
}
