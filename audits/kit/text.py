"""The one way text comes in: from forms, API, imports and headers.

SQLite stores NUL characters, lone surrogates and overlong text without complaint and
PostgreSQL answers each with an error, so both are refused here with a message.
"""

import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHORT = 200
LONG = 20_000
KEPT_CONTROLS = {"\n", "\t"}


def problem(value: str, *, limit: int) -> str | None:
    """Why `value` cannot be stored, as a sentence, or None when it can."""
    for position, char in enumerate(value, 1):
        if unicodedata.category(char) == "Cs" or (char < " " and char not in KEPT_CONTROLS | {"\r"}):
            return _("Character %(position)d cannot be stored; remove it.") % {"position": position}
    # Composing makes some scripts longer, and what is stored is the composed text.
    over = max(len(value), len(normal(value))) - limit
    if over > 0:
        return ngettext(
            "This text is %(over)d character too long; %(limit)d are possible.",
            "This text is %(over)d characters too long; %(limit)d are possible.",
            over,
        ) % {"over": over, "limit": limit}
    return None


def normal(value: str) -> str:
    """One line ending, composed characters, no blanks around it."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
