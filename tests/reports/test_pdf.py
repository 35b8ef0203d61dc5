"""The PDF library may use what it was handed and nothing else (threat 25)."""

import io
import zlib
from pathlib import Path

import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from audits.reports import pdf
from audits.reports.jobs import Blob, Document, Rendered
from tests.evidence.files import picture
from tests.reports.hostile import PAYLOADS, canary, page

SECRET = "swordfish-4711"


def outcome(html: str) -> Rendered | str:
    return pdf.result_of(Document(html, {}))


def everything_in(found: bytes) -> bytes:
    """All bytes of a PDF, its packed streams unpacked."""
    unpacked = [found]
    for part in found.split(b"stream\n")[1:]:
        try:
            unpacked.append(zlib.decompressobj().decompress(part))
        except zlib.error:
            unpacked.append(part)
    return b"".join(unpacked)


@pytest.mark.parametrize("name", PAYLOADS)
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_nothing_outside_is_reached(name: str, scheme: str, tmp_path: Path) -> None:
    for ending in ("a", "a.png", "a.css", "a.svg", "a.woff", "a.ico"):
        (tmp_path / ending).write_text(SECRET)
    with canary() as server:
        target = server.address if scheme == "http" else tmp_path.as_uri()
        found = outcome(PAYLOADS[name].replace("TARGET", target))
    assert server.hits == []
    if isinstance(found, Rendered):
        assert SECRET.encode() not in everything_in(found.pdf)


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://127.0.0.1/a", "/etc/hostname", "a.png"])
def test_document_that_asks_for_more_is_refused_by_name(address: str) -> None:
    found = outcome(page(f'<img alt="x" src="{address}">'))
    assert isinstance(found, str) and "was not given" in found


def test_refusal_is_no_ordinary_exception() -> None:
    document = Document(page('<img alt="x" src="file:///etc/hostname">'), {})
    with pytest.raises(FatalURLFetchingError):
        pdf.render(document)


def test_what_was_handed_in_is_used() -> None:
    blobs = {"evidence:1": Blob(picture("JPEG", (40, 40)), "image/jpeg")}
    rendered = pdf.render(Document(page('<img alt="x" src="evidence:1">'), blobs))
    assert len(PdfReader(io.BytesIO(rendered.pdf)).pages[0].images) == 1


def test_presentational_attributes_are_no_way_in() -> None:
    with canary() as server:
        outcome(page().replace("<body>", f'<body background="{server.address}/a.png">'))
    assert server.hits == []


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<title>x</title><p>no language</p>", "lang"),
        (
            page(
                '<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">'
            ),
            "alt",
        ),
    ],
)
def test_what_a_tagged_pdf_lacks_is_reported(html: str, complaint: str) -> None:
    found = outcome(html)
    assert isinstance(found, Rendered) and complaint in found.complaints[0]
