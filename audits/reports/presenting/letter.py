"""A letter's Markdown as the pieces that its PDF is made of: headings, lists, paragraphs."""

from dataclasses import dataclass

from audits.reports.presenting.blocks import Block, blocks


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading of that level, or the blocks of one paragraph."""

    level: int
    heading: str
    blocks: tuple[Block, ...]


def pieces(text: str) -> tuple[Piece, ...]:
    return tuple(piece(part) for part in text.split("\n\n") if part.strip())


def piece(part: str) -> Piece:
    words = part.strip()
    marks = len(words) - len(words.lstrip("#"))
    if marks and words[marks:].startswith(" ") and "\n" not in words:
        return Piece(min(marks, 2), words[marks:].strip(), ())
    return Piece(0, "", blocks(words))
