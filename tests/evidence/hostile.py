"""The corpus of hostile uploads: over 200 files that are not what they seem, or too much (T6)."""

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from tests.evidence import crafted
from tests.evidence.crafted import CANARY, archive, chunk, png, workbook
from tests.evidence.files import picture

NAMES = [
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "/etc/shadow",
    "C:\\Windows\\win.ini",
    "....//x.png",
    "x" * 300 + ".png",
    "CON",
    "nul.png",
    "com1.txt",
    "a\x00.png",
    "a\r\nSet-Cookie: x=1.png",
    "\u202egnp.exe",
    "a\u200b\u200f.png",
    "\ud800.png",
    "<script>.png",
    'a"b.png',
    "a;b.png",
    "a%0d%0a.png",
    ".htaccess",
    "shot.png.exe",
    "shot.php",
    "shot.svg",
    "Ünïcödé ✓.png",
    "name with  spaces .png",
    "~/.ssh/id_rsa",
    "$(reboot).png",
    "-rf.png",
    "\u2028.png",
]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="canary()">' + CANARY + b"</svg>"
MARKUP = {
    "svg": SVG,
    "svg-declared": b'<?xml version="1.0"?>' + SVG,
    "svg-bom": b"\xef\xbb\xbf" + SVG,
    "svg-blanks": b"\n\n \t" + SVG,
    "svg-comment": b"<!-- log -->" + SVG,
    "svg-doctype": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "">' + SVG,
    "svg-upper": SVG.upper(),
    "svg-after-text": b"2026-11-19 ok\n" + SVG,
    "svg-utf16": SVG.decode().encode("utf-16"),
    "svg-foreign": b"<svg><foreignObject><iframe src='javascript:canary()'></iframe></foreignObject></svg>",
    "html": b"<html><body>" + CANARY,
    "html-doctype": b"<!doctype html>" + CANARY,
    "html-script": CANARY,
    "html-upper": b"<HTML><SCRIPT>canary()</SCRIPT>",
    "html-image": b"<img src=x onerror=canary()>",
    "html-meta": b'<meta http-equiv="refresh" content="0;url=javascript:canary()">',
    "html-body": b"<body onload=canary()>",
    "html-base": b"<base href='//evil.example/'>",
    "html-form": b"<form action=javascript:canary()><button autofocus onfocus=canary()>",
    "html-after-text": b"error log of monday\n<html>" + CANARY,
    "html-iframe": b"note: <iframe srcdoc='<script>canary()</script>'>",
    "xml": b'<?xml version="1.0"?><a/>',
    "xml-entity": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "xml-laughs": b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>',
    "xml-style": b'<?xml-stylesheet href="javascript:canary()"?><a/>',
    "xhtml": b'<html xmlns="http://www.w3.org/1999/xhtml"><script>canary()</script></html>',
    "mathml": b"<math><maction actiontype='statusline' xlink:href='javascript:canary()'/></math>",
    "rss": b"<rss><channel><title>x</title></channel></rss>",
    "htc": b"<public:component><script>canary()</script></public:component>",
    "hta": b"<hta:application><script>canary()</script>",
}
OTHERS = {
    "elf": b"\x7fELF\x02\x01\x01" + bytes(60),
    "exe": b"MZ\x90\x00" + bytes(60),
    "class": b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
    "wasm": b"\x00asm\x01\x00\x00\x00",
    "gzip": b"\x1f\x8b\x08" + bytes(20),
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(20),
    "rar": b"Rar!\x1a\x07\x00" + bytes(20),
    "mp4": b"\x00\x00\x00\x18ftypmp42" + bytes(20),
    "heic": b"\x00\x00\x00\x18ftypheic" + bytes(20),
    "tiff": b"II*\x00\x08\x00\x00\x00",
    "bmp": b"BM" + bytes(60),
    "ico": b"\x00\x00\x01\x00\x01\x00",
    "psd": b"8BPS\x00\x01" + bytes(20),
    "sqlite": b"SQLite format 3\x00" + bytes(80),
    "pickle": b"\x80\x04cos\nsystem\n",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
    "wmf": b"\xd7\xcd\xc6\x9a" + bytes(20),
    "swf": b"CWS\x0a" + bytes(20),
    "link": b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(20),
    "text-nul": b"log\x00line",
    "text-bell": b"log\x07line",
    "text-latin1": "Fehler: ungültig".encode("latin-1"),
    "text-utf16": "log".encode("utf-16"),
    "text-utf32": "log".encode("utf-32"),
    "text-overlong": b"a\xc0\xafb",
    "text-surrogate": b"a\xed\xa0\x80b",
    "text-cut": "é".encode()[:1],
    "empty": b"",
    "nul": b"\x00" * 1000,
    "riff": b"RIFF\x00\x00\x00\x00AVI " + bytes(20),
}


