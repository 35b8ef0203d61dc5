"""The one way stored bytes go out: only when they are what was taken in (threat 24)."""

import hashlib
import logging
from typing import Any

from audits.evidence.models import Evidence
from audits.evidence.storage import evidence_storage

log = logging.getLogger(__name__)
CHUNK = 1024 * 1024


class Tampered(Exception):
    """Stored bytes that are missing, or no longer those whose digest was kept."""


def opened(evidence: Evidence, *, thumbnail: bool = False) -> Any:
    """The stored file at its start, checked whole; raises `Tampered`, and OSError when out of reach."""
    key = evidence.thumbnail_key if thumbnail else evidence.storage_key
    kept = evidence.thumbnail_sha256 if thumbnail else evidence.sha256
    try:
        file = evidence_storage().open(key)
    except FileNotFoundError:
        log.error("evidence %s: its file %s is missing", evidence.pk, key)
        raise Tampered from None
    try:
        if (found := digest_of(file)) != kept:
            log.error("evidence %s: file %s has digest %s, not %s", evidence.pk, key, found, kept)
            raise Tampered
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def digest_of(file: Any) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def thumbnail_bytes(evidence: Evidence) -> bytes:
    """The checked small copy of a picture, for reports."""
    with opened(evidence, thumbnail=True) as file:
        data: bytes = file.read()
        return data
