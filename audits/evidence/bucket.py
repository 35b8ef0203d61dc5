"""An S3-compatible bucket as evidence storage; its failures look like those of a disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage


@contextmanager
def as_os_error() -> Iterator[None]:
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise OSError(str(error)) from error


class PrivateBucket(S3Storage):  # type: ignore[misc]
    """Objects without any public right; nothing is ever overwritten."""

    def _save(self, name: str, content: Any) -> Any:
        with as_os_error():
            return super()._save(name, content)

    def _open(self, name: str, mode: str = "rb") -> Any:
        with as_os_error():
            file = super()._open(name, mode)
            # Fetches it now: a failure is met here and not in the middle of an answer.
            file.read(0)
            return file

    def delete(self, name: str) -> None:
        with as_os_error():
            super().delete(name)

    def exists(self, name: str) -> Any:
        with as_os_error():
            return super().exists(name)
