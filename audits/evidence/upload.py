"""Keeps an oversized upload off the disk while it is still coming in (threat 21)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

if TYPE_CHECKING:
    Upload = UploadedFile[bytes]
else:
    Upload = UploadedFile


class LimitedFileHandler(TemporaryFileUploadHandler):
    """Writes no more than the limit; the file tells its whole size, and the intake refuses it by that."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start + len(raw_data) > settings.EVIDENCE_FILE_LIMIT:
            return None
        return super().receive_data_chunk(raw_data, start)
