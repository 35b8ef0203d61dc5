"""Pages of accounts, people, tokens and settings."""
