"""Sets everything up that `serve` needs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from audits.kit.refusals import Refusal
from audits.operations.set_up import set_up


class Command(BaseCommand):
    help = "Makes or updates the database, static files and, on an empty database, the demo workspaces."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            set_up(lambda line: self.stdout.write(f"scorecard: {line}"))
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}") from error
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
