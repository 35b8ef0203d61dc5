"""Evidence: a file or a link on a candidate's question or dimension."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import ValidationError

from audits.api.body import StrictParser, UnknownType
from audits.api.candidates import own_candidate
from audits.api.problems import unfit
from audits.api.replies import key_of, reply, send
from audits.api.request import ApiRequest
from audits.api.schemas.bodies import EvidenceIn
from audits.api.schemas.candidates import EvidenceSaved
from audits.api.token import Token
from audits.evaluations.actions.exhibits import attach_exhibit
from audits.evidence.upload import Upload
from audits.kit.refusals import Invalid
from audits.people import roles

router = Router(tags=["evidence"])
SCHEMA = {"$ref": "#/components/schemas/EvidenceIn"}
FORM = {
    "type": "object",
    "required": ["file"],
    "additionalProperties": False,
    "properties": {
        "file": {"type": "string", "format": "binary"},
        **{name: {"type": "string"} for name in EvidenceIn.model_fields if name != "url"},
    },
}
BODY = {
    "required": True,
    "content": {"multipart/form-data": {"schema": FORM}, "application/json": {"schema": SCHEMA}},
}


@router.post(
    "/candidates/{uuid:candidate}/evidence",
    auth=Token(roles.ANSWERS),
    response={201: EvidenceSaved},
    openapi_extra={"requestBody": BODY},
)
def post_evidence(request: ApiRequest, candidate: UUID) -> HttpResponse:
    """Takes in a `file` (multipart) or a `url` (JSON) for a `question` or a `dimension`."""
    row = own_candidate(request, candidate)
    file, given = read(request)
    # The action keeps its own first result, so that a file is not decoded inside a transaction.
    made = attach_exhibit(
        actor=request.actor,
        candidate=row,
        dimension=given.dimension,
        question=given.question,
        file=file,
        url=given.url,
        name=given.name,
        effective_on=as_date(given.effective_on),
        proof=given.proof or "",
        key=key_of(request),
    )
    path = reverse("api:get_candidate", args=[row.pk])
    return send(request, reply(saved(made), 201, path))


def saved(made: dict[str, Any]) -> EvidenceSaved:
    """What the action answers, blank fields as null."""
    known = {name: made[name] for name in EvidenceSaved.model_fields}
    return EvidenceSaved.model_validate(known | {name: known[name] or None for name in NULLABLE})


NULLABLE = ("question", "url", "media_type", "size", "sha256", "proof")


def read(request: HttpRequest) -> tuple[Upload | None, EvidenceIn]:
    """The file, if one was sent, and the fields beside it, as strictly as JSON."""
    file, fields = None, {}
    match request.content_type:
        case "application/json":
            fields = StrictParser().parse_body(request)
        case "multipart/form-data":
            file, fields = read_form(request)
        case _other:
            raise UnknownType(_("Send a file as multipart/form-data, or a link as application/json."))
    try:
        return file, EvidenceIn.model_validate(fields)
    except ValidationError as error:
        raise unfit(cast("list[dict[str, Any]]", error.errors())) from error


def read_form(request: HttpRequest) -> tuple[Upload, dict[str, str]]:
    """Exactly one file, called `file`, and every other field once."""
    twice = [name for sent in (request.FILES, request.POST) for name in sent if len(sent.getlist(name)) > 1]
    if twice:
        raise Invalid({twice[0]: [_("This field is given twice.")]})
    if other := [name for name in request.FILES if name != "file"]:
        raise Invalid({other[0]: [_("This field is not known.")]})
    file = request.FILES.get("file")
    if file is None:
        raise Invalid({"file": [_("Send the file in the field “file”.")]})
    return cast(Upload, file), {name: value for name, value in request.POST.items() if isinstance(value, str)}


def as_date(given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise Invalid({"effective_on": [_("This must be a date like 2026-11-23.")]}) from error
