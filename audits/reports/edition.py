"""Names the templates and code that make reports: other templates, another report of the same state."""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

HERE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def edition() -> str:
    """A short digest of everything that shapes a report besides its content."""
    digest = hashlib.sha256(version("weasyprint").encode())
    for path in sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def sources() -> list[Path]:
    """The templates, the stylesheet and the modules that fill them."""
    templates = settings.BASE_DIR / "templates" / "reports" / "pdf"
    found = [*HERE.rglob("*.py"), *templates.glob("*.html"), settings.BASE_DIR / "static/css/report.css"]
    return sorted(found)
