"""Serves the pages, with the worker beside them."""

import socketserver
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from audits.operations import processes
from audits.operations.demo.people import sign_in_lines
from audits.operations.processes import Process
from audits.operations.web import Pages


class Command(BaseCommand):
    help = "Serves the pages on 127.0.0.1:$PORT with the worker beside them, until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_taken_port(settings.PORT)
        greeting = self.greeting()
        pages = Pages(lambda: print(greeting, flush=True))
        both = [
            Process("web server", pages.run, restarts=False),
            Process("worker", lambda: call_command("run_worker"), restarts=True),
        ]
        sys.exit(processes.run(both))

    def greeting(self) -> str:
        try:
            lines = sign_in_lines()
        except DatabaseError as error:
            raise CommandError(f"The database is not set up ({error}). Run `manage.py set_up`.") from error
        return "\n".join([f"Scorecard is running at {settings.SITE_URL} (stop it with Ctrl-C)", *lines])


class Probe(socketserver.TCPServer):
    """Takes the port as the server will, to learn whether it is free."""

    allow_reuse_address = True


def refuse_taken_port(port: int) -> None:
    try:
        Probe(("127.0.0.1", port), socketserver.BaseRequestHandler).server_close()
    except OSError as error:
        raise CommandError(
            f"Port {port} on 127.0.0.1 cannot be used ({error.strerror}). Start again with another PORT."
        ) from error
