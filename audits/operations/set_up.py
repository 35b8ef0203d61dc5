"""Brings an installation to where it can be served; does nothing where nothing is to do."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management import call_command

from audits.checklists.actions.library import load_built_in as load_checklists
from audits.frameworks.actions import load_built_in
from audits.kit.static_files import HashedModules
from audits.operations import health
from audits.operations.demo import people, seed
from audits.people.models import User, Workspace

Say = Callable[[str], None]
STAMP = "collected-from"


def set_up(say: Say) -> None:
    """Migrations, cache table, built-in framework and checklists, static files, and the demo if empty."""
    if health.pending_migrations():
        say("Making the database" if not health.database_answers() else "Bringing the database up to date")
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    load_built_in()
    load_checklists()
    if not settings.DEBUG:
        collect_static(say)
    if settings.HAS_DEMO:
        demo(say)


def demo(say: Say) -> None:
    """Fills an empty database; on a later start only a changed DEMO_PASSWORD is taken over."""
    if not User.objects.exists() and not Workspace.objects.exists():
        say("Filling the demo workspaces")
        password = seed.seed()
        if not settings.DEMO_PASSWORD:
            say(f"Demo sign-in: lead@demo.example with the password {password} (it is not shown again)")
    elif settings.DEMO_PASSWORD:
        people.take_over_password(settings.DEMO_PASSWORD)


def collect_static(say: Say) -> None:
    """Compressed files with hashed names, made anew when a source file changed."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    digest = static_digest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    say("Collecting static files")
    command = collectstatic.Command()
    # The settings name this storage only once its files are there.
    command.storage = HashedModules(settings.STATIC_ROOT, "/static/")
    call_command(command, interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest)


def static_digest() -> str:
    """Changes with the name or content of any static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            with storage.open(name) as file:
                digest.update(f"{name}\0".encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()
