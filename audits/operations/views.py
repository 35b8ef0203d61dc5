"""Addresses for machines that watch this installation."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audits.http import problem
from audits.operations import health
from audits.people.access import public


@public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 only when the database answers."""
    if health.database_answers():
        return JsonResponse({"status": "ok"})
    return problem(503, "Unavailable", _("The database does not answer."))


@public
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when people can work: migrations applied, worker alive, evidence storable."""
    parts = health.report()
    if parts.pop("ready"):
        return JsonResponse({"status": "ok", **parts})
    return problem(503, "Not ready", _("Not every part is well; see the parts named here."), **parts)
