"""The one read model: what every page, report, the API and the decision's snapshot show.

`shapes` are frozen dataclasses, `load` builds them by a constant number of queries,
`snapshot` writes and reads them as JSON.
"""
