"""Answers, and answering a repeated request with the first answer."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from pydantic import BaseModel

from audits.api.request import ApiRequest
from audits.journal import actions as journal
from audits.journal.actions import fingerprint
from audits.kit import text
from audits.kit.refusals import Invalid

KEY_HEADER = "Idempotency-Key"
KEY_LIMIT = 255


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it is kept for a repetition: byte for byte, with the path it points to."""

    body: str
    status: int = 200
    location: str = ""


def reply(out: BaseModel, status: int = 200, location: str = "") -> Reply:
    return Reply(out.model_dump_json(), status, location)


def send(request: ApiRequest, answer: Reply) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status, content_type="application/json")
    response["Cache-Control"] = "private, no-store"
    if answer.location:
        response["Location"] = request.build_absolute_uri(answer.location)
    return response


def once(request: ApiRequest, do: Callable[[str | None], Reply]) -> HttpResponse:
    """Does what was asked, once per `Idempotency-Key`; `do` hands the key on to its action (T3)."""
    key = key_of(request)
    if key is None:
        return send(request, do(None))
    asked = fingerprint(f"{request.method} {request.path}", request.document)
    kept = journal.once(request.actor, key, asked, lambda: asdict(do(key)))
    return send(request, Reply(**kept))


def key_of(request: ApiRequest) -> str | None:
    key = request.headers.get(KEY_HEADER)
    if key is None:
        return None
    found = text.problem(key, limit=KEY_LIMIT)
    if not key.strip():
        found = _("Give a key of your own, or leave the header out.")
    if found:
        raise Invalid({KEY_HEADER: [found]})
    return key
