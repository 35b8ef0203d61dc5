"""Where the bytes lie: private, under random names, never replaced (threats 11, 20, 21, 23)."""

import errno
import os
import shutil
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from audits.evidence.models import Evidence
from audits.kit.refusals import TooLarge, Unavailable

FOLDER = "evidence"
THUMBNAIL = ".thumbnail"


class PrivateFolder(FileSystemStorage):
    """A local folder only this process's user can read; a file is on the disk before its name is given."""

    def _save(self, name: str, content: Any) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]
        for path in (self.path(saved), os.path.dirname(self.path(saved))):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        return saved


def evidence_storage() -> Storage:
    return storages["evidence"]


def new_key(workspace_id: UUID) -> str:
    """A random name that nobody can guess or choose."""
    return f"{FOLDER}/{workspace_id}/{uuid4()}"


def put(key: str, data: bytes) -> None:
    """Writes a new file; `TooLarge` when the disk is full, `Unavailable` when the storage fails."""
    try:
        saved = evidence_storage().save(key, ContentFile(data))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise no_space_left() from error
        raise Unavailable(_("The evidence storage does not answer. Nothing was saved; try again.")) from error
    if saved != key:
        remove(saved)
        raise RuntimeError(f"{key} was taken already")


def remove(key: str) -> None:
    if key:
        evidence_storage().delete(key)


def check_room(workspace_id: UUID, size: int) -> None:
    """Refuses a file that would go over the workspace's quota or fill the server's disk."""
    used = Evidence.objects.for_workspace(workspace_id).aggregate(total=Sum("size"))["total"] or 0
    if used + size > settings.EVIDENCE_QUOTA:
        message = _(
            "This workspace keeps %(used)s of evidence; with this file it would go over its %(quota)s."
        )
        values = {"used": filesizeformat(used), "quota": filesizeformat(settings.EVIDENCE_QUOTA)}
        raise TooLarge({"file": [message % values]})
    storage = evidence_storage()
    if isinstance(storage, FileSystemStorage):
        os.makedirs(storage.location, mode=0o700, exist_ok=True)
        if shutil.disk_usage(storage.location).free - size < settings.EVIDENCE_FREE_FLOOR:
            raise no_space_left()


def no_space_left() -> TooLarge:
    return TooLarge(
        {"file": [_("The server has no room for more files. Tell its admin; answers still save.")]}
    )
