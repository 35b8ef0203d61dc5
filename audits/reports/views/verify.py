"""Anybody asks whether a PDF is one of ours; what they send is hashed and kept nowhere."""

from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audits.http import too_many
from audits.kit.forms import posted
from audits.people.access import public
from audits.reports.forms import VerifyForm
from audits.reports.verifying import issued


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and not ratelimit.consume(request, action="verify"):
        return too_many(request)
    form = VerifyForm(posted(request), request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        context |= {"sha256": form.sha256, "name": form.name, "found": issued(form.sha256)}
    return render(request, "reports/verify.html", context, status=form.answer_status)
