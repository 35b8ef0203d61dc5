"""What reports show, worked out from the read model and the framework: templates only print it.

Nothing here asks the database, the storage or the clock; `audits.reports.gather` brings it all.
"""
