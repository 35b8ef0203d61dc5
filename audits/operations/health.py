"""Whether this installation is well: what /healthz and /readyz tell."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from audits.evidence.storage import evidence_storage
from audits.kit import clock, sign_of_life

SEEN: set[str] = set()
"""Databases whose migrations were found applied: they stay so while this process lives."""


def database_answers() -> bool:
    """Reads a row that every set-up database has; a file that is gone or broken has none."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            return cursor.fetchone() is not None
    except DatabaseError:
        return False


def migrations_applied() -> bool:
    name = str(connection.settings_dict["NAME"])
    if name not in SEEN and not pending_migrations():
        SEEN.add(name)
    return name in SEEN


def pending_migrations() -> list[Any]:
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def storage_is_writable() -> bool:
    """Writes, and takes away, a small file where evidence goes."""
    storage = evidence_storage()
    try:
        name = storage.save(f"readyz/{uuid4()}", ContentFile(b"ready?"))
        storage.delete(name)
    except OSError:
        return False
    return True


def report() -> dict[str, Any]:
    """Every part with its state, and `ready` when all of them are well."""
    if not database_answers():
        return {"ready": False, "database": "no answer"}
    applied, writable, seen = migrations_applied(), storage_is_writable(), sign_of_life.last()
    return {
        "ready": applied and writable and not sign_of_life.is_silent(),
        "database": "ok",
        "migrations": "applied" if applied else "pending",
        "storage": "ok" if writable else "not writable",
        "worker": worker_part(seen),
    }


def worker_part(seen: datetime | None) -> dict[str, Any]:
    age = None if seen is None else round((clock.now() - seen).total_seconds(), 1)
    state = "silent" if sign_of_life.is_silent() else "ok"
    return {"state": state, "last_sign_of_life": seen, "age_seconds": age}
