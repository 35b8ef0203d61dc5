"""Forms of runs, findings, incidents, schedules and checklists."""
