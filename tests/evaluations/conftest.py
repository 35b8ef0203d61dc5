"""What tests of evaluations that take files in share."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def evidence_folder(tmp_path: Path, settings: Any) -> Path:
    """The root of the evidence storage, of this test alone."""
    storage = settings.STORAGES["evidence"]
    options = {**storage["OPTIONS"], "location": str(tmp_path)}
    settings.STORAGES = {**settings.STORAGES, "evidence": {**storage, "OPTIONS": options}}
    return tmp_path
