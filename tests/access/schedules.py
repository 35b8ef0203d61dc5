"""Access to schedules."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.people.roles import Role
from tests.access_world import Tenant, Value

ARGUMENTS: Mapping[str, Value] = {}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = []
BODIES: Mapping[str, Value] = {}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
