"""Access to notices."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.journal.models import OutboxMessage
from audits.kit import clock
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once


@once
def dead_message(tenant: Tenant) -> OutboxMessage:
    """A message that could not be delivered."""
    return OutboxMessage.objects.create(
        workspace=tenant.workspace,
        recipient_id=tenant.lead.user_id,
        kind="run.assigned",
        payload={},
        dead_at=clock.now(),
        failure=f"{tenant.word}: no answer",
    )


ARGUMENTS: Mapping[str, Value] = {"message": lambda tenant: dead_message(tenant).message_id}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.ADMINS, ["message-list", "message-retry", "message-retry-all"])
]
BODIES: Mapping[str, Value] = {}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
