"""The signer's own page: for members signed in, for others behind a link, and nothing else."""
