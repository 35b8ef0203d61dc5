"""A Scorecard of its own: commands, pages and worker as separate processes on their own data."""

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 60.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


class Server:
    """Started with `start`, killed with `kill`, stopped with `stop`; the data outlives all of them."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.port = folder, free_port()
        self.postgres = own_postgres()
        keep_out = {"PYTHONDONTWRITEBYTECODE", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
        self.environment = {name: value for name, value in os.environ.items() if name not in keep_out} | {
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "SECRET_KEY": "only-for-drills-0123456789-abcdefghijklmnopqrstuvwxyz",
            "DJANGO_SETTINGS_MODULE": "scorecard.settings",
            **({"DATABASE_URL": self.postgres} if self.postgres else {}),
            **environment,
        }
        self.log = folder / "server.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> Path:
        return self.folder / "scorecard.sqlite3"

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs a program beside the server and waits for it."""
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=300,
        )

    def ask(self, module: str, *arguments: str) -> Any:
        """What a helper of these drills prints as JSON, run in a process of its own."""
        done = self.run("-m", f"tests.drills.{module}", *arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def manage(self, *command: str, **environment: str) -> str:
        done = self.run("manage.py", *command, **environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> float:
        """Starts it as a process group; returns the seconds until /healthz answered."""
        begun = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while time.monotonic() - begun < READY_WITHIN:
            assert self.process.poll() is None, self.log.read_text()
            if self.answers():
                return time.monotonic() - begun
            time.sleep(0.02)
        raise AssertionError(f"not ready within {READY_WITHIN} s:\n{self.log.read_text()}")

    def answers(self, path: str = "/healthz") -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", path)
            return line.getresponse().status == 200
        except OSError:
            return False
        finally:
            line.close()

    def kill(self) -> None:
        """SIGKILL to every process of the group at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Asks it to end; returns its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(30)

    def remove(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()
        if self.postgres:
            drop_postgres(self.postgres)


def own_postgres() -> str:
    """A new database on the server that DATABASE_URL names, as a URL; nothing when that is no PostgreSQL."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        return ""
    name = f"drill_{secrets.token_hex(6)}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlunsplit(urlsplit(given)._replace(path=f"/{name}"))


def drop_postgres(url: str) -> None:
    name = urlsplit(url).path.strip("/")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
