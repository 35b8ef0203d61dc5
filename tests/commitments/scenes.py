"""Small makers of commitments and contracts, through the product's own actions."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from audits.commitments.actions.commitments import make_commitment
from audits.commitments.actions.contracts import make_contract
from audits.commitments.actions.judging import judge_by_check, take_back
from audits.commitments.actions.promises import Promise, take_over
from audits.commitments.models import Commitment, Contract
from audits.people.actor import Actor
from audits.vendors.models import Vendor
from tests.factories import make_vendor

OPT_OUT = "An opt-out stops sends within a minute."


def promised(text: str = OPT_OUT, **more: Any) -> Promise:
    """A promise as the demo of 12 November recorded it."""
    told: dict[str, Any] = {
        "source_answer": uuid4(),
        "question": "st-4",
        "question_text": "How long until an opt-out stops sending?",
        "dimension": "Sync timing",
        "verdict": "strong",
        "proof": "claimed",
        "words": f"{text} They showed no log.",
        "demo_second": 754,
        "said_by": "Mina Kovac (founder)",
        "said_on": date(2026, 11, 12),
        "source_title": "EV-0001 Q1 sequencer choice",
        "source_path": "/w/halden/candidates/0/score#q-st-4",
        "comparison": "<=",
        "limit": Decimal(60),
        "unit": "s",
    }
    return Promise(text=text, **{**told, **more})


def vendor_of(actor: Actor) -> Vendor:
    """The workspace's vendor of that name, made when it is missing."""
    found = Vendor.objects.filter(workspace_id=actor.workspace_id, name="Relay").first()
    return found or make_vendor(actor, "Relay")


def taken_over(actor: Actor, *promises: Promise) -> list[Commitment]:
    """Commitments of a demo's promises, by number."""
    vendor = vendor_of(actor)
    take_over(actor=actor, vendor_id=vendor.pk, promises=promises or [promised()])
    return list(Commitment.objects.filter(vendor=vendor).select_related("vendor", "owner"))


def by_hand(actor: Actor, text: str = "Support answers within an hour.", **more: Any) -> Commitment:
    made = make_commitment(actor=actor, vendor=vendor_of(actor), values={"text": text, **more})  # type: ignore[typeddict-item]
    return Commitment.objects.select_related("vendor", "owner").get(pk=UUID(made["id"]))


def contracted(actor: Actor, reference: str = "MSA-12", **more: Any) -> Contract:
    values = {"reference": reference, **more}
    made = make_contract(actor=actor, vendor=vendor_of(actor), values=values)  # type: ignore[arg-type]
    return Contract.objects.select_related("vendor", "owner").get(pk=UUID(made["id"]))


@transaction.atomic
def found_by_check(actor: Actor, commitment: Commitment, *, is_kept: bool, **more: Any) -> None:
    """What a check of a run has found, as the save of its result tells it."""
    found = {"note": "Seen.", "run": uuid4(), "run_title": "R-0007 Acceptance", "check_path": "", **more}
    judge_by_check(actor=actor, commitment=commitment, is_kept=is_kept, **found)
    commitment.refresh_from_db()


@transaction.atomic
def taken_back(actor: Actor, commitment: Commitment, run: UUID) -> None:
    """A check of that run is open again."""
    take_back(actor=actor, commitment=commitment, run=run, run_title="", check_path="")
    commitment.refresh_from_db()
