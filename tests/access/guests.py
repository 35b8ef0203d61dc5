"""Access to the pages of guests, and to their links."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.people import roles
from audits.people.actions.guests import invite_guest
from audits.people.models import Guest
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once


@once
def another_guest(tenant: Tenant) -> Guest:
    return invite_guest(actor=tenant.lead, email=f"another@{tenant.word}.example".lower())


ARGUMENTS: Mapping[str, Value] = {"guest": lambda tenant: another_guest(tenant).pk}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("guest-link", "token"): lambda tenant: another_guest(tenant).token,
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.LEADS, ["guest-renew", "guest-revoke"]),
]
BODIES: Mapping[str, Value] = {}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
