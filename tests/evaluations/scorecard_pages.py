"""Taking a scorecard in through its pages."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from audits.evaluations.models import Candidate, Evaluation
from tests.pages import Answer, Pages

NEW = "new:crm-integration"


def table(*rows: Sequence[Any]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def upload(pages: Pages, content: bytes, into: str = NEW, name: str = "Team scores.csv") -> Answer:
    return pages.send("scorecard-import", file=SimpleUploadedFile(name, content), into=into)


def columns(pages: Pages, answer: Answer, **changed: Any) -> Answer:
    """Sends the page of columns as it stands, but for what is changed."""
    form = answer.context["form"]
    sent = {bound.name: bound.value() for bound in form if bound.value() is not None}
    return pages.send("scorecard-columns", **{**sent, "state": state_of(answer), **changed})


def preview(pages: Pages, content: bytes, into: str = NEW, **changed: Any) -> Answer:
    return columns(pages, upload(pages, content, into), **changed)


def state_of(answer: Answer) -> str:
    found = re.search(r'name="state" value="([^"]*)"', answer.content.decode())
    assert found, answer.status_code
    return found[1]


def take(pages: Pages, answer: Answer) -> Answer:
    return pages.send("scorecard-apply", state=state_of(answer))


def steps(answer: Answer) -> list[tuple[int, str, str, str]]:
    """The preview's entries in the order of the file."""
    shown = [(one.row, one.vendor, one.subject, one.state) for one in answer.context["steps"]]
    return sorted(shown)


def points(evaluation: Evaluation) -> dict[tuple[str, str], tuple[int | None, str]]:
    """Points and reason of what is scored or reasoned, by vendor and dimension."""
    found = {}
    for candidate in Candidate.objects.filter(evaluation=evaluation).select_related("vendor"):
        for row in candidate.scores.select_related("dimension"):
            if row.points is not None or row.rationale:
                found[candidate.vendor.name, row.dimension.slug] = (row.points, row.rationale)
    return found
