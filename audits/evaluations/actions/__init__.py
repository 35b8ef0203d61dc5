"""Writes of an evaluation: each one operation, one transaction, one journal event."""
