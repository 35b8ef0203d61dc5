"""Contract wording as files: Markdown as it stands, and a Word document."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from docx import Document

from audits.kit.cells import writable


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the wording; level 1 and 2 are headings, 0 is text."""

    level: int
    text: str


def blocks(wording: str) -> Iterator[Block]:
    """The wording in paragraphs: a blank line ends one, a line with # or ## is a heading."""
    for part in wording.split("\n\n"):
        yield from heading_first(part.strip())


def heading_first(part: str) -> Iterator[Block]:
    """A heading without a blank line after it is one all the same."""
    marks, _space, title = part.partition(" ")
    if marks not in ("#", "##"):
        if part:
            yield Block(0, part)
        return
    first, _end, rest = title.partition("\n")
    yield Block(len(marks), first.strip())
    if rest.strip():
        yield from heading_first(rest.strip())


def markdown(wording: str) -> bytes:
    return f"{wording}\n".encode()


def docx(wording: str, *, title: str, author: str) -> bytes:
    """The wording with real headings, so that a lawyer's tools can number and quote them."""
    document = Document()
    document.core_properties.title = writable(title)
    document.core_properties.author = writable(author)
    document.core_properties.comments = ""
    for block in blocks(writable(wording)):
        if block.level:
            document.add_heading(block.text, level=block.level)
        else:
            document.add_paragraph(block.text)
    data = BytesIO()
    document.save(data)
    return data.getvalue()
