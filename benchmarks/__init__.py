"""What the product costs in time, against its goals; each module prints [{"name", "ratio", "goal"}]."""
