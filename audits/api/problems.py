"""Every error of the API as problem+json, whoever raised it."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel

from audits.http import bad_request, busy, not_found, problem, refusal_problem, server_error
from audits.kit.refusals import Invalid, Refusal

log = logging.getLogger(__name__)


class Problem(BaseModel):
    """An error (RFC 9457). A refused body names its fields in `errors`; a stale version brings both sides."""

    title: str
    status: int
    detail: str
    errors: dict[str, list[str]] | None = None
    reasons: list[str] | None = None
    yours: Any = None
    theirs: Any = None
    version: int | None = None


def answer(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to whatever a call raised."""
    match error:
        case Refusal():
            return refusal_problem(error)
        case AuthenticationError():
            return unknown_caller()
        case ValidationError():
            return refusal_problem(invalid(error))
        case Http404():
            return not_found(request, error)
        case RequestDataTooBig():
            return problem(413, _("Too large"), _("The body is larger than this address takes."))
        case SuspiciousOperation() | BadRequest() | MultiPartParserError():
            return bad_request(request, error)
        case HttpError():
            return unreadable(error)
        case OperationalError():
            log.error("database unavailable", exc_info=error)
            return busy(request)
    log.error("%s %s broke", request.method, request.path, exc_info=error)
    return server_error(request)


def unknown_caller() -> HttpResponse:
    detail = _("Send a valid API token as “Authorization: Bearer TOKEN”.")
    response = problem(401, _("Who are you?"), detail)
    response["WWW-Authenticate"] = "Bearer"
    return response


def unreadable(error: HttpError) -> HttpResponse:
    """django-ninja wraps whatever reading the body raised; the cause says it better."""
    if isinstance(error.__cause__, Refusal):
        return refusal_problem(error.__cause__)
    return problem(error.status_code, _("Not understood"), str(error))


def method_not_allowed(allowed: str) -> HttpResponse:
    response = problem(405, _("Wrong method"), _("This address takes: %(methods)s.") % {"methods": allowed})
    response["Allow"] = allowed
    return response


def invalid(error: ValidationError) -> Invalid:
    """What the schema found; the place starts with django-ninja's own words for where it looked."""
    own = [{**found, "loc": found["loc"][2 if found["loc"][0] == "body" else 1 :]} for found in error.errors]
    return unfit(own)


def unfit(found: Iterable[Mapping[str, Any]]) -> Invalid:
    """What pydantic found, by field, in our words; positions in a list are left out."""
    fields: dict[str, list[str]] = {}
    for one in found:
        name = ".".join(part for part in one["loc"] if isinstance(part, str)) or "body"
        fields.setdefault(name, []).append(message(one))
    return Invalid(fields)


def message(found: Mapping[str, Any]) -> str:
    """A sentence for what pydantic found."""
    values = found.get("ctx", {})
    match found["type"]:
        case "missing":
            return _("This is required.")
        case "extra_forbidden":
            return _("This field is not known.")
        case "string_type":
            return _("This must be text.")
        case "bool_type":
            return _("This must be true, false or null.")
        case "int_type" | "int_parsing" | "int_from_float":
            return _("This must be a whole number.")
        case "greater_than_equal":
            return _("This must be at least %(least)s.") % {"least": values["ge"]}
        case "less_than_equal":
            return _("This must be at most %(most)s.") % {"most": values["le"]}
        case "literal_error":
            return _("This must be one of: %(choices)s.") % {"choices": values["expected"]}
        case "list_type":
            return _("This must be a list.")
        case "model_attributes_type" | "model_type" | "dict_type":
            return _("This must be an object with named fields.")
        case "value_error":
            # Our own words; pydantic puts its kind of error before them.
            return str(values["error"])
    return str(found["msg"])
