"""Run beside a server: what decisions froze beside what is stored, and what became of signatures, as JSON.

usage: python -m tests.drills.read_award decided|signed SLUG
"""

import json
import sys
from datetime import datetime
from typing import Any

import django

django.setup()

from audits.evaluations.comparison.load import load_comparison  # noqa: E402
from audits.evaluations.comparison.snapshot import to_json  # noqa: E402
from audits.evaluations.models import Decision, Signature  # noqa: E402


def decided(slug: str) -> list[dict[str, Any]]:
    """By decision: points, cost sheets and waivers as they were frozen, and as they are stored."""
    rows = Decision.objects.filter(workspace__slug=slug, evaluation__mode="panel")
    return [
        {
            "evaluation": str(row.evaluation_id),
            "frozen": parts(row.snapshot),
            "stored": parts(to_json(load_comparison(row.evaluation, workspace=""))),
        }
        for row in rows.select_related("evaluation")
    ]


def parts(document: str) -> list[Any]:
    """What the saves of this drill write."""
    found: list[Any] = []
    for candidate in json.loads(document)["candidates"]:
        found += [[one["slug"], one["points"], one["version"]] for one in candidate["dimensions"]]
        found.append(candidate["cost"] and [candidate["cost"]["sheet"]["licence_year"]])
        found += [[one["object"], one["waiver"] and one["waiver"]["reason"]] for one in candidate["objects"]]
    return found


def signed(slug: str) -> list[dict[str, Any]]:
    rows = Signature.objects.filter(workspace__slug=slug).select_related("decision", "report")
    return [
        {
            "answer": row.answer,
            "is_ended": row.ended_at is not None,
            "is_reopened": row.decision.reopened_at is not None,
            "is_before": is_before(row.answered_at, row.decision.reopened_at),
            "is_of_its_revision": not row.report or row.report.revision == row.decision.revision,
            "sha256": row.sha256,
        }
        for row in rows
    ]


def is_before(answered: datetime | None, reopened: datetime | None) -> bool:
    """Nothing was answered, or not after the reopening."""
    return answered is None or reopened is None or answered <= reopened


if __name__ == "__main__":
    print(json.dumps({"decided": decided, "signed": signed}[sys.argv[1]](sys.argv[2])))
