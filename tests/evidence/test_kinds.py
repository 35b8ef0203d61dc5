"""What is taken, told from the bytes."""

import io
import zipfile
from typing import Any

import pytest

from audits.evidence.intake import receive
from audits.evidence.kinds import DOCX, PDF, PPTX, TEXT, XLSX, Kind, kind_of
from audits.kit.refusals import Invalid
from tests.evidence.crafted import OFFICE_PARTS, archive
from tests.evidence.files import picture, upload


def document(main: str) -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", main: b"<x/>"})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%%EOF", PDF),
        (b"plain", TEXT),
        ("Übersicht: 3 Fehler\n".encode(), TEXT),
        (b"\xef\xbb\xbfid;name\r\n1;a\r\n", TEXT),
        (b"\x1b[31mred\x1b[0m log line\n", TEXT),
        (b'{"event": "sync.failed", "body": "<b>"}', TEXT),
        (b"10:02 a < b\n" * 200 + b"<script> in a log line\n", TEXT),
        (document("xl/workbook.xml"), XLSX),
        (document("word/document.xml"), DOCX),
        (document("ppt/presentation.xml"), PPTX),
    ],
    ids=lambda value: value.endings[0] if isinstance(value, Kind) else "",
)
def test_kinds_that_are_taken(data: bytes, kind: Kind) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"<svg/>", "HTML, SVG and XML are not taken"),
        ("ü".encode("utf-16"), "not UTF-8"),
        (b"a\x00b", "This kind of file is not taken"),
        (b"MZ\x90", "This kind of file is not taken"),
        (archive({**OFFICE_PARTS, "xl/vbaProject.bin": b""}), "macros"),
        (archive({**OFFICE_PARTS, "a": bytes(101 * 1024 * 1024)}), "unpacks to far more"),
        (archive(OFFICE_PARTS)[:-30], "broken or locked"),
        (archive({"a": b"a"}), "This kind of file is not taken"),
    ],
)
def test_refusals_say_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said) as caught:
        kind_of(data)
    assert list(caught.value.fields) == ["file"]


def test_everything_but_pictures_is_kept_byte_for_byte() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in OFFICE_PARTS.items():
            file.writestr(name, data)
    received = receive(upload(out.getvalue(), "plan.xlsx"))
    assert received.data == out.getvalue() and received.thumbnail == b""


def test_the_name_decides_nothing() -> None:
    assert receive(upload(picture("JPEG"), "list.csv", "text/csv")).media_type == "image/jpeg"
    assert receive(upload(b"a;b\n", "shot.png", "image/png")).media_type == "text/plain"


@pytest.mark.parametrize(("size", "kept"), [(200_000, 200_000), (200_001, 0)])
def test_what_comes_over_the_limit_is_never_written_whole(
    settings: Any, rf: Any, size: int, kept: int
) -> None:
    settings.EVIDENCE_FILE_LIMIT, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 200_000, 1000
    file = rf.post("/", {"file": upload(b"a" * size, "a.txt")}).FILES["file"]
    written = file.read()
    file.close()
    # The size is the real one, so the intake refuses what is over it.
    assert file.size == size and len(written) <= 200_000
    assert kept in (0, len(written))
