"""What passes between the worker and its PDF renderer: plain values, so that both sides can be told apart.

Neither Django nor the PDF library is imported here: the renderer process has no use for the one and
the worker none for the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Blob:
    """A resource that a document may use: a stylesheet, font or picture."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Document:
    """HTML and everything it may fetch, by address; there is nothing else in the world."""

    html: str
    blobs: Mapping[str, Blob]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, and what the PDF library found wrong with the document."""

    pdf: bytes
    complaints: tuple[str, ...]


class RenderingFailed(Exception):
    """The document could not be made into a PDF; the message says why, in words for people."""

    may_retry = False


class RendererLost(RenderingFailed):
    """The renderer process died for a reason of its own; another try may do."""

    may_retry = True
