"""Documents that try to reach what they were not handed, and a server that notices (threat 25)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Canary(ThreadingHTTPServer):
    """Counts whoever knocks."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Knock)
        self.hits: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Knock(BaseHTTPRequestHandler):
    server: Canary

    def do_GET(self) -> None:
        self.server.hits.append(self.path)
        self.send_response(302)
        self.send_header("Location", "file:///etc/hostname")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Tests read `hits`, not a log."""


@contextmanager
def canary() -> Iterator[Canary]:
    server = Canary()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def page(body: str = "", head: str = "") -> str:
    return f'<html lang="en"><head><title>x</title>{head}</head><body><p>Text</p>{body}</body></html>'


SVG = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"
PAYLOADS = {
    "picture": page('<img alt="x" src="TARGET/a.png">'),
    "srcset": page('<img alt="x" srcset="TARGET/a.png 2x" src="TARGET/b.png">'),
    "object": page('<object data="TARGET/a"></object>'),
    "embed": page('<embed src="TARGET/a.svg">'),
    "frame": page('<iframe src="TARGET/a"></iframe>'),
    "stylesheet": page(head='<link rel="stylesheet" href="TARGET/a.css">'),
    "import": page(head='<style>@import "TARGET/a.css";</style>'),
    "font": page(head='<style>@font-face{font-family:x;src:url("TARGET/a.woff")} p{font-family:x}</style>'),
    "background": page('<p style="background:url(TARGET/a.png)">x</p>'),
    "list bullet": page('<ul><li style="list-style-image:url(TARGET/a.png)">x</li></ul>'),
    "content": page(head='<style>p::before{content:url("TARGET/a.png")}</style>'),
    "attachment": page(head='<link rel="attachment" href="TARGET/a">'),
    "attached link": page('<a rel="attachment" href="TARGET/a">x</a>'),
    "inline svg image": page(
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="TARGET/a.png" width="9" height="9"/></svg>'
    ),
    "inline svg use": page('<svg xmlns="http://www.w3.org/2000/svg"><use href="TARGET/a.svg#x"/></svg>'),
    "nested svg": page(
        f"<img alt='x' src=\"{SVG}<image xlink:href='TARGET/a.png' width='9' height='9'/></svg>\">"
    ),
    "base": page('<img alt="x" src="a.png">', head='<base href="TARGET/">'),
    "page mark": page(head='<style>@page{background:url("TARGET/a.png")}</style>'),
    "xml include": page('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="TARGET/a"/>'),
    "icon": page(head='<link rel="icon" href="TARGET/a.ico">'),
}
