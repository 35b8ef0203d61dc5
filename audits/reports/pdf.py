"""HTML to PDF: the only module that imports WeasyPrint, and only the renderer process imports it.

The document may use what it was handed and nothing else: no file, no network (threat 25).
"""

import logging
import resource
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from audits.reports.jobs import Blob, Document, Rendered

PDF_VARIANT = "pdf/ua-1"
# Relative addresses end up here, where nothing is, instead of in the working directory.
BASE_URL = "report:///"
SHOWN_LENGTH = 120


class ReportFetcher(URLFetcher):  # type: ignore[misc]
    """Answers with the blobs handed in and with `data:` addresses; anything else ends the rendering."""

    def __init__(self, blobs: Mapping[str, Blob]) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)
        self.blobs = blobs

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if blob := self.blobs.get(url):
            return URLFetcherResponse(url, blob.content, headers={"Content-Type": blob.media_type})
        if not url.startswith("data:"):
            raise FatalURLFetchingError(f"It asked for {url[:SHOWN_LENGTH]}, which it was not given.")
        return super().fetch(url, headers)


class Complaints(logging.Handler):
    """Collects what WeasyPrint logs as an error while one document is made."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def render(document: Document) -> Rendered:
    """A tagged PDF. An address that was not handed in raises FatalURLFetchingError, a BaseException."""
    complaints = Complaints()
    log = logging.getLogger("weasyprint")
    log.addHandler(complaints)
    try:
        html = HTML(string=document.html, base_url=BASE_URL, url_fetcher=ReportFetcher(document.blobs))
        pdf: bytes = html.write_pdf(pdf_variant=PDF_VARIANT)
    finally:
        log.removeHandler(complaints)
    return Rendered(pdf, tuple(complaints.lines))


def serve(connection: Connection, cpu_seconds: int, memory_wall: int) -> None:
    """The renderer process: one document in, one result out, until the worker hangs up."""
    logging.getLogger("weasyprint").propagate = False
    # The worker watches what is resident; this stops a jump between two looks.
    resource.setrlimit(resource.RLIMIT_DATA, (memory_wall, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    while True:
        try:
            document: Document = connection.recv()
        except EOFError:
            return
        allow_cpu(cpu_seconds)
        connection.send(result_of(document))


def result_of(document: Document) -> Rendered | str:
    """The PDF, or the reason why there is none."""
    try:
        return render(document)
    except FatalURLFetchingError as error:
        return str(error)
    except MemoryError:
        return "It needs more memory than a report may use."
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def allow_cpu(seconds: int) -> None:
    """Ends this process by itself should the worker die and leave it with an endless document."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
