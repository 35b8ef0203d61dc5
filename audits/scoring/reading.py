"""From a file's text to plain data, and from pydantic's findings to places and words its author knows."""

import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from audits.scoring.problems import FrameworkError, Problem, Unwhole

MAX_BYTES = 1_000_000
MAX_LINE = 1_200
MAX_DEPTH = 12
MAX_PROBLEMS = 50
MAX_NUMBER = 10**9

Place: TypeAlias = tuple[int | str, ...]


def read_toml(text: str) -> dict[str, Any]:
    """The file as plain tables, lists, texts and numbers, and nothing that would not survive as JSON."""
    if unreadable := _unreadable(text):
        raise FrameworkError([unreadable])
    try:
        document = tomllib.loads(text.removeprefix("\ufeff") + "\n")
    except tomllib.TOMLDecodeError as error:
        raise FrameworkError([_toml_problem(error)]) from error
    except RecursionError as error:
        raise FrameworkError([Problem("file", "is nested too deeply")]) from error
    except ValueError as error:
        raise FrameworkError([Problem("file", f"holds a value that cannot be read: {error}")]) from error
    strange = [Problem(*_place_and_subject(place, document, words)) for place, words in _strange(document)]
    if strange:
        raise FrameworkError(_at_most(strange))
    return document


def _unreadable(text: str) -> Problem | None:
    """What is refused before TOML is read; bounded lines keep a key of endless parts from costing minutes."""
    if len(text) > MAX_BYTES or len(text.encode(errors="surrogatepass")) > MAX_BYTES:
        return Problem("file", f"is larger than {MAX_BYTES // 1000} kB")
    for number, line in enumerate(text.split("\n"), 1):
        if "\0" in line:
            return Problem(f"line {number}", "holds a NUL character")
        if not line.isascii() and any(0xD800 <= ord(char) <= 0xDFFF for char in line):
            return Problem(f"line {number}", "holds half of a character")
        if len(line) > MAX_LINE:
            return Problem(f"line {number}", f"is longer than {MAX_LINE} characters")
    return None


def _toml_problem(error: tomllib.TOMLDecodeError) -> Problem:
    reason, _, position = str(error).rpartition(" (at ")
    line = re.match(r"line (\d+)", position)
    if "overwrite" in reason or "twice" in reason:
        reason = "a key or table stands here that was given before"
    return Problem(f"line {line[1]}" if line else "end of the file", reason)


def _strange(document: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Values that TOML knows and a framework does not; walked without recursion, so depth cannot harm."""
    waiting: list[tuple[Place, Any]] = [((), document)]
    while waiting:
        place, value = waiting.pop()
        if len(place) > MAX_DEPTH:
            yield place[:MAX_DEPTH], "is nested too deeply"
        elif isinstance(value, dict):
            waiting += reversed([((*place, key), child) for key, child in value.items()])
        elif isinstance(value, list):
            waiting += reversed([((*place, index), child) for index, child in enumerate(value)])
        elif words := _strange_scalar(value):
            yield place, words


def _strange_scalar(value: object) -> str | None:
    if isinstance(value, str | bool):
        return None
    if isinstance(value, int | float):
        return None if abs(value) <= MAX_NUMBER else "is no number that fits here"
    return "must not be a date or time"


def problems_of(error: ValidationError, document: dict[str, Any]) -> list[Problem]:
    """Every finding of pydantic, each with its place in the file."""
    details = error.errors(include_url=False)
    told = [detail for detail in details if not _echo(detail, details)]
    return _at_most([problem for detail in told for problem in _problems(detail, document)])


def _echo(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """A list counted as empty only because its entries are wrong, which is told of them already."""
    place = detail["loc"]
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in details
    )


def _problems(detail: ErrorDetails, document: dict[str, Any]) -> list[Problem]:
    raised = detail.get("ctx", {}).get("error")
    if not isinstance(raised, Unwhole):
        return [Problem(*_place_and_subject(detail["loc"], document, _words(detail)))]
    place = _place_and_subject(detail["loc"], document, "")[0]
    return [Problem(problem.place or place, problem.message) for problem in raised.problems]


def _place_and_subject(location: Place, document: dict[str, Any], words: str) -> tuple[str, str]:
    """The named parts on the way as the place; what is left of the way is what the words are about."""
    names: list[str] = []
    subject: list[int | str] = []
    current: Any = document
    for step in location:
        subject.append(step)
        current = _child(current, step)
        if isinstance(step, int) and isinstance(current, dict):
            names.append(_joined(subject) + _slug(current))
            subject = []
    return ", ".join(names) or "framework", f"{_joined(subject)} {words}".strip()


def _child(value: Any, step: int | str) -> Any:
    if isinstance(value, dict):
        return value.get(str(step))
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _joined(steps: list[int | str]) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")


def _slug(table: dict[str, Any]) -> str:
    slug = table.get("slug")
    return f" {slug}" if isinstance(slug, str) and slug.isprintable() and len(slug) <= 60 else ""


_WORDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "missing": lambda _: "is missing",
    "extra_forbidden": lambda _: "is not known here",
    "string_type": lambda _: "must be text",
    "int_type": lambda _: "must be a whole number",
    "bool_type": lambda _: "must be true or false",
    "tuple_type": lambda _: "must be a list",
    "model_type": lambda _: "must be a table",
    "model_attributes_type": lambda _: "must be a table",
    "literal_error": lambda ctx: f"must be one of {ctx['expected']}",
    "string_pattern_mismatch": lambda _: "must be lower-case letters and digits, joined by single hyphens",
    "string_too_long": lambda ctx: f"is longer than {ctx['max_length']} characters",
    "too_short": lambda ctx: f"needs at least {ctx['min_length']}, has {ctx['actual_length']}",
    "too_long": lambda ctx: f"holds at most {ctx['max_length']}, has {ctx['actual_length']}",
    "greater_than_equal": lambda ctx: f"must be {ctx['ge']} or more",
    "less_than_equal": lambda ctx: f"must be {ctx['le']} or less",
    "value_error": lambda ctx: str(ctx["error"]),
}


def _words(detail: ErrorDetails) -> str:
    words = _WORDS.get(detail["type"])
    return words(detail.get("ctx", {})) if words else detail["msg"]


def _at_most(problems: list[Problem]) -> list[Problem]:
    """The first of very many: nobody reads a thousand lines, and the page must stay small."""
    if len(problems) <= MAX_PROBLEMS:
        return problems
    return [
        *problems[:MAX_PROBLEMS],
        Problem("file", f"{len(problems) - MAX_PROBLEMS} more problems are not listed"),
    ]
