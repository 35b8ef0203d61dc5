"""What each entry of a scorecard would do to an evaluation, new or open."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audits.evaluations.actions import answers
from audits.evaluations.models import Answer, Candidate, Evaluation, Score
from audits.evaluations.scorecards.reading import Entry
from audits.people.actor import Actor
from audits.scoring.framework import Framework
from audits.vendors.models import Vendor

Place = tuple[UUID, str]
"""A candidate and the slug of a dimension or question."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one entry would do: fields that differ from what stands there, before and after."""

    entry: Entry
    vendor: Vendor | None = None
    candidate: Candidate | None = None
    row: Score | Answer | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> str:
        if self.errors:
            return "error"
        if not self.after:
            return "unchanged"
        return "changed" if any(value not in (None, "", False) for value in self.before.values()) else "new"

    @property
    def is_new_vendor(self) -> bool:
        return self.vendor is None and not self.errors

    @property
    def mark(self) -> str:
        """What the entry found: an import goes by what its preview showed."""
        vendor = self.vendor.pk if self.vendor else ""
        candidate = self.candidate.pk if self.candidate else ""
        return f"{vendor}:{candidate}:{self.row.version if self.row else 0}"


def plan(
    actor: Actor, evaluation: Evaluation | None, framework: Framework, entries: Sequence[Entry]
) -> list[Step]:
    """Every entry with what it found; `evaluation` None is one that is still to be made."""
    there = Standing(actor, evaluation, framework, entries)
    return [there.step(entry) for entry in entries]


class Standing:
    """What stands there, read once for all entries."""

    def __init__(
        self, actor: Actor, evaluation: Evaluation | None, framework: Framework, entries: Sequence[Entry]
    ) -> None:
        self.framework = framework
        self.candidates = candidates_of(evaluation)
        current = list(Vendor.objects.for_workspace(actor.workspace_id).current().order_by("pk"))
        self.shared = Counter(vendor.name.lower() for vendor in current)
        self.vendors = {vendor.name.lower(): vendor for vendor in current}
        # Of several vendors of one name, the candidate is meant.
        own = Counter(candidate.vendor.name.lower() for candidate in self.candidates.values())
        for candidate in self.candidates.values():
            name = candidate.vendor.name.lower()
            self.vendors[name], self.shared[name] = candidate.vendor, own[name]
        self.rows = rows_of(evaluation, entries, framework)

    def step(self, entry: Entry) -> Step:
        name = entry.vendor.lower()
        vendor = self.vendors.get(name)
        candidate = self.candidates.get(vendor.pk) if vendor else None
        errors = {**entry.errors, **self.wrong(entry, vendor, candidate)}
        if errors:
            return Step(entry, vendor, candidate, errors=errors)
        row = self.rows.get((candidate.pk, entry.subject)) if candidate else None
        before, after = differing(row, entry.values)
        return Step(entry, vendor, candidate, row, before, after)

    def wrong(self, entry: Entry, vendor: Vendor | None, candidate: Candidate | None) -> dict[str, str]:
        """What is wrong with an entry's vendor in this evaluation."""
        count = self.shared[entry.vendor.lower()]
        if count > 1:
            said = _("%(count)d vendors have this name; rename one of them first.") % {"count": count}
            return {_("vendor"): said}
        if candidate and candidate.archived_at:
            return {_("vendor"): _("It was withdrawn from the evaluation; take it back first.")}
        return {}


def candidates_of(evaluation: Evaluation | None) -> dict[UUID, Candidate]:
    """By vendor, withdrawn ones too."""
    if evaluation is None:
        return {}
    found = {row.vendor_id: row for row in evaluation.candidates.select_related("vendor").order_by("pk")}
    for candidate in found.values():
        candidate.evaluation = evaluation
    return found


def rows_of(
    evaluation: Evaluation | None, entries: Sequence[Entry], framework: Framework
) -> dict[Place, Score | Answer]:
    """The scores, and where questions are spoken of the answers, as they stand."""
    if evaluation is None:
        return {}
    scores = Score.objects.filter(candidate__evaluation=evaluation).select_related("dimension", "saved_by")
    found: dict[Place, Score | Answer] = {(row.candidate_id, row.dimension.slug): row for row in scores}
    if any(entry.subject in framework.questions_by_slug for entry in entries):
        rows = Answer.objects.filter(candidate__evaluation=evaluation)
        for row in rows.select_related("question", "saved_by"):
            found[row.candidate_id, row.question.slug] = row
    return found


def differing(row: Score | Answer | None, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that an entry would change, before and after."""
    if row is None:
        return {}, dict(values)
    given = answers.consistent(dict(values), row) if isinstance(row, Answer) else values
    after = {name: value for name, value in given.items() if getattr(row, name) != value}
    return {name: getattr(row, name) for name in after}, after
