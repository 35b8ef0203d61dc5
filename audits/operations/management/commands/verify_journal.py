"""Checks the journal of one workspace, or of all, against its seals."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audits.journal.verifying import verify
from audits.people.models import Workspace


class Command(BaseCommand):
    help = "Checks the journal against its seals and names what was tampered with; fails if anything was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workspace", metavar="SLUG", help="only this workspace")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Workspace.objects.order_by("slug")
        if options["workspace"]:
            rows = rows.filter(slug=options["workspace"])
            if not rows:
                raise CommandError(f"There is no workspace {options['workspace']}.")
        broken = [workspace.slug for workspace in rows if not self.is_whole(workspace)]
        if broken:
            raise CommandError(f"Tampered with: {', '.join(broken)}.")

    def is_whole(self, workspace: Workspace) -> bool:
        found = verify(workspace.pk)
        counts = f"{found.events} events, {found.seals} seals, {found.unsealed} not sealed yet"
        self.stdout.write(f"{workspace.slug}: {counts}, head {found.head or '-'}")
        for fault in found.faults:
            self.stdout.write(f"  {fault.words}")
        return found.is_whole
