"""The renderer process: limits, replacement, and that only it loads the PDF library (threat 26)."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from audits.reports.jobs import Document, RendererLost, RenderingFailed
from audits.reports.renderer import MEGABYTE, Limits, Renderer
from tests.reports.hostile import page

SMALL = Document(page(), {})
ENDLESS = Document(page("<table>" + "<tr><td>x<td>y" * 60_000 + "</table>"), {})


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    made = Renderer()
    yield made
    made.stop()


def process_id(renderer: Renderer) -> int:
    assert renderer.process is not None and renderer.process.pid is not None
    return renderer.process.pid


def test_document_becomes_a_pdf(renderer: Renderer) -> None:
    assert renderer.render(SMALL).pdf.startswith(b"%PDF-")


def test_slow_document_is_killed_and_the_next_one_made(renderer: Renderer) -> None:
    renderer.render(SMALL)
    renderer.limits = Limits(seconds=1.5)
    before, started = process_id(renderer), time.monotonic()
    with pytest.raises(RenderingFailed, match="longer than 1.5 seconds"):
        renderer.render(ENDLESS)
    assert time.monotonic() - started < 6
    renderer.limits = Limits()
    assert renderer.render(SMALL).pdf and process_id(renderer) != before


def test_greedy_document_is_killed_with_its_reason(renderer: Renderer) -> None:
    renderer.limits = Limits(seconds=120, bytes=150 * MEGABYTE)
    with pytest.raises(RenderingFailed, match="more than 150 MB"):
        renderer.render(ENDLESS)


def test_refused_document_says_why_and_costs_its_process(renderer: Renderer) -> None:
    renderer.render(SMALL)
    before = process_id(renderer)
    with pytest.raises(RenderingFailed, match="was not given"):
        renderer.render(Document(page('<img alt="x" src="file:///etc/hostname">'), {}))
    renderer.render(SMALL)
    assert process_id(renderer) != before


def test_process_is_replaced_after_its_share_of_jobs(renderer: Renderer) -> None:
    renderer.limits = Limits(jobs=2)
    seen = []
    for _ in range(3):
        renderer.render(SMALL)
        seen.append(process_id(renderer))
    assert seen[0] == seen[1] != seen[2]


def test_renderer_that_dies_may_be_tried_again(renderer: Renderer) -> None:
    renderer.render(SMALL)
    killer = threading.Timer(0.3, os.kill, (process_id(renderer), signal.SIGKILL))
    killer.start()
    with pytest.raises(RendererLost) as lost:
        renderer.render(ENDLESS)
    killer.join()
    assert lost.value.may_retry
    assert renderer.render(SMALL).pdf


def test_no_web_process_loads_the_pdf_library() -> None:
    code = (
        "import sys, scorecard.wsgi\n"
        "from django.urls import get_resolver\n"
        "get_resolver().reverse_dict\n"
        "print('audits.reports.views' in sys.modules, 'weasyprint' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["True", "False"]
