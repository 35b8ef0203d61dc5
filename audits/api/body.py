"""Reading a request's JSON strictly: what two readers could take differently is refused (threats 55, 57)."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from audits.api.request import ApiRequest
from audits.kit.refusals import Invalid, Refusal, TooLarge

JSON_LIMIT = 1024 * 1024
DEEPEST = 32
# More than the longest note could hold; counted before parsing, which is what takes time.
MOST_COMMAS = 50_000
LONGEST_INTEGER = 30
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class UnknownType(Refusal):
    """The body is in a format this address does not take (415)."""

    status = 415
    title = "Wrong content type"


class StrictParser(Parser):
    """What django-ninja reads bodies with."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise UnknownType(_("Send the body as application/json."))
        document = read_json(request.body)
        cast(ApiRequest, request).document = document
        return document


@dataclass(frozen=True)
class Number:
    """A number that JSON can write and nobody can store."""

    written: str


def read_json(raw: bytes) -> Any:
    """The document, or `Invalid` naming the field that is wrong."""
    if len(raw) > JSON_LIMIT:
        most = _("This is larger than %(most)d bytes.") % {"most": JSON_LIMIT}
        raise TooLarge({"body": [most]})
    if raw.count(b",") > MOST_COMMAS:
        raise Invalid({"body": [_("This holds too many values.")]})
    try:
        document = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=without_repeats,
            parse_constant=Number,
            parse_float=finite,
            parse_int=short,
        )
    except RecursionError as error:
        raise too_deep() from error
    except ValueError as error:
        raise not_json(error) from error
    check_values(document)
    return document


def without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose every field stands once."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if UNSTORABLE.search(name):
            raise Invalid({"body": [_("A field's name holds a character that cannot be stored.")]})
        if name in found:
            raise Invalid({name: [_("This field is given twice.")]})
        found[name] = value
    return found


def finite(written: str) -> float | Number:
    value = float(written)
    return value if math.isfinite(value) else Number(written)


def short(written: str) -> int | Number:
    return int(written) if len(written) <= LONGEST_INTEGER else Number(written)


def too_deep() -> Invalid:
    return Invalid({"body": [_("This is nested more than %(most)d levels deep.") % {"most": DEEPEST}]})


def not_json(error: ValueError) -> Invalid:
    if isinstance(error, json.JSONDecodeError):
        place = {"line": error.lineno, "column": error.colno}
        return Invalid({"body": [_("This is not JSON: line %(line)d, column %(column)d.") % place]})
    return Invalid({"body": [_("This is not JSON in UTF-8.")]})


def check_values(document: Any) -> None:
    """Refuses depth, numbers and characters that nothing behind it could hold."""
    for path, value, depth in every_value(document):
        if depth > DEEPEST:
            raise too_deep()
        if isinstance(value, Number):
            refuse(path, _("This is not a number that can be stored."))
        if isinstance(value, str) and UNSTORABLE.search(value):
            refuse(path, _("This text holds a character that cannot be stored; remove it."))


def every_value(document: Any) -> Iterator[tuple[str, Any, int]]:
    """Each value with the name of its field and its depth, without recursion."""
    waiting: list[tuple[str, Any, int]] = [("", document, 1)]
    while waiting:
        path, value, depth = waiting.pop()
        yield path, value, depth
        if isinstance(value, dict):
            waiting += [(f"{path}.{name}".strip("."), each, depth + 1) for name, each in value.items()]
        elif isinstance(value, list):
            waiting += [(path, each, depth + 1) for each in value]


def refuse(path: str, message: str) -> NoReturn:
    raise Invalid({path or "body": [message]})
