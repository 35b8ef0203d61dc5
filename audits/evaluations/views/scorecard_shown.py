"""What an import of a scorecard would do, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from audits.evaluations.actions.scorecard_plan import Step
from audits.evaluations.models.record import Verdict
from audits.evidence.models import Proof
from audits.scoring.framework import Framework


@dataclass(frozen=True, slots=True)
class StepShown:
    """One entry: where it stands, whom and what it is about, what it does."""

    row: int
    vendor: str
    subject: str
    state: str
    errors: Mapping[str, str]
    changes: list[tuple[str, str, str]]
    """Field, before and after."""


def steps_shown(steps: Sequence[Step], framework: Framework) -> list[StepShown]:
    """What is wrong first: it may be one row of many."""
    return [shown(step, framework) for step in sorted(steps, key=lambda step: not step.errors)]


def shown(step: Step, framework: Framework) -> StepShown:
    titles = {
        "points": _("Points"),
        "rationale": _("Reason"),
        "note": _("Note"),
        "verdict": _("Verdict"),
        "proof": _("Proof"),
        "is_vague": _("No specific answer"),
    }
    changes = [
        (titles[name], in_words(name, step.before.get(name)), in_words(name, value))
        for name, value in step.after.items()
    ]
    entry = step.entry
    return StepShown(
        entry.row, entry.vendor, subject(entry.subject, framework), step.state, step.errors, changes
    )


def subject(slug: str, framework: Framework) -> str:
    if slug in framework.dimensions_by_slug:
        return framework.dimension(slug).title
    return f"{slug.upper()} {framework.question(slug).short}" if slug else ""


def in_words(name: str, value: Any) -> str:
    """A field's value; points that are not given and text that is blank are empty."""
    if name == "is_vague":
        return _("yes") if value else ""
    if name in ("verdict", "proof") and value:
        return str(Verdict(value).label if name == "verdict" else Proof(value).label)
    return "" if value is None else str(value)


def new_vendors(steps: Sequence[Step]) -> list[str]:
    """Names of vendors that the import would add, each once."""
    found = {step.entry.vendor.lower(): step.entry.vendor for step in steps if step.is_new_vendor}
    return list(found.values())
