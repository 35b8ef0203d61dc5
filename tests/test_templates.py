"""Templates keep the content policy and the escaping whole: both would fail only in a browser, or never."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

BREACHES = {
    "unescaped text": re.compile(r"\|\s*safe(seq)?\b|\{%-?\s*autoescape\s+off"),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on": re.compile(r"\bhx-on\b", re.IGNORECASE),
    "script in htmx": re.compile(r"hx-(vals|headers)\s*=\s*[\"']\s*(js|javascript):", re.IGNORECASE),
    "script address": re.compile(r"(href|src|action)\s*=\s*[\"']\s*javascript:", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc\s*=)[^>]*>", re.IGNORECASE),
}
PLANTED = {
    "unescaped text": "{{ note|safe }}",
    "style attribute": '<div class="a" style="top: 0">',
    "style element": "<style>",
    "event handler": '<button type="button" onclick="go()">',
    "hx-on": '<form hx-on:submit="go()">',
    "script in htmx": "<form hx-vals='js:{a: 1}'>",
    "script address": '<a href="javascript:go()">',
    "inline script": "<script>go()</script>",
}


def breaches(text):
    return {name for name, pattern in BREACHES.items() if pattern.search(text)}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_keeps_policy_and_escaping(path):
    assert breaches(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(("name", "text"), PLANTED.items())
def test_planted_breach_is_found(name, text):
    assert name in breaches(text)


CRUMBS = re.compile(r'class="crumbs">(.*?)</p>', re.DOTALL)
MARKUP = re.compile(r"<[^>]*>|\{%(?! translate).*?%\}")


def bare_ends(text):
    """Paths of links that end in a stroke with nothing behind it."""
    return [crumbs for crumbs in CRUMBS.findall(text) if MARKUP.sub("", crumbs).rstrip().endswith("/")]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_path_of_links_ends_in_a_bare_stroke(path):
    assert bare_ends(path.read_text(encoding="utf-8")) == []


def test_planted_bare_stroke_is_found():
    assert bare_ends('<p class="crumbs"><a href="/">{% translate "Runs" %}</a> /</p>')
    assert bare_ends('<p class="crumbs">{% for x in y %}<a href="/">{{ x }}</a> / {% endfor %}</p>')


def test_ordinary_markup_is_fine():
    text = (
        '<script src="{% static "js/score.js" %}" defer></script><p lang="en" data-once="">{{ x|default:"" }}'
    )
    assert breaches(text) == set()
