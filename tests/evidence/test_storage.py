"""Room, rights and crashes of the evidence storage."""

import errno
import io
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction

from audits.evidence import storage
from audits.evidence.actions import add_file, incoming, take_file
from audits.evidence.models import Evidence
from audits.kit.refusals import TooLarge, Unavailable
from audits.people.actor import Actor
from tests.evidence.files import picture, upload

pytestmark = pytest.mark.django_db


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_over_the_limit_is_too_large(lead: Actor, settings: Any) -> None:
    settings.EVIDENCE_FILE_LIMIT = 10
    with pytest.raises(TooLarge) as caught:
        take_file(lead, upload(b"eleven byte", "a.txt"))
    assert caught.value.status == 413 and list(caught.value.fields) == ["file"]


def test_a_file_at_the_limit_is_taken(lead: Actor, settings: Any) -> None:
    settings.EVIDENCE_FILE_LIMIT = 10
    assert take_file(lead, upload(b"ten bytes.", "a.txt")).size == 10


def test_the_quota_counts_what_the_workspace_keeps(lead: Actor, settings: Any, folder: Path) -> None:
    settings.EVIDENCE_QUOTA = 25
    take_file(lead, upload(b"a" * 20, "a.txt"))
    with pytest.raises(TooLarge, match="This workspace keeps"):
        take_file(lead, upload(b"a" * 6, "b.txt"))
    take_file(lead, upload(b"a" * 5, "c.txt"))
    assert len(files_in(folder)) == 2


def test_the_last_free_bytes_are_left_for_answers(lead: Actor, settings: Any, folder: Path) -> None:
    settings.EVIDENCE_FREE_FLOOR = shutil.disk_usage(folder).total
    with pytest.raises(TooLarge, match="no room"):
        take_file(lead, upload(picture()))
    assert files_in(folder) == []


@pytest.mark.parametrize(
    ("number", "refusal"), [(errno.ENOSPC, TooLarge), (errno.EROFS, Unavailable), (errno.EIO, Unavailable)]
)
def test_a_disk_that_fails_leaves_neither_row_nor_file(
    lead: Actor, folder: Path, monkeypatch: Any, number: int, refusal: type[Exception]
) -> None:
    def fail(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(refusal):
        take_file(lead, upload(picture()))
    assert Evidence.objects.count() == 0 and files_in(folder) == []


def test_a_rolled_back_row_takes_its_file_along(lead: Actor, folder: Path) -> None:
    with pytest.raises(RuntimeError), incoming(lead, upload(picture())) as file, transaction.atomic():
        add_file(lead, file)
        raise RuntimeError
    assert Evidence.objects.count() == 0 and files_in(folder) == []


def test_a_file_whose_row_stands_is_kept_even_when_the_answer_is_lost(lead: Actor, folder: Path) -> None:
    with pytest.raises(RuntimeError), incoming(lead, upload(picture())) as file:
        add_file(lead, file)
        raise RuntimeError
    assert Evidence.objects.count() == 1 and len(files_in(folder)) == 2


def test_the_file_is_on_the_disk_before_its_row(lead: Actor, folder: Path) -> None:
    with incoming(lead, upload(picture())) as file:
        assert (folder / file.storage_key).stat().st_size == file.received.size
        assert Evidence.objects.count() == 0


CRASH = """
import os, signal, sys
import django
django.setup()
from audits.evidence import storage
from audits.evidence.storage import new_key, put
from uuid import UUID
put(new_key(UUID(int=7)), b"bytes")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_crash_after_writing_leaves_a_file_without_a_row_and_never_a_row_without_file(
    tmp_path: Path,
) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "scorecard.settings", "DATA_DIR": str(tmp_path)}
    environment.pop("STORAGE_URL", None)
    done = subprocess.run([sys.executable, "-c", CRASH], env=environment, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert [path.read_bytes() for path in files_in(tmp_path / "evidence")] == [b"bytes"]


def test_keys_are_random_and_hold_no_name(lead: Actor) -> None:
    first = take_file(lead, upload(picture(), "../../secret.png"))
    second = take_file(lead, upload(picture(), "../../secret.png"))
    assert first.storage_key != second.storage_key
    assert (
        first.storage_key.startswith(f"evidence/{lead.workspace_id}/") and "secret" not in first.storage_key
    )


def test_a_key_is_never_written_twice(lead: Actor) -> None:
    key = storage.new_key(lead.workspace_id)
    storage.put(key, b"first")
    with pytest.raises(RuntimeError):
        storage.put(key, b"second")
    with storage.evidence_storage().open(key) as file:
        assert file.read() == b"first"


def test_taking_evidence_costs_few_statements(lead: Actor, django_assert_max_num_queries: Any) -> None:
    assert connection.vendor in {"sqlite", "postgresql"}
    with django_assert_max_num_queries(6):
        take_file(lead, upload(picture()))


def test_an_upload_that_pretends_to_be_small_is_measured(lead: Actor, settings: Any) -> None:
    settings.EVIDENCE_FILE_LIMIT = 10
    pretender = UploadedFile(io.BytesIO(b"a" * 50), name="a.txt", size=5)
    with pytest.raises(TooLarge):
        take_file(lead, pretender)
