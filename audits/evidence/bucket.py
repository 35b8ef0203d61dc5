"""An S3-compatible bucket as evidence storage; its failures look like those of a disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

# Someone waits for the answer: a storage that hangs must not hold a web process for minutes.
IMPATIENT = Config(connect_timeout=3, read_timeout=20, retries={"max_attempts": 2})


@contextmanager
def as_os_error() -> Iterator[None]:
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise OSError(str(error)) from error


class PrivateBucket(S3Storage):  # type: ignore[misc]
    """Objects without any public right; nothing is ever overwritten."""

    client_config: Config

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.client_config = self.client_config.merge(IMPATIENT)

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

    def listdir(self, name: str) -> Any:
        with as_os_error():
            return super().listdir(name)

    def exists(self, name: str) -> Any:
        with as_os_error():
            return super().exists(name)
