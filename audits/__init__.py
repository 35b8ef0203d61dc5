"""Scorecard's own code: small apps, one direction of imports.

The way of the data: a framework (dimensions, questions, rubric, bands) is pinned by an
evaluation; a vendor becomes a candidate; a demo fills answers, evidence and scores; pure
functions turn them into points, range, band, proven points and hard stops; comparison and
reports render one read model; the decision freezes it.

Import rule, kept by ``tests/test_imports.py``::

    kit, scoring  -> nothing of ours (scoring: no Django)
    people        -> kit                      journal     -> people, kit
    evidence, vendors -> journal and below    frameworks  -> scoring, journal and below
    evaluations   -> scoring, frameworks, vendors, evidence and below
    reports, api, operations -> every app above; nothing imports them

Inside an app: models <- actions <- forms <- views <- urls.
"""
