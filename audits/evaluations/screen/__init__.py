"""What the live scoring screen shows: pure functions from the read model to what its templates print.

Nothing here queries, and no template adds up: every number and sentence is worked out in this package.
"""