@dataclass(frozen=True)
class Hostile:
    """One upload; `kept` says whether it must be taken (True), refused (False) or may be either (None)."""

    label: str
    name: str
    data: bytes
    kept: bool | None = False


def corpus() -> Iterator[Hostile]:
    yield from named_badly()
    yield from under_false_names()
    yield from damaged()
    yield from bombs()
    yield from moving()
    yield from polyglots()
    yield from archives()
    for label, data in MARKUP.items():
        for ending in (".svg", ".png"):
            yield Hostile(f"markup-{label}{ending}", f"shot{ending}", data)
    for label, data in OTHERS.items():
        yield Hostile(f"other-{label}", f"shot-{label}.png", data)


def named_badly() -> Iterator[Hostile]:
    for number, name in enumerate(NAMES):
        yield Hostile(f"name-{number}", name, picture(), kept=True)


def under_false_names() -> Iterator[Hostile]:
    for kind in ("PNG", "JPEG", "WEBP", "GIF"):
        for ending in (".exe", ".html", ".svg", ".pdf", ".xlsx", ".txt", ""):
            yield Hostile(f"false-name-{kind}{ending}", f"shot{ending}", picture(kind), kept=True)
    for ending in (".png", ".html", ".bat"):
        yield Hostile(f"text-as{ending}", f"x{ending}", b"@echo off\n", kept=True)
        yield Hostile(f"pdf-as{ending}", f"x{ending}", b"%PDF-1.7\n%%EOF", kept=True)


