"""Access to checking the journal: not for those whose own scores it tells of."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.people import roles
from tests.access_world import Tenant, Value

ARGUMENTS: Mapping[str, Value] = {}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [(roles.VERIFIES, ["journal-verify", "journal-seals"])]
BODIES: Mapping[str, Value] = {}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
ONLY_FOR: Mapping[str, frozenset[str]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
