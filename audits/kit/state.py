"""A number for what somebody has seen, so that a form can tell that it is no longer so."""

import zlib
from typing import Any


def state_number(*values: Any) -> int:
    """Differs as soon as one of the values does."""
    return zlib.crc32(repr(values).encode())
