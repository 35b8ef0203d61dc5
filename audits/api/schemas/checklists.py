"""Shapes of checklists and their checks."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from audits.checklists.document import Check, Checklist
from audits.checklists.models import ChecklistVersion


class CheckOut(BaseModel):
    """One check; `links` are the checks that say more about it."""

    slug: str
    title: str
    kind: str
    group: str
    number: int | None
    priority: str | None
    types: list[str]
    test: str
    how: list[str]
    expected: str | None
    remedy: str | None
    links: list[str]

    @classmethod
    def of(cls, check: Check) -> "CheckOut":
        return cls(
            slug=check.slug,
            title=check.title,
            kind=check.kind,
            group=check.group,
            number=check.number,
            priority=check.priority,
            types=list(check.types),
            test=check.test.text,
            how=[step.text for step in check.how],
            expected=check.expected.text if check.expected else None,
            remedy=check.remedy.text if check.remedy else None,
            links=list(check.links),
        )


class ChecklistRef(BaseModel):
    """A checklist that a run can be started from; `own` ones belong to the workspace."""

    slug: str
    title: str
    version: int
    kind: str
    own: bool


class ChecklistOut(ChecklistRef):
    intro: str
    minutes: list[int] | None
    groups: list[dict[str, str]]
    checks: list[CheckOut]


class ChecklistList(BaseModel):
    items: list[ChecklistRef]
    next: str | None = None


def checklist_ref(version: ChecklistVersion) -> ChecklistRef:
    return ChecklistRef(**ref_fields(version))


def ref_fields(version: ChecklistVersion) -> dict[str, Any]:
    return {
        "slug": version.slug,
        "title": version.title,
        "version": version.version,
        "kind": version.kind,
        "own": version.workspace_id is not None,
    }


def checklist_out(version: ChecklistVersion, document: Checklist) -> ChecklistOut:
    return ChecklistOut.model_validate(
        {
            **ref_fields(version),
            "intro": document.intro,
            "minutes": list(document.minutes) if document.minutes else None,
            "groups": [{"slug": group.slug, "title": group.title} for group in document.groups],
            "checks": [CheckOut.of(check) for check in document.checks],
        }
    )


def newest(versions: Sequence[ChecklistVersion]) -> list[ChecklistVersion]:
    """The newest version of each slug, in the order of their first publication."""
    found: dict[str, ChecklistVersion] = {}
    for version in sorted(versions, key=lambda each: each.version):
        found[version.slug] = version
    return sorted(found.values(), key=lambda each: (each.workspace_id is not None, each.pk))
