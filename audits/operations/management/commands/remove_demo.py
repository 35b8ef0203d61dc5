"""Takes the demo away."""

from typing import Any

from django.core.management.base import BaseCommand

from audits.operations.demo.remove import remove_demo


class Command(BaseCommand):
    help = "Removes the workspaces demo and rival with their people and files; everything else stays."

    def handle(self, *args: Any, **options: Any) -> None:
        removed = remove_demo()
        said = f"Removed: {', '.join(removed)}." if removed else "There is no demo here; nothing was removed."
        self.stdout.write(said)
