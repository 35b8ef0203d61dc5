"""`manage.py run_worker`: background work until it is stopped."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from audits.evidence.making import LEASE
from audits.journal import outbox
from audits.operations.worker import Worker


class Command(BaseCommand):
    help = (
        "Makes the files that people ask for, sends mails, starts what is scheduled. "
        "Several workers may run; each job is done by one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            metavar="SECONDS",
            help="after so long without a result another worker takes a job over (default: %(default)s)",
        )

        parser.add_argument(
            "--mail-lease",
            type=float,
            default=outbox.LEASE.total_seconds(),
            metavar="SECONDS",
            help="after so long another worker sends a mail again (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        lease, mail_lease = (timedelta(seconds=options[name]) for name in ("lease", "mail_lease"))
        Worker(lease=lease, mail_lease=mail_lease).run()
