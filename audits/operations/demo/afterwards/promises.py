"""What became of a bought vendor's promises: figures and owners, and the contract that holds them."""

from collections.abc import Iterator
from functools import partial
from typing import Any, cast
from uuid import UUID

from audits.commitments.actions.clauses import Held, save_clauses
from audits.commitments.actions.commitments import edit_commitment
from audits.commitments.actions.contracts import make_contract
from audits.commitments.actions.values import CommitmentValues
from audits.commitments.models import Contract
from audits.operations.demo.afterwards.shapes import CommitmentStory, ContractStory, LedgerStory
from audits.operations.demo.afterwards.stage import Stage
from audits.operations.demo.play import Step

FIGURE = {"comparison", "limit", "unit"}


def steps(stage: Stage, story: LedgerStory) -> Iterator[Step]:
    for code, told in story.commitments.items():
        yield told.at.on(stage.today), partial(word, stage, story.vendor, code, told)
    yield story.contract.at.on(stage.today), partial(sign, stage, story.vendor, story.contract)


def word(stage: Stage, vendor: str, code: str, story: CommitmentStory) -> None:
    """A limit to measure, and who sees to it by when."""
    actor = stage.people[story.by]
    values: dict[str, Any] = story.model_dump(include=FIGURE, exclude_unset=True)
    values |= {"owner": stage.person(story.owner), "due_on": stage.day(story.due)}
    edit_commitment(
        actor=actor,
        commitment=stage.commitment(actor, vendor, code),
        values=cast(CommitmentValues, values),
        version=None,
    )


def sign(stage: Stage, vendor: str, story: ContractStory) -> None:
    """The contract, and for each promise whether it is in there."""
    actor = stage.people[story.by]
    made = make_contract(
        actor=actor,
        vendor=stage.vendor(actor, vendor),
        values={
            "reference": story.reference,
            "signed_on": stage.day(story.signed),
            "starts_on": stage.day(story.starts),
            "ends_on": stage.day(story.ends),
            "renews_on": stage.day(story.renews),
            "notice_on": stage.day(story.notice),
            "owner": stage.person(story.owner),
            "note": story.note,
        },
    )
    held = {
        stage.commitment(actor, vendor, code).pk: Held(clause.is_included, clause.place)
        for code, clause in story.clauses.items()
    }
    contract = Contract.objects.get(pk=UUID(made["id"]))
    save_clauses(actor=actor, contract=contract, held=held, version=None)
