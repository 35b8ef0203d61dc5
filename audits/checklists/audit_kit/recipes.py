"""The recipes of the kit, filled in with the workspace's time zone and its connectors (R127)."""

import shlex
from collections.abc import Iterable, Iterator
from importlib.resources import files

from audits.connectors.models import Connector

SQL = {
    "PostgreSQL": "daily_counts.postgresql.sql",
    "MySQL": "daily_counts.mysql.sql",
    "SQLite": "daily_counts.sqlite.sql",
}
"""By database."""
UNNAMED = ("CRM", "Marketing", "Billing")
"""What is probed where no connector is known yet."""


def recipe(name: str) -> str:
    return files("audits.checklists.library.recipes").joinpath(name).read_text(encoding="utf-8")


def reconciliation(name: str, zone: str) -> str:
    """The query of that file, with days of the workspace's zone."""
    return recipe(name).replace("{zone}", zone)


def probes(connectors: Iterable[Connector]) -> str:
    """The script with a line for each connector."""
    return recipe("probes.sh").replace("{probes}", "\n".join(probe_lines(list(connectors))))


def probe_lines(connectors: list[Connector]) -> Iterator[str]:
    """A connector's facts as a comment, then its probe; the shell takes any name for what it is."""
    for number, connector in enumerate(connectors, 1):
        facts = [connector.system, connector.get_integration_type_display(), connector.status_url]
        yield f"# {number}: {one_line(', '.join(filter(None, facts)))}"
        yield probe_line(number, connector.name)
    if not connectors:
        yield from (probe_line(number, name) for number, name in enumerate(UNNAMED, 1))


def probe_line(number: int, name: str) -> str:
    base = f"BASE_{number}"
    return f'probe {shlex.quote(one_line(name))} "${{{base}:+${base}/contacts?limit=1}}"'


def one_line(words: str) -> str:
    return " ".join(words.split())
