"""Keeps an oversized upload off the disk while it is still coming in (threat 21)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

if TYPE_CHECKING:
    Upload = UploadedFile[bytes]
else:
    Upload = UploadedFile


class LimitHandler(FileUploadHandler):
    """Drops what comes over the limit; the intake is handed the size alone and refuses it by that."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start + len(raw_data) <= settings.EVIDENCE_FILE_LIMIT else None

    def file_complete(self, file_size: int) -> Upload | None:
        if file_size <= settings.EVIDENCE_FILE_LIMIT:
            return None
        return Upload(ContentFile(b""), name=self.file_name, size=file_size)
