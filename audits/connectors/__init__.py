"""The inventory of connectors: what runs between which systems, and who owns it."""
