"""Hostile uploads: each is refused in words or reduced to harmless pixels, fast and in little memory (T6)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.files import picture
from tests.evidence.hostile import Hostile, altered, corpus

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 2.0
MOST_MEGABYTES = 300


def run(folder: Path, files: list[Hostile]) -> dict[str, dict[str, Any]]:
    """What a process of its own made of the files, by label."""
    for file in files:
        (folder / file.label).write_bytes(file.data)
    (folder / "names.json").write_text(json.dumps({file.label: file.name for file in files}))
    command = [sys.executable, "-m", "tests.evidence.corpus_run", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=250)
    assert done.returncode == 0, done.stderr[-2000:]
    return {line["label"]: line for line in map(json.loads, done.stdout.splitlines())}


@pytest.fixture(scope="module")
def files() -> list[Hostile]:
    return list(corpus())


@pytest.fixture(scope="module")
def outcomes(files: list[Hostile], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    return run(tmp_path_factory.mktemp("corpus"), files)


def test_over_two_hundred_files_each_with_an_outcome(files: list[Hostile], outcomes: Any) -> None:
    assert len({file.label for file in files}) == len(files) >= 200
    assert set(outcomes) == {file.label for file in files}


def test_each_is_kept_or_refused_as_it_must_be(files: list[Hostile], outcomes: Any) -> None:
    wrong = {
        file.label: outcomes[file.label]
        for file in files
        if file.kept is not None and outcomes[file.label]["kept"] != file.kept
    }
    assert wrong == {}


def test_every_refusal_says_why(outcomes: Any) -> None:
    refused = [line for line in outcomes.values() if not line["kept"]]
    assert {line["status"] for line in refused} == {413, 422}
    assert all(len(line["why"]) > 15 for line in refused)


def test_no_kept_picture_carries_what_was_planted(outcomes: Any) -> None:
    carriers = [label for label, line in outcomes.items() if line["kept"] and line["carries"]]
    assert carriers == []


def test_each_takes_two_seconds_at_most(outcomes: Any) -> None:
    slow = {label: line["seconds"] for label, line in outcomes.items() if line["seconds"] > MOST_SECONDS}
    assert slow == {}


def test_all_of_them_stay_within_bounded_memory(outcomes: Any) -> None:
    assert max(line["megabytes"] for line in outcomes.values()) < MOST_MEGABYTES


def test_two_thousand_altered_pictures_never_break_the_intake(tmp_path: Path) -> None:
    kinds = [picture(kind, size=(24, 18)) for kind in ("PNG", "JPEG", "WEBP", "GIF")]
    files = [Hostile(f"fuzz-{n}", "fuzz.png", altered(kinds[n % 4], n, 1 + n % 9)) for n in range(2000)]
    outcomes = run(tmp_path, files)
    assert len(outcomes) == 2000
    assert max(line["seconds"] for line in outcomes.values()) < MOST_SECONDS
