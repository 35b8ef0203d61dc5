"""Drills: real server processes under load and attack, held against a ledger of what they acknowledged."""
