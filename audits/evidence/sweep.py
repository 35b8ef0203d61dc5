"""Holds rows and files against each other, and removes files that no row ever named (threats 23, 24)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from audits.evidence.models import Evidence
from audits.evidence.outgo import Tampered, opened
from audits.evidence.storage import FOLDER, evidence_storage, remove
from audits.kit import clock

KEPT_WITHOUT_ROW = timedelta(days=1)
"""A file younger than this may belong to an upload that is still under way."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Evidence whose file, or small copy, is missing or was changed."""

    workspace_id: UUID
    evidence_id: UUID
    key: str


def check_rows() -> Iterator[Finding]:
    """Reads every stored file once and yields those that are not what was taken in."""
    rows = Evidence.objects.exclude(storage_key="").order_by("pk")
    for evidence in rows.iterator(chunk_size=200):
        for key in filter(None, (evidence.storage_key, evidence.thumbnail_key)):
            try:
                opened(evidence, thumbnail=key == evidence.thumbnail_key).close()
            except Tampered:
                yield Finding(evidence.workspace_id, evidence.pk, key)


def sweep_files() -> list[str]:
    """Removes files without a row that are older than a day, and names them.

    What else lies in the storage is not ours to touch.
    """
    removed = []
    for workspace in listed(FOLDER)[0]:
        for key in unnamed(f"{FOLDER}/{workspace}"):
            if is_old(key):
                remove(key)
                removed.append(key)
    return removed


def unnamed(folder: str) -> Iterator[str]:
    """Files of a workspace's folder that no row names."""
    # Files first: a row made after this has a young file.
    keys = [f"{folder}/{name}" for name in listed(folder)[1]]
    rows = Evidence.objects.filter(storage_key__startswith=f"{folder}/")
    named = {key for pair in rows.values_list("storage_key", "thumbnail_key") for key in pair}
    yield from (key for key in keys if key not in named)


def listed(folder: str) -> tuple[list[str], list[str]]:
    """Folders and files of a folder; none when nothing was ever stored."""
    try:
        return evidence_storage().listdir(folder)
    except FileNotFoundError:
        return [], []


def is_old(key: str) -> bool:
    modified = evidence_storage().get_modified_time(key)
    return clock.now() - modified > KEPT_WITHOUT_ROW
