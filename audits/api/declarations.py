"""Declarations of interest over the API: taken, and not required."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router
from pydantic import BaseModel

from audits.api.replies import Reply, once, reply
from audits.api.request import ApiRequest
from audits.api.schemas.parts import Given
from audits.api.token import Token
from audits.evaluations.actions.declarations import declare
from audits.evaluations.models import Declaration, Evaluation
from audits.people import roles

router = Router(tags=["evaluations"])


class DeclarationIn(Given):
    """What ties the caller to one of the vendors: nothing, or what the `note` says."""

    interest: Literal["none", "declared"]
    note: str = ""


class DeclarationOut(BaseModel):
    """`ruling` is a lead's, null while nobody has ruled."""

    email: str
    interest: Literal["none", "declared"]
    note: str
    declared_at: datetime
    ruling: Literal["waived", "excluded"] | None
    ruled_by: str | None
    ruled_at: datetime | None
    reason: str | None

    @classmethod
    def of(cls, row: Declaration) -> "DeclarationOut":
        return cls.model_validate(
            {
                "email": row.person.email,
                "interest": row.interest,
                "note": row.note,
                "declared_at": row.declared_at,
                "ruling": row.ruling or None,
                "ruled_by": row.ruled_by.email if row.ruled_by else None,
                "ruled_at": row.ruled_at,
                "reason": row.ruling_reason or None,
            }
        )


@router.put(
    "/evaluations/{uuid:evaluation}/declaration",
    auth=Token(roles.READS_EVALUATIONS),
    response=DeclarationOut,
)
def put_declaration(request: ApiRequest, evaluation: UUID, given: DeclarationIn) -> HttpResponse:
    """The caller's own declaration of interest; another one than before waits for a lead's ruling."""
    rows = Evaluation.objects.for_workspace(request.actor.workspace_id)
    row = get_object_or_404(rows, pk=evaluation)

    def do(key: str | None) -> Reply:
        declare(actor=request.actor, evaluation=row, interest=given.interest, note=given.note, key=key)
        made = row.declarations.with_people().get(person=request.actor.user_id)
        return reply(DeclarationOut.of(made))

    return once(request, do)
