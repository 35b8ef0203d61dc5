"""The one way a file comes in: its size, its kind, its stored form and its digest (R022, threats 12-22)."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from audits.evidence import images, kinds
from audits.evidence.names import clean_name
from audits.evidence.upload import Upload
from audits.kit.refusals import TooLarge


@dataclass(frozen=True, slots=True)
class Received:
    """A file that may be kept: what is stored, not what was sent."""

    name: str
    media_type: str
    data: bytes
    sha256: str
    width: int | None = None
    height: int | None = None
    thumbnail: bytes = b""

    @property
    def size(self) -> int:
        return len(self.data)


def receive(upload: Upload, *, name: str = "") -> Received:
    """Checks an upload and gives its stored form; raises `Invalid` or `TooLarge`."""
    check_size(upload)
    upload.seek(0)
    data = upload.read(settings.EVIDENCE_FILE_LIMIT + 1)
    if len(data) > settings.EVIDENCE_FILE_LIMIT:
        raise too_large(len(data))
    kind = kinds.kind_of(data)
    name = clean_name(name or upload.name or "")
    if not kind.picture:
        return Received(name, kind.media_type, data, sha256(data))
    picture = images.rework(data, kind)
    return Received(
        name=name,
        media_type=picture.kind.media_type,
        data=picture.data,
        sha256=sha256(picture.data),
        width=picture.width,
        height=picture.height,
        thumbnail=picture.thumbnail,
    )


def check_size(upload: Upload) -> None:
    if (size := upload.size or 0) > settings.EVIDENCE_FILE_LIMIT:
        raise too_large(size)


def too_large(size: int) -> TooLarge:
    message = _("This file is %(size)s; %(limit)s are possible.")
    values = {"size": filesizeformat(size), "limit": filesizeformat(settings.EVIDENCE_FILE_LIMIT)}
    return TooLarge({"file": [message % values]})


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def upload_digest(upload: Upload) -> str:
    """SHA-256 of what was sent, to tell a repeated request from another one."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
