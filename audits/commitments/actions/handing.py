"""Handing over the promises and contracts that somebody keeps an eye on."""

from uuid import UUID

from django.db.models import F, QuerySet

from audits.commitments.models import Commitment, Contract
from audits.journal.handing import HandOver


def commitments_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Commitment]:
    """Those judged already as well: they are judged again."""
    return Commitment.objects.for_workspace(workspace_id).standing().filter(owner_id=owner_id)


def contracts_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Contract]:
    return Contract.objects.for_workspace(workspace_id).current().filter(owner_id=owner_id)


def hand_over_commitments(deal: HandOver) -> int:
    rows = commitments_of(deal.actor.workspace_id, deal.giver.pk)
    return deal.give("commitments", rows, version=F("version") + 1)


def hand_over_contracts(deal: HandOver) -> int:
    rows = contracts_of(deal.actor.workspace_id, deal.giver.pk)
    return deal.give("contracts", rows, version=F("version") + 1)
