"""Evidence tests write into a folder of their own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """The root of the evidence storage."""
    storage = settings.STORAGES["evidence"]
    options = {**storage["OPTIONS"], "location": str(tmp_path)}
    settings.STORAGES = {**settings.STORAGES, "evidence": {**storage, "OPTIONS": options}}
    return tmp_path
