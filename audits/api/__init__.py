"""The public HTTP API: pydantic in and out, no rules of its own."""
