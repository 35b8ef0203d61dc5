"""A team's own scorecard, vendors by dimensions, as a table: what its columns are and what its cells say."""
