"""Makes the demo, or fills a workspace for measuring."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audits.operations.demo import large, seed
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import Membership, Workspace


class Command(BaseCommand):
    help = (
        "small: the demo workspaces, as the first start makes them. large: 200 vendors, 60 evaluations and "
        "400 candidates with every question answered, 120 runs with 10,000 items."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=["small", "large"], required=True)
        parser.add_argument(
            "--workspace",
            default="demo",
            help="slug of the workspace that `large` fills (demo when left out)",
        )

    def handle(self, *args: Any, size: str, workspace: str, **options: Any) -> None:
        if size == "small" and workspace != "demo":
            raise CommandError("The small demo always makes the workspaces demo and rival.")
        if workspace == "demo":
            self.make_demo()
        if size == "large":
            self.fill(workspace)

    def make_demo(self) -> None:
        """The demo workspaces, where they are not here yet."""
        if Workspace.objects.filter(slug="demo").exists():
            self.stdout.write("The demo workspace is here already.")
            return
        password = seed.seed()
        said = "in DEMO_PASSWORD" if settings.DEMO_PASSWORD else f"{password} (it is not shown again)"
        self.stdout.write(f"The demo is made. Sign in as lead@demo.example; the password is {said}.")

    def fill(self, workspace: str) -> None:
        members = Membership.objects.active().with_parts().filter(workspace__slug=workspace)
        leading = members.filter(role__in=roles.LEADS).order_by("-role").first()
        if leading is None:
            raise CommandError(f"There is no workspace “{workspace}” with a lead or an admin.")
        try:
            made = large.fill(Actor.of(leading))
        except large.FilledAlready as error:
            raise CommandError(f"“{workspace}” is filled already.") from error
        self.stdout.write(", ".join(f"{number} {name}" for name, number in made.items()))
