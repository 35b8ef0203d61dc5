"""Checklists, the runs made from them, findings, incidents and schedules."""
