"""How gunicorn serves the pages.

Processes without threads: a request that goes wrong takes no other with it, and SQLite and the
PDF libraries need no care for threads.
"""

import select
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication
from gunicorn.workers.sync import SyncWorker

SILENCE = 0.5
"""Seconds a new connection may say nothing before it is closed."""
# Names and numbers of the kernel: hold a connection back until its first bytes have come.
IPPROTO_TCP, TCP_DEFER_ACCEPT = 6, 9
DEFER_SECONDS = 30


class PatientWorker(SyncWorker):  # type: ignore[misc]
    """Keeps itself free for requests: browsers also open connections ahead and leave them silent."""

    def handle(self, listener: Any, client: Any, addr: Any) -> None:
        spoken, _, _ = select.select([client], [], [], SILENCE)
        if spoken:
            super().handle(listener, client, addr)
        else:
            client.close()


class Pages(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings; `when_ready` is called once connections are taken."""

    def __init__(self, when_ready: Callable[[], None]) -> None:
        self.tell = when_ready
        super().__init__()

    def load_config(self) -> None:
        for name, value in options().items():
            self.cfg.set(name, value)
        self.cfg.set("when_ready", self.when_ready)

    def load(self) -> Any:
        return get_wsgi_application()

    def when_ready(self, server: Any) -> None:
        if sys.platform == "linux":
            for listener in server.LISTENERS:
                listener.sock.setsockopt(IPPROTO_TCP, TCP_DEFER_ACCEPT, DEFER_SECONDS)
        self.tell()


def options() -> dict[str, Any]:
    """gunicorn's settings that differ from its own."""
    chosen = {
        "bind": f"127.0.0.1:{settings.PORT}",
        "workers": settings.WEB_PROCESSES,
        "worker_class": PatientWorker,
        # The application is loaded once and its memory shared by the processes.
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": 10,
        # A process that has served long is replaced, each at its own time.
        "max_requests": 5000,
        "max_requests_jitter": 500,
        "loglevel": "warning",
        "control_socket_disable": True,
    }
    # The sign of life of each process must not wait for a busy disk.
    if Path("/dev/shm").is_dir():
        chosen["worker_tmp_dir"] = "/dev/shm"
    return chosen
