"""A published version's document, cached per process: it never changes."""

from functools import lru_cache

from audits.checklists.document import Check, Checklist
from audits.checklists.models import ChecklistVersion


@lru_cache(maxsize=64)
def checklist_of(version_id: int) -> Checklist:
    """The document of a version (one query the first time, none after)."""
    return read(ChecklistVersion.objects.get(pk=version_id).document)


@lru_cache(maxsize=256)
def read(document: str) -> Checklist:
    """The checklist that a version carries as JSON, for pages that have fetched it anyway."""
    return Checklist.model_validate_json(document)


@lru_cache(maxsize=1024)
def check_of(document: str) -> Check:
    """The check that an item or a step carries as JSON."""
    return Check.model_validate_json(document)
