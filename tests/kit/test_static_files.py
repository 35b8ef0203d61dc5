"""A browser never mixes modules of two versions: every import names the content it was made for."""

import json
import re
import shutil
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from audits.kit.static_files import HashedModules

SCRIPTS = Path(__file__).resolve().parents[2] / "static" / "js" / "scoring"
IMPORTED = re.compile(r'from "\./([^"]+)"')


def test_modules_import_each_other_by_the_name_of_their_content(tmp_path):
    folder = shutil.copytree(SCRIPTS, tmp_path / "js" / "scoring")
    sources = FileSystemStorage(tmp_path)
    names = {f"js/scoring/{path.name}": (sources, f"js/scoring/{path.name}") for path in folder.iterdir()}
    storage = HashedModules(location=tmp_path, base_url="/static/")
    assert [done for *_, done in storage.post_process(names) if isinstance(done, Exception)] == []
    known = set(json.loads((tmp_path / "staticfiles.json").read_text())["paths"].values())
    main = next(name for name in known if "/main." in name)
    imported = IMPORTED.findall((tmp_path / main).read_text())
    assert len(imported) > 10
    assert {f"js/scoring/{name}" for name in imported} <= known
