"""Handing over the promises and contracts that somebody keeps an eye on."""

from uuid import UUID

from django.db.models import F, QuerySet

from audits.commitments.models import Commitment, Contract
from audits.journal.handing import HandOver
from audits.people.rows import held


def commitments_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Commitment]:
    """Those judged already as well: they are judged again."""
    return Commitment.objects.for_workspace(workspace_id).standing().filter(owner_id=owner_id)


def contracts_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Contract]:
    return Contract.objects.for_workspace(workspace_id).current().filter(owner_id=owner_id)


def hand_over_commitments(deal: HandOver) -> int:
    keys = held(commitments_of(deal.actor.workspace_id, deal.giver.pk))
    Commitment.objects.filter(pk__in=keys).update(owner=deal.taker, version=F("version") + 1)
    return deal.told("commitments", keys)


def hand_over_contracts(deal: HandOver) -> int:
    keys = held(contracts_of(deal.actor.workspace_id, deal.giver.pk))
    Contract.objects.filter(pk__in=keys).update(owner=deal.taker, version=F("version") + 1)
    return deal.told("contracts", keys)
