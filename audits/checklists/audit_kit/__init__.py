"""The audit kit: checklists, recipes and templates to take along, as one archive."""
