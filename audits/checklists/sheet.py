"""A text with facts and sections, written as Markdown or as Jira writes its text."""

from collections.abc import Sequence
from dataclasses import dataclass

from audits.kit.text import normal

Fact = tuple[str, str]
Section = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a finding or an incident is handed on as."""

    title: str
    facts: Sequence[Fact]
    sections: Sequence[Section]


def markdown(sheet: Sheet) -> str:
    return f"# {one_line(sheet.title)}\n\n{body(sheet, '## ')}"


def jira(sheet: Sheet) -> str:
    """Without the title, which is a field of its own there."""
    return body(sheet, "h3. ")


def body(sheet: Sheet, heading: str) -> str:
    """Facts as a list, then every section that says something."""
    facts = "\n".join(f"* {name}: {one_line(value)}" for name, value in sheet.facts if value)
    parts = [facts, *(f"{heading}{name}\n\n{normal(said)}" for name, said in sheet.sections if said.strip())]
    return "\n\n".join(parts) + "\n"


def one_line(words: str) -> str:
    return " ".join(words.split())


def bullets(lines: Sequence[str]) -> str:
    """A list; a line's own breaks stay within its entry."""
    return "\n".join("* " + normal(line).replace("\n", "\n  ") for line in lines)
