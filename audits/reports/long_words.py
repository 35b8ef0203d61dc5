"""Words of thousands of letters, broken where nothing else breaks them.

The PDF library shapes the whole rest of a word for every line of it: one note of 20,000 letters
without a blank took more than a minute, so that no report of its candidate could be made.
"""

import re

LONGEST = 200
PIECE = 60
BREAK = "\u200b"
LETTER = r"(?:&#?\w+;|[^\s<>&])"
# A tag is taken whole, so that addresses in it stay as they are.
TAG_OR_LONG_WORD = re.compile(rf"<[^>]*>|{LETTER}{{{LONGEST},}}")
PIECES = re.compile(rf"{LETTER}{{1,{PIECE}}}")


def broken(html: str) -> str:
    """The document with a possible line break, which nobody sees, after each piece of a long word."""
    return TAG_OR_LONG_WORD.sub(in_pieces, html)


def in_pieces(found: re.Match[str]) -> str:
    text = found[0]
    return text if text.startswith("<") else BREAK.join(PIECES.findall(text))
