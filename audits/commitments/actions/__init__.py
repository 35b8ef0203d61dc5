"""Writing commitments, their judgements and contracts."""
