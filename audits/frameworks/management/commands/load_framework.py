"""Proves a framework file and publishes it as a version."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from audits.frameworks.actions import publish
from audits.kit.refusals import Refusal
from audits.kit.text import normal
from audits.people.models import Workspace
from audits.scoring.framework import Framework, FrameworkError, parse_framework


class Command(BaseCommand):
    help = (
        "Checks a framework file (TOML) whole and publishes it for a workspace; the same file again is fine."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--workspace", help="slug of the workspace that may use it")
        parser.add_argument("--check", action="store_true", help="only say what is wrong with the file")

    def handle(self, *args: Any, **options: Any) -> None:
        framework = proved(options["file"])
        name = f"{framework.slug}, version {framework.version}"
        if options["check"]:
            self.stdout.write(f"Nothing is wrong with {name}.")
            return
        try:
            publish(framework, workspace_id=workspace_id(options["workspace"]))
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        self.stdout.write(f"Published: {name}.")


def proved(path: Path) -> Framework:
    """The framework in the file, or every problem with its place, a line each."""
    try:
        return parse_framework(normal(path.read_text(encoding="utf-8")))
    except FrameworkError as error:
        lines = (f"{problem.place}: {problem.message}".lstrip(": ") for problem in error.problems)
        raise CommandError("\n".join([f"{path.name} is not a whole framework:", *lines])) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error


def workspace_id(slug: str | None) -> UUID:
    """The workspace that will own the version; built-in ones come with the product alone."""
    found = Workspace.objects.filter(slug=slug or "").values_list("pk", flat=True).first()
    if found is None:
        raise CommandError(
            f"There is no workspace “{slug}”." if slug else "Name a workspace with --workspace."
        )
    return found
