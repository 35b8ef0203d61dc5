"""A file that is only hashed: while it comes in, and kept nowhere."""

import hashlib
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from audits.evidence.upload import Upload

LIMIT = 60 * 1024 * 1024
"""More than any report of ours."""
ROOM = 64 * 1024
"""For what a form sends around its file."""
PAGE = "verify"


class HashedFile(Upload):
    """What is known of it: its name, its size and, within the limit, its SHA-256."""

    def __init__(self, name: str, size: int, sha256: str) -> None:
        super().__init__(file=None, name=name, size=size)
        self.sha256 = sha256


class HashingHandler(FileUploadHandler):
    """Takes each piece into the hash and lets it go: on the page that asks for it, and on no other.

    It stands before the others in the settings, because the body is read before any view is called.
    """

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        match = self.request.resolver_match if self.request else None
        self.is_wanted = match is not None and match.url_name == PAGE
        if self.is_wanted and content_length > LIMIT + ROOM:
            raise RequestDataTooBig("larger than any report")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.is_wanted:
            self.digest = hashlib.sha256()
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if not self.is_wanted:
            return raw_data
        if start + len(raw_data) <= LIMIT:
            self.digest.update(raw_data)
        return None

    def file_complete(self, file_size: int) -> HashedFile | None:
        if not self.is_wanted:
            return None
        return HashedFile(self.file_name or "", file_size, self.digest.hexdigest())
