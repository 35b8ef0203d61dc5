"""Writes a document as TOML that people can read and edit; Python itself only reads it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

ESCAPES = {"\\": "\\\\", "\t": "\\t", "\r": "\\r", "\x7f": "\\u007f"}
QUOTES = re.compile(r'"(?="|\Z)')


def dumps(document: Mapping[str, Any]) -> str:
    """Plain values first, then each list of tables under a heading of its own. None is left out."""
    lines = [f"{name} = {value(part)}" for name, part in present(document) if not is_tables(part)]
    for name, part in present(document):
        if is_tables(part):
            lines += [line for table in part for line in under_heading(name, table)]
    return "\n".join(lines) + "\n"


def present(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, part) for name, part in table.items() if part is not None)


def is_list(part: Any) -> bool:
    return isinstance(part, Sequence) and not isinstance(part, str)


def is_tables(part: Any) -> bool:
    return is_list(part) and len(part) > 0 and all(isinstance(each, Mapping) for each in part)


def under_heading(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield f"[[{name}]]"
    yield from (f"{key} = {value(part)}" for key, part in present(table))


def value(part: Any) -> str:
    match part:
        case bool():
            return "true" if part else "false"
        case int():
            return str(part)
        case Decimal():
            return f"{part:f}"
        case str():
            return text(part)
        case Mapping():
            return "{ " + ", ".join(f"{name} = {value(each)}" for name, each in present(part)) + " }"
    if is_tables(part):
        return "[\n" + "".join(f"    {value(table)},\n" for table in part) + "]"
    if is_list(part):
        return "[" + ", ".join(map(value, part)) + "]"
    raise TypeError(f"{type(part).__name__} is not written as TOML")


def text(words: str) -> str:
    """In one line, or as it stands where it has several."""
    escaped = "".join(map(coded, words))
    if "\n" not in words:
        return '"' + escaped.replace('"', '\\"') + '"'
    # Of neighbouring quotes and at the end only: three of them would close the text.
    closed = QUOTES.sub(r'\\"', escaped)
    return f'"""\n{closed}"""'


def coded(char: str) -> str:
    """A character as it may stand in a text."""
    if char == "\n" or (char >= " " and char not in ESCAPES):
        return char
    return ESCAPES.get(char, f"\\u{ord(char):04x}")
