"""From the library's TOML files to checks and checklists: each proved by itself, then every slug it names."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from audits.checklists.document import Check, Checklist, Group, Part, Slug

P = TypeVar("P", bound=Part)


class LibraryError(ValueError):
    """What is wrong in a library file; the words begin with the file and the slug."""


class Listing(Group):
    """A heading of a checklist as the file writes it: with the slugs of its checks."""

    checks: tuple[Slug, ...] = Field(min_length=1)


def read_checks(texts: Mapping[str, str]) -> dict[str, Check]:
    """The checks of all files by slug, in the files' order; every slug that one names is among them."""
    found: dict[str, Check] = {}
    places: dict[str, str] = {}
    for file, text in texts.items():
        for table in _tables(file, text, "checks"):
            check = _proved(Check, table, file)
            if check.slug in found:
                raise LibraryError(f"{file}, {check.slug}: stands in {places[check.slug]} already")
            found[check.slug], places[check.slug] = check, file
    for slug, check in found.items():
        _all_known(_named(check), found, f"{places[slug]}, {slug}")
    return found


def read_checklists(file: str, text: str, checks: Mapping[str, Check]) -> tuple[Checklist, ...]:
    """The checklists of one file, each with its checks whole, in its own groups."""
    found: dict[str, Checklist] = {}
    for table in _tables(file, text, "checklists"):
        checklist = _embedding(table, checks, file)
        if checklist.slug in found:
            raise LibraryError(f"{file}, {checklist.slug}: stands twice")
        found[checklist.slug] = checklist
    return tuple(found.values())


def _tables(file: str, text: str, key: str) -> list[dict[str, Any]]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{file}: {error}") from error
    tables = document.get(key)
    if (
        len(document) != 1
        or not isinstance(tables, list)
        or not all(isinstance(each, dict) for each in tables)
    ):
        raise LibraryError(f"{file}: holds [[{key}]] and nothing else")
    return tables


def _proved(model: type[P], table: object, place: str) -> P:
    """Through JSON, where a list may stand for a tuple although types are strict."""
    try:
        return model.model_validate_json(json.dumps(table))
    except ValidationError as error:
        words = "; ".join(map(_words, error.errors(include_url=False)))
        raise LibraryError(f"{place}, {_slug(table)}: {words}") from error
    except TypeError as error:
        raise LibraryError(f"{place}, {_slug(table)}: {error}") from error


def _slug(table: object) -> object:
    return table.get("slug", "no slug") if isinstance(table, dict) else "no slug"


def _words(detail: ErrorDetails) -> str:
    reason = detail["msg"].removeprefix("Value error, ")
    return f"{'.'.join(map(str, detail['loc']))} {reason}".strip()


def _named(check: Check) -> Iterator[str]:
    yield from (*check.links, *check.proposes, *check.failure_modes)
    if check.watches:
        yield check.watches


def _all_known(slugs: Iterator[str] | tuple[str, ...], checks: Mapping[str, Check], place: str) -> None:
    for slug in slugs:
        if slug not in checks:
            raise LibraryError(f"{place}: names {slug}, which is not there")


def _embedding(table: dict[str, Any], checks: Mapping[str, Check], file: str) -> Checklist:
    place = f"{file}, {_slug(table)}"
    listings = [_proved(Listing, group, place) for group in table.get("groups", [])]
    for listing in listings:
        _all_known(listing.checks, checks, f"{place}, {listing.slug}")
    whole = {
        **table,
        "groups": [listing.model_dump(exclude={"checks"}) for listing in listings],
        "checks": [
            checks[slug].model_copy(update={"group": listing.slug}).model_dump(mode="json")
            for listing in listings
            for slug in listing.checks
        ],
    }
    return _proved(Checklist, whole, file)
