"""Forms of commitments and contracts."""
