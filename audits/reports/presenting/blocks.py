"""Text as people write it, with its lists as lists: "- one" and "* two" become rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

ROW = re.compile(r"\s*[-*•]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of a list, or one text that keeps its lines."""

    is_list: bool
    rows: tuple[str, ...]


def blocks(words: str) -> tuple[Block, ...]:
    found = groupby(rows_of(words.splitlines()), key=lambda row: row[0])
    return tuple(block(is_list, [text for _is_list, text in rows]) for is_list, rows in found)


def block(is_list: bool, texts: list[str]) -> Block:
    return Block(is_list, tuple(texts) if is_list else ("\n".join(texts).strip("\n"),))


def rows_of(lines: Iterable[str]) -> list[tuple[bool, str]]:
    """Each line and whether it stands in a list; an indented one carries on the row above it."""
    rows: list[tuple[bool, str]] = []
    for line in lines:
        if mark := ROW.match(line):
            rows.append((True, line[mark.end() :]))
        elif rows and rows[-1][0] and line.startswith("  "):
            rows[-1] = (True, f"{rows[-1][1]}\n{line.strip()}")
        elif line.strip() or (rows and not rows[-1][0]):
            rows.append((False, line))
    return rows
