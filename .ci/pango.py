"""Exit status 0 when a PDF can be laid out here: Pango and its companions load, and there is a font."""

import ctypes
import ctypes.util
import sys
from pathlib import Path

LIBRARIES = {
    "gobject-2.0": "libgobject-2.0.so.0",
    "pango-1.0": "libpango-1.0.so.0",
    "pangoft2-1.0": "libpangoft2-1.0.so.0",
    "harfbuzz": "libharfbuzz.so.0",
    "fontconfig": "libfontconfig.so.1",
}
FONTS = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"]


def loads(name: str, linux: str) -> bool:
    try:
        ctypes.CDLL(linux if sys.platform == "linux" else ctypes.util.find_library(name) or linux)
    except OSError:
        return False
    return True


def has_font() -> bool:
    # Without any font Pango stops in the middle of a document. Other systems come with theirs.
    folders = [Path(folder).expanduser() for folder in FONTS]
    return sys.platform != "linux" or any(
        path.suffix in {".ttf", ".otf", ".ttc"} for folder in folders for path in folder.rglob("*")
    )


if __name__ == "__main__":
    sys.exit(not (all(loads(*names) for names in LIBRARIES.items()) and has_font()))
