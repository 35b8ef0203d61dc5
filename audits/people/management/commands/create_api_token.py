"""Makes an API token for a member."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audits.kit import text
from audits.people.actions import tokens
from audits.people.actor import Actor
from audits.people.models import Membership


class Command(BaseCommand):
    help = "Makes an API token for a member and prints it, alone on the last line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the member's address")
        parser.add_argument("--name", required=True, help="what will use the token")
        parser.add_argument("--workspace", metavar="SLUG", help="else the person's first")

    def handle(self, *args: Any, **options: Any) -> None:
        name = text.normal(options["name"])
        if problem := text.problem(options["name"], limit=text.SHORT):
            raise CommandError(problem)
        if not name:
            raise CommandError("Give the token a name: what will use it?")
        membership = membership_of(options["email"], options["workspace"])
        _, secret = tokens.create_token(actor=Actor.of(membership), name=name, expires_at=None)
        self.stderr.write(f"A token for {membership.user.email} in {membership.workspace.slug}, shown once:")
        self.stdout.write(secret)


def membership_of(email: str, slug: str | None) -> Membership:
    """The membership the token acts for, or a `CommandError` that says what is missing."""
    found = Membership.objects.active().with_parts().filter(user__email=email.strip().lower())
    if slug:
        found = found.filter(workspace__slug=slug)
    membership = found.order_by("created_at", "pk").first()
    if membership is None:
        where = f"workspace {slug}" if slug else "any workspace"
        raise CommandError(f"{email} is not a member of {where}.")
    return membership
