"""Findings of the demo: what their records say, and what became of them."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from audits.checklists.actions.attachments import attach
from audits.checklists.actions.settling import accept_risk, resolve_finding
from audits.operations.demo import pictures
from audits.operations.demo.afterwards.shapes import (
    AcceptedStory,
    FindingStory,
    PictureStory,
    ResolvedStory,
)
from audits.operations.demo.afterwards.stage import Stage
from audits.operations.demo.play import Step
from audits.people.actor import Actor

OTHERWISE = {"connector", "occurred_at", "owner", "due", "pictures", "resolved", "accepted"}
"""What is not handed to the action as it stands in the file."""


def values_of(stage: Stage, actor: Actor, story: FindingStory, base: date) -> dict[str, Any]:
    """The fields that the file gives, as the action takes them."""
    values = story.model_dump(exclude=OTHERWISE, exclude_unset=True)
    if story.connector:
        values["connector"] = stage.connector(actor, story.connector)
    if story.occurred_at:
        values["occurred_at"] = story.occurred_at.on(base)
    if story.owner:
        values["owner"] = stage.person(story.owner)
    if story.due is not None:
        values["due_on"] = stage.day(story.due)
    return values


def steps(stage: Stage, run: str, slug: str, story: FindingStory, base: date) -> Iterator[Step]:
    """What came after the record."""
    for picture in story.pictures:
        yield picture.at.on(base), partial(show, stage, run, slug, picture)
    if story.resolved:
        yield story.resolved.at.on(base), partial(resolve, stage, run, slug, story.resolved)
    if story.accepted:
        yield story.accepted.at.on(base), partial(accept, stage, run, slug, story.accepted)


def show(stage: Stage, run: str, slug: str, story: PictureStory) -> None:
    finding = stage.finding(run, slug)
    file = pictures.upload(story.picture, story.name)
    attach(actor=stage.people[story.by], place=finding, file=file, name=story.name)


def resolve(stage: Stage, run: str, slug: str, story: ResolvedStory) -> None:
    resolve_finding(
        actor=stage.people[story.by],
        finding=stage.finding(run, slug),
        fix=story.fix,
        regression_test=story.regression_test,
    )


def accept(stage: Stage, run: str, slug: str, story: AcceptedStory) -> None:
    accept_risk(
        actor=stage.people[story.by],
        finding=stage.finding(run, slug),
        reason=story.reason,
        until=stage.day(story.until),
    )
