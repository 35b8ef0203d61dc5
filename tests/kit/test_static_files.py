"""A browser never mixes modules of two versions: every import names the content it was made for."""

import json
import re
import shutil
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from audits.kit.static_files import HashedModules

SCRIPTS = Path(__file__).resolve().parents[2] / "static" / "js"
IMPORTED = re.compile(r'from "\.{1,2}/([^"]+)"')


@pytest.mark.parametrize("page", ["scoring", "runs"])
def test_modules_import_each_other_by_the_name_of_their_content(tmp_path, page):
    folder = shutil.copytree(SCRIPTS, tmp_path / "js")
    sources = FileSystemStorage(tmp_path)
    paths = [str(path.relative_to(tmp_path)) for path in folder.glob("*/*.js")]
    storage = HashedModules(location=tmp_path, base_url="/static/")
    done = storage.post_process({path: (sources, path) for path in paths})
    assert [outcome for *_, outcome in done if isinstance(outcome, Exception)] == []
    known = set(json.loads((tmp_path / "staticfiles.json").read_text())["paths"].values())
    main = next(name for name in known if f"{page}/main." in name)
    imported = IMPORTED.findall((tmp_path / main).read_text())
    assert len(imported) > 4
    assert {name if "/" in name else f"{page}/{name}" for name in imported} <= {
        name.removeprefix("js/") for name in known
    }
