"""The vendor's own pages: behind a link, for one request, and nothing else."""
