"""File names are words about a file, never a path to one (threat 20)."""

import re
import unicodedata
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from audits.evidence.kinds import BY_MEDIA_TYPE

LIMIT = 200
# Control and format characters, among them the marks that turn the reading direction, and surrogates.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
UNSAFE_ON_DISK = re.compile(r'[<>:"/\\|?*]')


def clean_name(given: str) -> str:
    """The last part of what was given, in visible characters on one line, at most `LIMIT` long."""
    visible = "".join(" " if char in "\t\r\n" else char for char in given)
    visible = "".join(char for char in visible if unicodedata.category(char) not in UNSEEN)
    parts = [part.strip() for part in re.split(r"[/\\]", unicodedata.normalize("NFC", visible))]
    name = " ".join(next((part for part in reversed(parts) if part.strip(". ")), "").split())
    if len(name) > LIMIT:
        ending = PurePosixPath(name).suffix[:10]
        name = name[: LIMIT - len(ending)] + ending
    return name or _("File without a name")


def download_name(name: str, media_type: str) -> str:
    """The name offered for saving: its ending fits what the file is, and every system can hold it."""
    safe = UNSAFE_ON_DISK.sub("_", name).strip(". ") or "file"
    endings = BY_MEDIA_TYPE[media_type].endings if media_type in BY_MEDIA_TYPE else (".bin",)
    if not safe.lower().endswith(endings):
        safe += endings[0]
    return f"_{safe}" if RESERVED.match(safe) else safe
