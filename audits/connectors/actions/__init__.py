"""Writing connectors: by hand, by import, and what is allowed to run on them."""
