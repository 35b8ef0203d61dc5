"""Erases what events of the journal say, where the law asks for it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audits.journal.erasing import erase
from audits.kit.refusals import Refusal
from audits.people.actor import Actor
from audits.people.models import Membership


class Command(BaseCommand):
    help = "Blanks the content of events for good; the journal keeps that they were, and stays whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("workspace", metavar="SLUG")
        parser.add_argument("events", metavar="ID", type=int, nargs="+")
        parser.add_argument("--by", metavar="EMAIL", required=True, help="an admin of the workspace")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Membership.objects.active().with_parts().filter(workspace__slug=options["workspace"])
        membership = rows.filter(user__email=options["by"].lower()).first()
        if membership is None:
            raise CommandError(f"{options['by']} is no member of {options['workspace']}.")
        try:
            actor = Actor.of(membership)
            count = erase(actor=actor, events=options["events"], reason=options["reason"])
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        self.stdout.write(f"Erased: {count}.")
