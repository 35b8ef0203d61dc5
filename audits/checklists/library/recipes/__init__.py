"""Queries, a script and words for the audit kit; what stands in braces is filled in."""
