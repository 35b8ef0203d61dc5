"""Pages of commitments and contracts."""
