"""Who may sign: the member who is asked, or whoever holds the link of this request (threats 35 to 38)."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.middleware import HtmxDetails

from audits.evaluations.admission import refuse_excluded
from audits.evaluations.comparison.following import state_of
from audits.evaluations.models import Evaluation, Signature
from audits.http import MemberRequest
from audits.kit import clock
from audits.kit.refusals import Denied
from audits.people.access import Policy, View, declare
from audits.people.link_access import digest_held
from audits.people.models import digest


class SignerRequest(HttpRequest):
    """A request of whoever came by a link: `signature` is what it opens."""

    htmx: HtmxDetails
    signature: Signature


def by_signer(view: Callable[..., HttpResponse]) -> View:
    """Asked anew at each request: taking back, reopening and expiry hold from the next one on."""

    @wraps(view)
    def guarded(request: SignerRequest, signature: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        row = request.signature = held_by(request, signature)
        with timezone.override(ZoneInfo(row.workspace.timezone)):
            if not row.is_active(clock.now()):
                return shut(request, row)
            return view(request, *args, **kwargs)

    return declare(never_cache(guarded), Policy("link"))


def held_by(request: HttpRequest, key: UUID) -> Signature:
    """The row by which this browser came, whatever became of it since."""
    came_by = digest_held(request, key)
    rows = Signature.objects.with_parts().filter(pk=key, token_digest=came_by, is_member=False)
    found = rows.first() if came_by else None
    if found is None:
        raise Denied(_("This page opens by the link in your mail."))
    return found


def found_by(token: str) -> Signature | None:
    """Whose link this is, whatever became of it; members have none."""
    rows = Signature.objects.with_parts().filter(token_digest=digest(token), is_member=False)
    return rows.first()


def own_signature(request: MemberRequest, key: UUID) -> Signature:
    """The request to the signed-in member; somebody else's is told apart from none."""
    rows = Signature.objects.for_workspace(request.actor.workspace_id).with_parts()
    found = get_object_or_404(rows, pk=key)
    if found.recipient_id != request.actor.user_id or not found.is_member:
        raise Denied(_("Somebody else is asked to sign here."))
    declared = Evaluation.objects.declared_by(request.actor.user_id)
    refuse_excluded(declared.get(pk=found.decision.evaluation_id))
    return found


def shut(request: HttpRequest, row: Signature | None, status: int = 410) -> HttpResponse:
    """Says why nothing opens; what was typed in the meantime is shown again, to be copied."""
    state = "unknown" if row is None else over(row)
    context = {"row": row, "state": state, "typed": request.POST.get("reason", "")}
    return render(request, "evaluations/signing/shut.html", context, status=status)


def over(row: Signature) -> str:
    """Why a link opens nothing: what ended the request comes before what ended its link."""
    state = state_of(row)
    return "expired" if state in ("signed", "challenged", "open") else state
