"""Pages of reports: ask for one, watch it being made, take the file."""
