"""Rows and files held against each other."""

import io
import os
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from audits.evidence.actions import take_file
from audits.evidence.models import Evidence
from audits.people.actor import Actor
from tests.evidence.files import picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def shot(lead: Actor) -> Evidence:
    return take_file(lead, upload(picture()))


def leftover(folder: Path, workspace: object, *, days: float) -> Path:
    """A file of that age that no row names."""
    path = folder / "evidence" / str(workspace) / "leftover"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"bytes")
    then = time.time() - days * 86400
    os.utime(path, (then, then))
    return path


def check(**options: bool) -> str:
    out = io.StringIO()
    call_command("check_evidence", stdout=out, stderr=out, **options)
    return out.getvalue()


def test_nothing_stored_is_in_order() -> None:
    assert "0 pieces" in check()


def test_untouched_evidence_is_in_order(shot: Evidence) -> None:
    assert "1 pieces" in check()


@pytest.mark.parametrize("key", ["storage_key", "thumbnail_key"])
def test_a_missing_file_is_an_error(shot: Evidence, folder: Path, key: str) -> None:
    (folder / getattr(shot, key)).unlink()
    with pytest.raises(CommandError, match="1 files are missing"):
        check()


@pytest.mark.parametrize("key", ["storage_key", "thumbnail_key"])
def test_a_changed_byte_is_an_error(shot: Evidence, folder: Path, key: str) -> None:
    path = folder / getattr(shot, key)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(CommandError):
        check()


def test_an_old_file_without_a_row_is_removed(shot: Evidence, folder: Path) -> None:
    path = leftover(folder, shot.workspace_id, days=2)
    assert "leftover" in check()
    assert not path.exists() and (folder / shot.storage_key).exists()


def test_a_young_file_without_a_row_may_be_an_upload_under_way(shot: Evidence, folder: Path) -> None:
    path = leftover(folder, shot.workspace_id, days=0.5)
    check()
    assert path.exists()


def test_old_files_with_a_row_stay(shot: Evidence, folder: Path) -> None:
    for key in (shot.storage_key, shot.thumbnail_key):
        os.utime(folder / key, (0, 0))
    check()
    assert (folder / shot.storage_key).exists() and (folder / shot.thumbnail_key).exists()


def test_checking_alone_removes_nothing(shot: Evidence, folder: Path) -> None:
    path = leftover(folder, shot.workspace_id, days=2)
    check(keep=True)
    assert path.exists()


def test_other_files_in_the_storage_are_not_touched(shot: Evidence, folder: Path) -> None:
    other = folder / "reports" / "old.pdf"
    other.parent.mkdir()
    other.write_bytes(b"%PDF-")
    os.utime(other, (0, 0))
    check()
    assert other.exists()