def damaged() -> Iterator[Hostile]:
    """Cut off and altered pictures; what still decodes may be kept, as pixels alone."""
    noise = Image.effect_noise((120, 90), 80).convert("RGB")
    for kind in ("PNG", "JPEG", "WEBP", "GIF"):
        out = io.BytesIO()
        noise.save(out, kind)
        data = out.getvalue()
        for percent in (1, 5, 25, 50, 75):
            cut = data[: max(4, len(data) * percent // 100)]
            yield Hostile(f"cut-{kind}-{percent}", f"cut.{kind.lower()}", cut)
        for seed in range(8):
            yield Hostile(f"altered-{kind}-{seed}", f"altered.{kind.lower()}", altered(data, seed), kept=None)


def altered(data: bytes, seed: int, changes: int = 6) -> bytes:
    """`data` with some bytes changed, the same ones for the same seed."""
    dice, changed = random.Random(seed), bytearray(data)
    for _ in range(changes):
        changed[dice.randrange(4, len(changed))] = dice.randrange(256)
    return bytes(changed)


def bombs() -> Iterator[Hostile]:
    yield Hostile("bomb-png-81mp", "small.png", png(9000, 9000))
    yield Hostile("bomb-png-196mp", "small.png", png(14000, 14000, rows=14))
    yield Hostile("bomb-png-line", "line.png", png(39_000_000, 1))
    yield Hostile("bomb-png-claimed", "big.png", png(2**31 - 1, 2**31 - 1, rows=0))
    yield Hostile("bomb-png-none", "none.png", png(0, 0, rows=0))
    yield Hostile("bomb-png-40mp", "wide.png", png(6300, 6300), kept=True)
    yield Hostile("bomb-gif", "big.gif", crafted.gif_header(65535, 65535))
    yield Hostile("bomb-jpeg", "big.jpg", crafted.jpeg_header(65535, 65535))
    yield Hostile("bomb-webp", "big.webp", crafted.webp_header(16383, 16383))
    yield Hostile("bomb-webp-claimed", "big.webp", crafted.webp_header(2**24, 2**24))
    for kind in (b"zTXt", b"iTXt", b"iCCP"):
        yield Hostile(f"bomb-{kind.decode()}", "text.png", crafted.text_bomb(kind), kept=None)
    scans = picture("JPEG", progressive=True)
    many = scans[:-2] + b"\xff\xda\x00\x08\x01\x01\x00\x01\x3f\x00\x00" * 5000 + b"\xff\xd9"
    yield Hostile("bomb-jpeg-scans", "scans.jpg", many)
    yield Hostile("bomb-bytes", "large.txt", b"a" * (26 * 1024 * 1024))


def moving() -> Iterator[Hostile]:
    frames = [Image.new("RGB", (40, 40), (step * 9 % 256, 0, 0)) for step in range(60)]
    for kind in ("GIF", "WEBP", "PNG"):
        for count in (2, 60):
            out = io.BytesIO()
            frames[0].save(out, kind, save_all=True, append_images=frames[1:count])
            yield Hostile(f"moving-{kind}-{count}", f"moving.{kind.lower()}", out.getvalue())


def polyglots() -> Iterator[Hostile]:
    """Pictures that are a second thing as well: kept as pixels alone, or refused."""
    for kind in ("PNG", "JPEG", "WEBP", "GIF"):
        data = picture(kind)
        yield Hostile(f"polyglot-{kind}-html-behind", "x.html", data + CANARY, kept=None)
        yield Hostile(f"polyglot-{kind}-zip-behind", "x.zip", data + archive({"a.js": CANARY}), kept=None)
        yield Hostile(f"polyglot-{kind}-php-behind", "x.php", data + b"<?php canary(); " + CANARY, kept=None)
    yield Hostile("polyglot-gif-js", "x.js", b"GIF89a=1;/*" + bytes(20) + b"*/canary()//" + CANARY)
    yield Hostile("polyglot-gif-markup", "x.gif", b"GIF89a" + CANARY)
    yield Hostile("polyglot-gif-comment", "x.gif", picture("GIF", comment=CANARY), kept=True)
    for label, planted in (("tEXt", b"c\x00" + CANARY), ("zTXt", b"c\x00\x00" + CANARY)):
        data = png(8, 8, extra=[chunk(label.encode(), planted)])
        yield Hostile(f"polyglot-png-{label}", "x.png", data, kept=None)
    for marker in (0xFE, 0xE0, 0xE1, 0xE2, 0xED, 0xEF):
        data = crafted.with_jpeg_segment(picture("JPEG"), marker, CANARY)
        yield Hostile(f"polyglot-jpeg-{marker:x}", "x.jpg", data, kept=None)
    yield Hostile("polyglot-html-pdf", "x.pdf", CANARY + b"%PDF-1.7")
    yield Hostile("polyglot-html-png", "x.png", CANARY + picture())
    yield Hostile("polyglot-png-signature", "x.png", b"\x89PNG\r\n\x1a\n" + CANARY)
    yield Hostile("polyglot-jpeg-signature", "x.jpg", b"\xff\xd8\xff" + CANARY)
    yield Hostile("polyglot-webp-signature", "x.webp", b"RIFF\x00\x00\x00\x00WEBP" + CANARY)


def archives() -> Iterator[Hostile]:
    yield Hostile("zip-plain", "x.xlsx", archive({"a.txt": b"a"}))
    yield Hostile("zip-nested", "x.xlsx", archive({"b.zip": archive({"a.txt": bytes(10_000_000)})}))
    yield Hostile("zip-bomb", "x.xlsx", crafted.big_workbook(150))
    yield Hostile("zip-bomb-parts", "x.xlsx", workbook({f"p{n}": bytes(30_000_000) for n in range(4)}))
    for claimed in (10, 1_000_000, 99_000_000):
        yield Hostile(f"zip-lying-{claimed}", "x.xlsx", crafted.lying_workbook(claimed))
    yield Hostile("zip-entries", "x.xlsx", workbook({f"p{n}": b"" for n in range(2100)}))
    yield Hostile("zip-macros", "x.xlsm", workbook({"xl/vbaProject.bin": b"macro"}))
    yield Hostile("zip-script", "x.xlsx", workbook({"xl/run.js": CANARY}))
    yield Hostile("zip-password", "x.xlsx", crafted.flagged_workbook(flag=1))
    yield Hostile("zip-packing", "x.xlsx", crafted.flagged_workbook(packing=99))
    for percent in (10, 50, 90, 99):
        whole = workbook()
        yield Hostile(f"zip-cut-{percent}", "x.xlsx", whole[: len(whole) * percent // 100])
    for seed in range(8):
        yield Hostile(f"zip-altered-{seed}", "x.xlsx", altered(workbook(), seed), kept=None)
    # Its odd entry name is never used as a path: nothing is ever unpacked to disk.
    yield Hostile("zip-slip", "x.xlsx", workbook({"../../etc/cron.d/x": b"x"}), kept=True)
