"""Handing over the connectors that somebody looks after."""

from uuid import UUID

from django.db.models import F, QuerySet

from audits.connectors.models import Connector
from audits.journal.handing import HandOver


def connectors_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Connector]:
    return Connector.objects.for_workspace(workspace_id).current().filter(owner_id=owner_id)


def hand_over_connectors(deal: HandOver) -> int:
    rows = connectors_of(deal.actor.workspace_id, deal.giver.pk)
    return deal.give("connectors", rows, change=F("change") + 1)
