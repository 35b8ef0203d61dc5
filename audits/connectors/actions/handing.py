"""Handing over the connectors that somebody looks after."""

from uuid import UUID

from django.db.models import F, QuerySet

from audits.connectors.models import Connector
from audits.journal.handing import HandOver
from audits.people.rows import held


def connectors_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Connector]:
    return Connector.objects.for_workspace(workspace_id).current().filter(owner_id=owner_id)


def hand_over_connectors(deal: HandOver) -> int:
    keys = held(connectors_of(deal.actor.workspace_id, deal.giver.pk))
    Connector.objects.filter(pk__in=keys).update(owner=deal.taker, change=F("change") + 1)
    return deal.told("connectors", keys)
