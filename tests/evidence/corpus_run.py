"""Takes in every file of a folder and prints what came of it, how fast, and the memory it took.

Run as ``python -m tests.evidence.corpus_run FOLDER``; prints one JSON line for each file.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scorecard.settings")
django.setup()

from django.core.files.uploadedfile import UploadedFile  # noqa: E402

from audits.evidence.intake import receive  # noqa: E402
from audits.kit.refusals import Invalid  # noqa: E402
from tests.evidence.crafted import CANARY  # noqa: E402


def main(folder: Path) -> None:
    names: dict[str, str] = json.loads((folder / "names.json").read_text())
    for label, name in names.items():
        with (folder / label).open("rb") as file:
            print(json.dumps({"label": label, **outcome(upload_of(file, name))}), flush=True)


def upload_of(file: Any, name: str) -> Any:
    upload = UploadedFile(file, name="x", size=os.fstat(file.fileno()).st_size)
    # As a client may send it: the setter of Django would tidy the name first.
    upload.__dict__["_name"] = name
    return upload


def outcome(upload: Any) -> dict[str, Any]:
    """What came of it; its seconds are those of the processor, so that a busy machine fails nothing."""
    begun = time.process_time()
    try:
        result = told(receive(upload))
    except Invalid as refusal:
        result = {"kept": False, "status": refusal.status, "why": refusal.detail}
    seconds = time.process_time() - begun
    return {**result, "seconds": seconds, "megabytes": most_megabytes()}


def most_megabytes() -> float:
    """The most memory this process ever held; its resource usage would count its parent's as well."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def told(received: Any) -> dict[str, Any]:
    carries = CANARY in received.data or CANARY in received.thumbnail
    return {"kept": True, "media_type": received.media_type, "name": received.name, "carries": carries}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
