"""The inventory of the demo, made entry by entry."""

from collections.abc import Iterator
from functools import partial
from typing import Any, cast

from audits.connectors.actions.approvals import ApprovalValues, record_approval
from audits.connectors.actions.connectors import create_connector, review_connector
from audits.connectors.models import Connector
from audits.connectors.values import ConnectorValues
from audits.operations.demo.afterwards.shapes import ApprovalStory, ConnectorStory, DeedStory
from audits.operations.demo.afterwards.stage import Stage
from audits.operations.demo.play import Step

OTHERWISE = {"by", "at", "vendor", "owner", "expires", "reviewed", "approvals"}
"""What is not handed to the action as it stands in the file."""


def steps(stage: Stage, told: list[ConnectorStory]) -> Iterator[Step]:
    for story in told:
        yield story.at.on(stage.today), partial(make, stage, story)
        for approval in story.approvals:
            yield approval.at.on(stage.today), partial(approve, stage, story.name, approval)
        if story.reviewed:
            yield story.reviewed.at.on(stage.today), partial(review, stage, story.name, story.reviewed)


def make(stage: Stage, story: ConnectorStory) -> None:
    actor = stage.people[story.by]
    values: dict[str, Any] = {
        **story.model_dump(exclude=OTHERWISE),
        "vendor": stage.vendor(actor, story.vendor).pk if story.vendor else None,
        "owner": stage.person(story.owner),
        "credential_expires_on": stage.day(story.expires),
    }
    create_connector(actor=actor, values=cast(ConnectorValues, values))


def review(stage: Stage, name: str, story: DeedStory) -> None:
    review_connector(actor=stage.people[story.by], connector=found(stage, name, story))


def found(stage: Stage, name: str, story: DeedStory) -> Connector:
    return Connector.objects.get(pk=stage.connector(stage.people[story.by], name))


def approve(stage: Stage, connector: str, story: ApprovalStory) -> None:
    record_approval(
        actor=stage.people[story.by],
        connector=found(stage, connector, story),
        values=ApprovalValues(
            recipe=story.recipe,
            approved_by=story.approved_by,
            approved_on=story.at.on(stage.today).date(),
            note=story.note,
        ),
    )
