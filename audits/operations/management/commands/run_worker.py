"""`manage.py run_worker`: background work until it is stopped."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from audits.evidence.making import LEASE
from audits.operations.worker import Worker


class Command(BaseCommand):
    help = "Makes the reports that people ask for. Several workers may run; each job is made by one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            metavar="SECONDS",
            help="after so long without a result another worker takes a job over (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        Worker(lease=timedelta(seconds=options["lease"])).run()
