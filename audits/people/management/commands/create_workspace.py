"""Makes a workspace and its first admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from audits.kit import text
from audits.kit.refusals import Refusal
from audits.people.actions import account, workspaces


class Command(BaseCommand):
    help = "Makes a workspace and its first admin, and prints a link that signs the admin in once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the workspace's part of the address, as in acme")
        parser.add_argument("--name", required=True, help='as people read it, "Acme Ltd"')
        parser.add_argument("--admin", required=True, metavar="EMAIL", help="the first admin's address")

    def handle(self, *args: Any, **options: Any) -> None:
        slug, name, email = options["slug"], options["name"], options["admin"]
        if problem := workspaces.slug_problem(slug) or workspaces.name_problem(name) or email_problem(email):
            raise CommandError(problem)
        try:
            workspace, user = workspaces.create_workspace(
                slug=slug, name=text.normal(name), admin_email=email
            )
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        self.stdout.write(
            f"Workspace {workspace.name} ({workspace.slug}) is made; {user.email} is its admin."
        )
        self.stdout.write("This link signs them in once, within three days:")
        self.stdout.write(account.sign_in_link(user))


def email_problem(email: str) -> str:
    """Why this is no address, or nothing."""
    try:
        validate_email(email)
    except ValidationError:
        return f"“{email}” is not an email address."
    return ""
