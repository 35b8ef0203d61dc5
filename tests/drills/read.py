"""Run beside a server: prints what the database of a workspace holds, as JSON.

usage: python -m tests.drills.read answers|decisions|made|durability [SLUG]
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from audits.evaluations.models import Answer, Decision, Evaluation  # noqa: E402
from audits.journal.models import Event, Operation  # noqa: E402
from audits.vendors.models import Vendor  # noqa: E402


def answers(slug: str) -> dict[str, Any]:
    """Every answer that was written, and every event of one."""
    rows = Answer.objects.filter(workspace__slug=slug, version__gt=0)
    events = Event.objects.filter(workspace__slug=slug, kind="answer.saved").order_by("pk")
    return {
        "rows": [
            [str(candidate), question, version, note]
            for candidate, question, version, note in rows.values_list(
                "candidate_id", "question__slug", "version", "note"
            )
        ],
        "events": [
            [str(subject), part, payload["version"], payload["after"].get("note"), operation]
            for subject, part, payload, operation in events.values_list(
                "subject", "part", "payload", "operation"
            )
        ],
    }


def decisions(slug: str) -> dict[str, Any]:
    """What each decision froze, next to what is stored."""
    found = {}
    for decision in Decision.objects.filter(workspace__slug=slug):
        snapshot = json.loads(decision.snapshot)
        frozen = [
            [candidate["id"], answer["question"], answer["version"], answer["note"]]
            for candidate in snapshot["candidates"]
            for dimension in candidate["dimensions"]
            for answer in dimension["answers"]
        ]
        stored = Answer.objects.filter(candidate__evaluation=decision.evaluation_id)
        rows = stored.values_list("candidate_id", "question__slug", "version", "note")
        found[str(decision.evaluation_id)] = {
            "frozen": sorted(frozen),
            "stored": sorted([str(key), *rest] for key, *rest in rows),
        }
    return found


def made(slug: str) -> dict[str, Any]:
    """What keyed requests have made: vendors and evaluations by name, and the events by operation."""
    events = Event.objects.filter(workspace__slug=slug).exclude(operation="")
    return {
        "vendors": sorted(Vendor.objects.filter(workspace__slug=slug).values_list("name", flat=True)),
        "evaluations": sorted(
            Evaluation.objects.filter(workspace__slug=slug).values_list("title", flat=True)
        ),
        "operations": Operation.objects.filter(workspace__slug=slug).count(),
        "events": sorted(events.values_list("operation", "kind")),
    }


def durability() -> dict[str, Any]:
    """How commits reach the disk."""
    names = ["synchronous", "journal_mode", "foreign_keys"]
    queries = {name: f"PRAGMA {name}" for name in names}
    if connection.vendor == "postgresql":
        queries = {name: f"SHOW {name}" for name in ("fsync", "synchronous_commit", "full_page_writes")}
    with connection.cursor() as cursor:
        return {
            name: cursor.execute(query) and cursor.fetchone()[0] or None for name, query in queries.items()
        }


ANSWERERS: dict[str, Callable[..., Any]] = {
    "answers": answers,
    "decisions": decisions,
    "made": made,
    "durability": durability,
}

if __name__ == "__main__":
    print(json.dumps(ANSWERERS[sys.argv[1]](*sys.argv[2:])))
