"""Codes and dates that stay on one line: F-12, DX-EML-03, 25 Nov 2026, 16:12."""

import re

CODE = r"\b[A-Z]{1,4}(?:-[A-Z]{2,4})?-\d{1,5}\b"
DATE = r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\b(?:, \d{2}:\d{2}\b)?"
# A tag, and the title of the document, which holds no markup, are taken whole and left as they are.
TAG_OR_WHOLE = re.compile(rf"<title>.*?</title>|<[^>]*>|({CODE}|{DATE})", re.DOTALL)


def kept_whole(html: str) -> str:
    return TAG_OR_WHOLE.sub(in_one, html)


def in_one(found: re.Match[str]) -> str:
    return f'<span class="one">{found[1]}</span>' if found[1] else found[0]
