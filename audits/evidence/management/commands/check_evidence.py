"""Says which evidence is missing or changed, and removes leftovers of interrupted uploads."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audits.evidence.models import Evidence
from audits.evidence.sweep import Finding, check_rows, sweep_files


class Command(BaseCommand):
    help = "Checks every evidence file against its digest and removes files older than a day without a row."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keep", action="store_true", help="check only; remove nothing")

    def handle(self, *args: Any, keep: bool = False, **options: Any) -> None:
        """Exit code 1 when evidence is missing or changed, or cannot be reached."""
        try:
            findings = list(check_rows())
            removed = [] if keep else sweep_files()
        except OSError as error:
            raise CommandError(f"The evidence storage does not answer: {error}") from error
        for key in removed:
            self.stdout.write(f"removed {key}, which belongs to nothing")
        self.report(findings, Evidence.objects.exclude(storage_key="").count())

    def report(self, findings: list[Finding], checked: int) -> None:
        for finding in findings:
            place = f"workspace {finding.workspace_id}: evidence {finding.evidence_id}"
            self.stderr.write(f"{place}: {finding.key} is missing or was changed")
        if findings:
            raise CommandError(f"{len(findings)} files are missing or changed; evidence checked: {checked}.")
        self.stdout.write(f"{checked} pieces of evidence are what they were.")
