"""Files of other people are the ones their README names, byte for byte."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
READMES = [ROOT / "static/vendor/README.md", ROOT / "tests/browser/vendor/README.md"]
ROW = re.compile(r"^\| `(?P<name>[^`]+)` \|.*\| `(?P<digest>[0-9a-f]{64})` \|$", re.MULTILINE)


def rows(readme: Path) -> dict[str, str]:
    return {match["name"]: match["digest"] for match in ROW.finditer(readme.read_text(encoding="utf-8"))}


VENDORED = [
    pytest.param(readme.parent / name, digest, id=name)
    for readme in READMES
    for name, digest in rows(readme).items()
]


@pytest.mark.parametrize(("path", "digest"), VENDORED)
def test_file_has_the_checksum_its_readme_names(path, digest):
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("readme", READMES, ids=lambda readme: readme.parent.parent.name)
def test_readme_names_every_file_beside_it(readme):
    files = {path.name for path in readme.parent.iterdir()} - {"README.md"}
    assert files == {name for name in rows(readme) if "/" not in name}


def test_htmx_is_of_the_second_major_line():
    assert 'version:"2.0.' in (ROOT / "static/vendor/htmx.min.js").read_text(encoding="utf-8")
