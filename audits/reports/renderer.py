"""The worker's PDF renderer: one spawned process with a time and a memory limit (threat 26).

A document that passes a limit costs its process, never the worker: it is killed and the next
document gets a fresh one. So does every twentieth, since the PDF library keeps memory.
"""

import contextlib
import multiprocessing
import os
import signal
import time
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from audits.reports.jobs import Document, Rendered, RendererLost, RenderingFailed

LOOK_EVERY = 0.05
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one report may take: wall time, resident memory, and how many share a process."""

    seconds: float = 30.0
    bytes: int = 512 * MEGABYTE
    jobs: int = 20


def run_child(connection: Connection, cpu_seconds: int, memory_wall: int) -> None:
    """In the child: it alone loads the PDF library. A Ctrl-C for the group is the worker's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    import_module("audits.reports.pdf").serve(connection, cpu_seconds, memory_wall)


class Renderer:
    """Keeps one renderer process and replaces it when it has to."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.process: SpawnProcess | None = None
        self.connection: Connection | None = None
        self.jobs = 0

    def render(self, document: Document) -> Rendered:
        """The PDF, or RenderingFailed with the reason."""
        if self.jobs >= self.limits.jobs:
            self.stop()
        process, connection = self.running()
        self.jobs += 1
        try:
            connection.send(document)
            answer = self.await_answer(process, connection)
        except (EOFError, OSError) as error:
            self.stop()
            raise RendererLost("The renderer stopped without a word.") from error
        if isinstance(answer, str):
            # What broke one document shall not linger for the next.
            self.stop()
            raise RenderingFailed(answer)
        return answer

    def running(self) -> tuple[SpawnProcess, Connection]:
        """The process and our end of its pipe, started when there is none."""
        if self.process is None or self.connection is None or not self.process.is_alive():
            self.stop()
            self.process, self.connection = start(self.limits)
        return self.process, self.connection

    def await_answer(self, process: SpawnProcess, connection: Connection) -> Rendered | str:
        """Waits within the limits; the process that passes one is killed."""
        deadline = time.monotonic() + self.limits.seconds
        while not connection.poll(LOOK_EVERY):
            if time.monotonic() > deadline:
                self.stop()
                raise RenderingFailed(f"It took longer than {self.limits.seconds:g} seconds.")
            if resident_bytes(process.pid) > self.limits.bytes:
                self.stop()
                raise RenderingFailed(f"It needed more than {self.limits.bytes // MEGABYTE} MB of memory.")
        answer: Rendered | str = connection.recv()
        return answer

    def stop(self) -> None:
        """Ends the process at once; the next document starts another."""
        if self.connection is not None:
            self.connection.close()
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.process.close()
        self.process, self.connection, self.jobs = None, None, 0


def start(limits: Limits) -> tuple[SpawnProcess, Connection]:
    """A fresh renderer process. Spawned, not forked: it shares no database connection with us."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    walls = (int(limits.seconds) + 5, 2 * limits.bytes)
    process = context.Process(target=run_child, args=(theirs, *walls), name="pdf-renderer", daemon=True)
    process.start()
    theirs.close()
    return process, ours


def resident_bytes(pid: int | None) -> int:
    """Memory the process holds, as the kernel counts it; 0 where there is no /proc to ask."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    return 0
