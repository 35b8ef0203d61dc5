"""Pictures and archives built byte by byte, so that they say one thing and are another."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

CANARY = b"<script>canary()</script>"
OFFICE_PARTS = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *, rows: int | None = None, extra: Iterable[bytes] = ()) -> bytes:
    """A black one-bit PNG of any size in a few bytes; with fewer `rows` it lies about its height."""
    packer = zlib.compressobj(9)
    line = bytes(1 + (width + 7) // 8)
    body = b"".join(packer.compress(line) for _ in range(height if rows is None else rows)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [chunk(b"IHDR", header), *extra, chunk(b"IDAT", body), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def text_bomb(kind: bytes) -> bytes:
    """A PNG whose packed text unpacks to 100 MB."""
    packed = zlib.compress(bytes(100_000_000), 9)
    body = {
        b"zTXt": b"Comment\x00\x00" + packed,
        b"iTXt": b"Comment\x00\x01\x00\x00\x00" + packed,
        b"iCCP": b"profile\x00\x00" + packed,
    }[kind]
    return png(8, 8, extra=[chunk(kind, body)])


def gif_header(width: int, height: int, rest: bytes = b"") -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\x00\x00" + bytes(6) + rest


def jpeg_header(width: int, height: int) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"\x01\x22\x00\x02\x11\x00\x03\x11\x00"
    return b"\xff\xd8\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"


def webp_header(width: int, height: int) -> bytes:
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x00\x00\x00\x00" + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def with_jpeg_segment(jpeg: bytes, marker: int, data: bytes) -> bytes:
    """A JPEG with one more segment at its start."""
    return jpeg[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data + jpeg[2:]


def archive(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def workbook(more: dict[str, bytes] | None = None) -> bytes:
    """What passes for a workbook, with more parts in it."""
    return archive({**OFFICE_PARTS, **(more or {})})


def big_workbook(megabytes: int) -> bytes:
    """A workbook whose sheet unpacks to that much."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in OFFICE_PARTS.items():
            file.writestr(name, data)
        with file.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(megabytes):
                sheet.write(bytes(1_000_000))
    return out.getvalue()


def lying_workbook(claimed: int) -> bytes:
    """A workbook whose directory claims that its big sheet is `claimed` bytes long."""
    data = bytearray(big_workbook(150))
    real = struct.pack("<I", 150_000_000)
    return bytes(data.replace(real, struct.pack("<I", claimed)))


def flagged_workbook(flag: int = 0, packing: int = 8) -> bytes:
    """A workbook whose entries claim a flag (1 is "with a password") or a way of packing."""
    data = bytearray(workbook())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            struct.pack_into("<HH", data, at + offset, flag, packing)
            at = data.find(signature, at + 4)
    return bytes(data)
