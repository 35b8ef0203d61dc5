"""A checklist as a file: written from a published version, read into an outline (TOML)."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from audits.checklists import library
from audits.checklists.adapting import OWN, OWN_LENGTH, settled
from audits.checklists.document import Check, Checklist
from audits.checklists.outline import Outline
from audits.checklists.proving import lines
from audits.kit import text, toml
from audits.kit.refusals import Invalid, TooLarge

FILE_LIMIT = 1024 * 1024
PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
ENDLESS_NAME = re.compile(rf"(?<![\w-]){PART}(?:[ \t]*\.[ \t]*{PART}){{32}}")
"""A name of so many parts, for which Python's reader would need more memory than there is."""
MOST_NAMED = 20
RUN_GROUPS = frozenset({"acceptance"})
"""Slugs of groups to which runs give a meaning of their own."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file holds."""

    title: str
    outline: Outline


def written(checklist: Checklist) -> str:
    """The file of a version; read again, it is the same checklist."""
    document = checklist.model_dump(exclude_defaults=True)
    document |= {"groups": document.pop("groups"), "checks": document.pop("checks")}
    head = _("# A checklist of Scorecard. Change it and bring it back as the draft of a new version.")
    return f"{head}\n\n{toml.dumps(document)}"


def taken(data: bytes) -> Taken:
    """The checklist in a file, proved whole; `Invalid` names each problem with its place."""
    document = parsed(data)
    document.setdefault("slug", "own")
    document.setdefault("version", 1)
    document.setdefault("kind", "own")
    try:
        checklist = Checklist.model_validate_json(json.dumps(document))
    except ValidationError as error:
        raise refused(lines(error, names_in(document))) from error
    except (TypeError, RecursionError) as error:
        raise refused([_("It holds something other than texts, figures and lists.")]) from error
    if wrong := list(breaches(checklist)):
        raise refused(wrong)
    outline = Outline.of(checklist)
    return Taken(checklist.title, outline.with_(checks=tuple(map(settled, outline.checks))))


def refused(wrong: list[str]) -> Invalid:
    """The faults of a file; of very many, the first."""
    more = len(wrong) - MOST_NAMED
    told = [_("… and %(more)d more.") % {"more": more}] if more > 0 else []
    return Invalid({"file": [*wrong[:MOST_NAMED], *told]})


def parsed(data: bytes) -> dict[str, Any]:
    """The file as TOML reads it."""
    if len(data) > FILE_LIMIT:
        raise TooLarge({"file": [_("The file is too large; 1 MB is possible.")]})
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused([_("The file is not text in UTF-8.")]) from error
    if ENDLESS_NAME.search(words):
        raise refused([_("It holds a name of too many parts.")])
    try:
        return tomllib.loads(text.normal(words))
    except (ValueError, RecursionError) as error:
        raise refused([_("This is not TOML: %(problem)s") % {"problem": error}]) from error


def names_in(document: dict[str, Any]) -> dict[str, list[str]]:
    """What checks and groups are called in a file in which anything may stand."""

    def names(key: str) -> Iterator[str]:
        parts = document.get(key)
        for number, part in enumerate(parts if isinstance(parts, list) else [], 1):
            slug = part.get("slug") if isinstance(part, dict) else None
            yield f"{number} ({slug[:60]})" if isinstance(slug, str) else str(number)

    return {key: list(names(key)) for key in ("checks", "groups")}


def breaches(checklist: Checklist) -> Iterator[str]:
    """What a workspace may not bring in, although it is a whole checklist."""
    for group in checklist.groups:
        if group.slug in RUN_GROUPS:
            yield _("groups %(slug)s: runs keep this slug for a vendor's commitments.") % {"slug": group.slug}
    for check in checklist.checks:
        if check.slug not in library.checks() and not is_own(check.slug):
            message = _(
                "checks %(slug)s: the slug of a check of your own begins with %(own)s"
                " and has at most %(most)d characters."
            )
            yield message % {"slug": check.slug, "own": OWN, "most": OWN_LENGTH}
        for named in unknown(check):
            message = _("checks %(slug)s: names %(named)s, which the library does not have.")
            yield message % {"slug": check.slug, "named": named}


def is_own(slug: str) -> bool:
    return slug.startswith(OWN) and len(slug) <= OWN_LENGTH


def unknown(check: Check) -> Iterator[str]:
    """Checks that one names and the library does not have."""
    named = [*check.links, *check.proposes, *check.failure_modes, *([check.watches] if check.watches else [])]
    return (slug for slug in named if slug not in library.checks())
