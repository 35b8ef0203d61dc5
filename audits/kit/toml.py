"""Writes a document as TOML that people can read and edit; Python itself only reads it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

ESCAPES = {"\\": "\\\\", "\t": "\\t", "\r": "\\r", "\x7f": "\\u007f"}
QUOTES = re.compile(r'"(?="|\Z)')
LONG_LIST = 100
LONG_LINE = 400
"""From here on a text is broken into several lines, which read back as one."""
BREAK = "\\\n"
PIECE = re.compile(r".{1,100}(?: +|$)|.{1,100}(?! )", re.DOTALL)
"""After a break blanks would be lost, so that a piece never begins with one."""


def dumps(document: Mapping[str, Any], headed: Collection[str] = ()) -> str:
    """Plain values first, then each list of tables under a heading of its own. None is left out.

    Deeper tables and lists of tables stand in one line, but for those whose dotted name is in `headed`.
    """
    tables = {name for name, part in present(document) if is_tables(part)}
    return "\n".join(body("", document, {*headed, *tables})) + "\n"


def body(path: str, table: Mapping[str, Any], headed: Collection[str]) -> Iterator[str]:
    """The lines of a table: its own values, then what stands under headings."""
    below = [(f"{path}{name}", part) for name, part in present(table) if f"{path}{name}" in headed]
    for name, part in present(table):
        if f"{path}{name}" not in headed:
            yield f"{name} = {value(part)}"
    for name, part in below:
        for each in part if is_list(part) else [part]:
            yield ""
            yield f"[[{name}]]" if is_list(part) else f"[{name}]"
            yield from body(f"{name}.", each, headed)


def present(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, part) for name, part in table.items() if part is not None)


def is_list(part: Any) -> bool:
    return isinstance(part, Sequence) and not isinstance(part, str)


def is_tables(part: Any) -> bool:
    return is_list(part) and len(part) > 0 and all(isinstance(each, Mapping) for each in part)


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
        return listed([value(each) for each in part])
    raise TypeError(f"{type(part).__name__} is not written as TOML")


def listed(values: list[str]) -> str:
    """Values in one line, or each in its own where they are long."""
    if sum(map(len, values)) <= LONG_LIST:
        return "[" + ", ".join(values) + "]"
    return "[\n" + "".join(f"    {each},\n" for each in values) + "]"


def text(words: str) -> str:
    """In one line, or as it stands where it has several; what is too long for a line is broken."""
    if "\n" not in words and len(words) <= LONG_LINE:
        return '"' + escaped(words).replace('"', '\\"') + '"'
    lines = (BREAK.join(map(escaped, pieces(line))) for line in words.split("\n"))
    # Of neighbouring quotes and at the end only: three of them would close the text.
    closed = QUOTES.sub(r"\"", "\n".join(lines))
    return f'"""\n{closed}"""'


def pieces(line: str) -> list[str]:
    return PIECE.findall(line) if len(line) > LONG_LINE else [line]


def escaped(words: str) -> str:
    return "".join(map(coded, words))


def coded(char: str) -> str:
    """A character as it may stand in a text."""
    if char == "\n" or (char >= " " and char not in ESCAPES):
        return char
    return ESCAPES.get(char, f"\\u{ord(char):04x}")
