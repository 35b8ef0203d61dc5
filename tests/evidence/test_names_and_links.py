"""File names and links, whatever somebody writes."""

from urllib.parse import urlsplit

import pytest
from django.utils.http import content_disposition_header
from hypothesis import example, given
from hypothesis import strategies as st

from audits.evidence.kinds import KINDS
from audits.evidence.links import clean_url
from audits.evidence.names import LIMIT, clean_name, download_name
from audits.kit.refusals import Invalid
from tests.evidence.hostile import NAMES

ANY_TEXT = st.text(max_size=400) | st.sampled_from(NAMES)
MEDIA_TYPES = [kind.media_type for kind in KINDS]
URL_PARTS = st.sampled_from(
    [
        "http",
        "https",
        "javascript",
        "data",
        "://",
        ":",
        "//",
        "/",
        "\\",
        "@",
        "?",
        "#",
        "%",
        "%0a",
        "\t",
        " ",
        "\n",
    ]
    + [
        "a.example",
        "user:pass",
        "[::1]",
        "127.0.0.1",
        ":80",
        ":99999",
        "xn--",
        "é",
        "\u202e",
        "\x00",
        "alert(1)",
    ]
)


@given(ANY_TEXT)
def test_a_name_is_one_visible_line_without_a_path(given_name: str) -> None:
    name = clean_name(given_name)
    assert 0 < len(name) <= LIMIT and name.isprintable() and not set(name) & set("/\\")
    assert clean_name(name) == name


@given(ANY_TEXT, st.sampled_from(MEDIA_TYPES))
def test_a_download_name_fits_its_kind_and_any_header(given_name: str, media_type: str) -> None:
    name = download_name(clean_name(given_name), media_type)
    kind = next(kind for kind in KINDS if kind.media_type == media_type)
    header = content_disposition_header(True, name)
    assert name.lower().endswith(kind.endings) and not set(name) & set('<>:"/\\|?*')
    assert header and header.isascii() and header.isprintable()


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\shot.png", "shot.png"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\r\nb.png", "a b.png"),
        ("...", "File without a name"),
        ("", "File without a name"),
    ],
)
def test_names_are_kept_as_words(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert clean_name("x" * 300 + ".png") == "x" * 196 + ".png"


@pytest.mark.parametrize(
    ("name", "media_type", "offered"),
    [
        ("shot.exe", "image/png", "shot.exe.png"),
        ("run.bat", "text/plain", "run.bat.txt"),
        ("errors.csv", "text/plain", "errors.csv"),
        ("CON.png", "image/png", "_CON.png"),
        ("photo.JPEG", "image/jpeg", "photo.JPEG"),
        (".htaccess", "text/plain", "htaccess.txt"),
    ],
)
def test_the_offered_ending_says_what_the_file_is(name: str, media_type: str, offered: str) -> None:
    assert download_name(name, media_type) == offered


@given(st.text(max_size=200) | st.lists(URL_PARTS, max_size=9).map("".join))
@example("https://a.example/" + "é" * 500)
def test_a_link_is_refused_or_plain_http(given_url: str) -> None:
    try:
        url = clean_url(given_url)
    except Invalid as refusal:
        assert list(refusal.fields) == ["url"]
        return
    parts = urlsplit(url)
    assert parts.scheme in {"http", "https"} and parts.hostname
    assert parts.username is None and parts.password is None
    assert url.isascii() and url.isprintable() and not set(url) & set(' "<>\\')
    assert clean_url(url) == url


@pytest.mark.parametrize(
    ("given_url", "kept"),
    [
        ("HTTPS://Vendor.Example", "https://vendor.example/"),
        (" https://vendor.example:443/a?b=c#d ", "https://vendor.example/a?b=c#d"),
        ("http://vendor.example:8080/", "http://vendor.example:8080/"),
        ("https://bücher.example/ü?q=ü", "https://xn--bcher-kva.example/%C3%BC?q=%C3%BC"),
        ("https://[::1]/a", "https://[::1]/a"),
        ("https://a.example/?next=https://b.example/?x", "https://a.example/?next=https://b.example/?x"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
    ],
)
def test_links_are_written_one_way(given_url: str, kept: str) -> None:
    assert clean_url(given_url) == kept


@pytest.mark.parametrize(
    "given_url",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "JaVaScRiPt://a.example/%0aalert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://a.example/",
        "//a.example/",
        "a.example",
        "https://",
        "https:///path",
        "https://user:secret@a.example/",
        "https://@a.example/",
        "https://good.example\\@evil.example/",
        "https://a.example:99999/",
        "https://a b.example/",
        "https://[::1/",
        "https://a.example/" + "x" * 2000,
        "https://a.example/\x00",
        "https://\ud800.example/",
        "",
    ],
)
def test_everything_else_is_refused(given_url: str) -> None:
    with pytest.raises(Invalid):
        clean_url(given_url)
