"""The worker as a real process on a real database: makes, survives, takes over, stops."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache.backends.db import DatabaseCache
from django.db import connection

from audits.evaluations.models import Candidate, Evaluation, ReportFile
from audits.evidence import making as queue
from audits.kit import clock, sign_of_life
from audits.operations.worker import Worker
from audits.people.actor import Actor
from audits.reports.jobs import Document, RenderingFailed
from tests.evidence.conftest import folder as folder
from tests.reports.reading import ask

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 120
Start = Callable[..., "subprocess.Popen[bytes]"]


def database_url() -> str:
    """The test database, as the environment of another process names it."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


@pytest.fixture
def start(folder: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts workers, and ends those that still run."""
    begun: list[subprocess.Popen[bytes]] = []

    def one(*options: str) -> "subprocess.Popen[bytes]":
        values = {
            "DATABASE_URL": database_url(),
            "DATA_DIR": str(tmp_path / "data"),
            "SECRET_KEY": settings.SECRET_KEY,
            "STORAGE_URL": f"file://{folder}",
        }
        command = [sys.executable, "manage.py", "run_worker", *options]
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env={**os.environ, **values})
        begun.append(process)
        return process

    yield one
    for process in begun:
        process.kill()
        process.wait()


def wait_for(holds: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def state(report: ReportFile) -> str:
    report.refresh_from_db()
    return report.status


def job(lead: Actor, candidate: Candidate) -> ReportFile:
    """A short report, for tests that are not about its pages."""
    return ask(lead, candidate.evaluation, "brief", candidate)


def test_report_is_made_filed_and_hashed(
    lead: Actor, candidate: Candidate, start: Start, folder: Path
) -> None:
    report = job(lead, candidate)
    start()
    wait_for(lambda: state(report) == "done")
    content = (folder / report.storage_key).read_bytes()
    assert content.startswith(b"%PDF-") and report.storage_key.startswith("reports/")
    assert hashlib.sha256(content).hexdigest() == report.sha256 and report.size == len(content)


def test_sign_of_life_and_clean_stop(start: Start) -> None:
    started, shared = clock.now(), DatabaseCache("cache", {})
    process = start()
    # The cache keeps what a worker of an earlier test said.
    wait_for(lambda: (shared.get(sign_of_life.KEY) or started) > started)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=PATIENCE) == 0


def test_job_of_a_killed_worker_is_finished_by_another(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, start: Start
) -> None:
    report = ask(lead, evaluation)
    first = start("--lease", "2")
    wait_for(lambda: state(report) == "rendering")
    first.kill()
    first.wait()
    assert state(report) == "rendering"
    start()
    wait_for(lambda: state(report) == "done")
    assert report.fence == 2


class Stub:
    """A renderer that does what a test says."""

    def __init__(self, *outcomes: Any) -> None:
        self.outcomes = list(outcomes)

    def render(self, document: Document) -> Any:
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def worker(*outcomes: Any) -> Worker:
    stub: Any = Stub(*outcomes)
    return Worker(renderer=stub, pause=0.0)


def test_reason_of_a_failure_is_filed(lead: Actor, candidate: Candidate) -> None:
    report = job(lead, candidate)
    assert worker(RenderingFailed("It took longer than 30 seconds.")).turn()
    assert state(report) == "failed" and report.failure == "It took longer than 30 seconds."


def test_unforeseen_trouble_is_tried_again_and_never_ends_the_loop(lead: Actor, candidate: Candidate) -> None:
    report = job(lead, candidate)
    one = worker(*[ValueError("boom")] * 3)
    assert [one.turn() for _ in range(4)] == [True, True, True, False]
    assert state(report) == "failed" and "the log says what" in report.failure


def test_one_poison_job_does_not_hold_up_the_others(
    lead: Actor, candidate: Candidate, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison = job(lead, candidate)
    candidate.archived_at = candidate.created_at
    candidate.save()
    ReportFile.objects.filter(pk=poison.pk).update(kind="candidate")
    good = ask(lead, candidate.evaluation)
    start()
    wait_for(lambda: state(good) == "done" and state(poison) == "failed")
    assert "no longer a candidate" in poison.failure


def test_late_worker_leaves_no_file(lead: Actor, candidate: Candidate, folder: Path) -> None:
    job(lead, candidate)
    claimed = queue.claim()
    assert claimed is not None
    ReportFile.objects.update(fence=2)
    worker().deliver(claimed, b"%PDF-")
    assert list(folder.rglob("*.pdf")) == []
