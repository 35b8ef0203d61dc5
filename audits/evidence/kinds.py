"""Which kinds of file are taken, told from their bytes and never from their names (threats 12, 13, 18)."""

import codecs
import io
import zipfile
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from audits.kit.refusals import Invalid

MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
CHUNK = 1024 * 1024
MARKUP = ("<!doctype", "<html", "<svg", "<script", "<?xml", "<iframe", "<body")
LOOKED_AT = 1024
# What text may hold besides printable characters: tabs, line ends and the colours of a terminal.
KEPT_CONTROLS = frozenset(b"\t\n\r\f\x1b")
OTHER_CONTROLS = bytes(code for code in range(32) if code not in KEPT_CONTROLS)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how it is served, and the endings a download of it may have, usual one first."""

    media_type: str
    endings: tuple[str, ...]
    # Pillow's name of the format, for pictures.
    picture: str = ""


PNG = Kind("image/png", (".png",), "PNG")
JPEG = Kind("image/jpeg", (".jpg", ".jpeg"), "JPEG")
WEBP = Kind("image/webp", (".webp",), "WEBP")
GIF = Kind("image/gif", (".gif",), "GIF")
PDF = Kind("application/pdf", (".pdf",))
TEXT = Kind("text/plain", (".txt", ".csv", ".log", ".tsv", ".md", ".json"))
OFFICE = "application/vnd.openxmlformats-officedocument"
XLSX = Kind(f"{OFFICE}.spreadsheetml.sheet", (".xlsx",))
DOCX = Kind(f"{OFFICE}.wordprocessingml.document", (".docx",))
PPTX = Kind(f"{OFFICE}.presentationml.presentation", (".pptx",))
KINDS = (PNG, JPEG, WEBP, GIF, PDF, TEXT, XLSX, DOCX, PPTX)
BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}
MAIN_PARTS = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX, "ppt/presentation.xml": PPTX}
SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"%PDF-", PDF),
)


def refuse(message: str) -> Invalid:
    return Invalid({"file": [message]})


def unknown() -> Invalid:
    return refuse(
        _(
            "This kind of file is not taken. Possible are PNG, JPEG, WebP and GIF pictures, PDF, "
            "text, CSV and logs, XLSX, DOCX and PPTX. Give a link for anything else."
        )
    )


def kind_of(data: bytes) -> Kind:
    """The kind that the bytes have; `Invalid` with a sentence for everything that is not taken."""
    if not data:
        raise refuse(_("This file is empty."))
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(b"PK\x03\x04"):
        return office_kind(data)
    check_text(data)
    return TEXT


def check_text(data: bytes) -> None:
    """Text is UTF-8 without control characters, and no markup that a browser would run."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise refuse(_("This text is not UTF-8. Save it again as UTF-8."))
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    start = ""
    try:
        for offset in range(0, len(data), CHUNK):
            text = decoder.decode(data[offset : offset + CHUNK])
            start = start or text[:LOOKED_AT]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise unknown() from None
    if len(data.translate(None, OTHER_CONTROLS)) != len(data):
        raise unknown()
    if start.lstrip().startswith("<") or any(tag in start.lower() for tag in MARKUP):
        raise refuse(
            _("HTML, SVG and XML are not taken, they can carry scripts. Attach a picture or a PDF of it.")
        )


def office_kind(data: bytes) -> Kind:
    """A workbook, document or presentation without macros that unpacks to a bearable size."""
    # Counted before the directory is read: half a million entries fit into one upload.
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise too_large_inside()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            kind = next((kind for part, kind in MAIN_PARTS.items() if part in names), None)
            if kind is None or "[Content_Types].xml" not in names:
                raise unknown()
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js")) for name in names):
                raise refuse(_("Documents with macros are not taken. Save it without them."))
            check_unpacked(archive, entries)
            return kind
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError) as error:
        raise broken_document() from error
    except (NotImplementedError, RuntimeError, zlib.error) as error:
        # An unknown packing method, a password, or packed bytes that are no packed bytes.
        raise broken_document() from error


def check_unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Adds up what the entries declare, then what they really unpack to, and stops at the limit."""
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise too_large_inside()
    unpacked = 0
    for entry in entries:
        with archive.open(entry) as part:
            while chunk := part.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > MAX_UNPACKED:
                    raise too_large_inside()


def broken_document() -> Invalid:
    return refuse(_("This document is broken or locked with a password. Save it again without one."))


def too_large_inside() -> Invalid:
    return refuse(_("This document unpacks to far more than a document needs, so it is not taken."))
