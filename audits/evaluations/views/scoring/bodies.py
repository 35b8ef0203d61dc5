"""What the browser's queue sends: small JSON documents of a fixed shape."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audits.kit.refusals import Invalid, TooLarge

LARGEST = 1024 * 1024


class Body(BaseModel):
    """Every write names its operation, so that a repetition is recognised."""

    model_config = ConfigDict(extra="forbid", strict=True)
    operation: UUID


class Save(Body):
    """A row's new values on top of the version that was seen."""

    version: int = Field(ge=0, le=2**31 - 1)
    values: dict[str, Any]


class Write(Body):
    """A write that has no version."""

    values: dict[str, Any] = Field(default_factory=dict)


class Sign(BaseModel):
    """What a screen tells of itself as it goes: minutes, who looks at what. Repeating it changes nothing."""

    model_config = ConfigDict(extra="forbid", strict=True)
    operation: UUID | None = None
    values: dict[str, Any]


class EvidenceFields(BaseModel):
    """The text fields beside a file; what is left blank is not said."""

    model_config = ConfigDict(extra="forbid")
    operation: UUID
    dimension: str = ""
    question: str = ""
    url: str = ""
    proof: str = ""
    effective_on: date | None = None
    demo_second: int | None = None


B = TypeVar("B", bound=BaseModel)


def read(request: HttpRequest, shape: type[B]) -> B:
    """The request's body in its shape. Raises TooLarge (413) and Invalid (422), naming the field."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        raise TooLarge({"body": [_("This is more than 1 MB; nothing was saved.")]})
    if request.content_type != "application/json":
        raise Invalid({"body": [_("Send JSON.")]})
    try:
        return shape.model_validate_json(request.body)
    except ValidationError as error:
        raise Invalid(problems(error)) from error


def evidence_fields(request: HttpRequest) -> EvidenceFields:
    """The fields of a multipart body. Raises Invalid, naming the field."""
    given = {name: value for name, value in request.POST.items() if value != ""}
    try:
        return EvidenceFields.model_validate(given)
    except ValidationError as error:
        raise Invalid(problems(error)) from error


def problems(error: ValidationError) -> dict[str, list[str]]:
    """The fields that are wrong, each with what is wrong about it."""
    words = {
        "json_invalid": _("This is not JSON that can be read."),
        "missing": _("This is missing."),
        "extra_forbidden": _("This field is not known."),
    }
    found: dict[str, list[str]] = {}
    for detail in error.errors(include_url=False, include_input=False):
        place = ".".join(str(step) for step in detail["loc"]) or "body"
        found.setdefault(place, []).append(words.get(detail["type"], detail["msg"]))
    return found


def only(values: dict[str, Any], *names: str) -> None:
    """Refuses values under other names."""
    if unknown := sorted(set(values) - set(names)):
        raise Invalid({unknown[0]: [_("This field is not known.")]})
