"""Pages of runs, findings, incidents, schedules and the library."""
