"""Evidence on findings: taken in, shown, handed out, withdrawn."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from audits.checklists.actions.attachments import Place, attach, place_of, withdraw_attachment
from audits.checklists.forms.findings import AttachForm, WithdrawForm
from audits.checklists.models import Attachment, Incident
from audits.checklists.rights import may_write
from audits.checklists.views.finding_found import attachment_of, finding_of, to_finding
from audits.checklists.views.finding_shown import attachments_context, finding_context
from audits.evidence.views import file_answer, thumbnail_answer
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member


@member(roles.WRITES_OWN)
@require_POST
def finding_attach(request: MemberRequest, finding: UUID) -> HttpResponse:
    """A file or a link; htmx gets the list with its form, fresh or with what is wrong."""
    found = finding_of(request, finding)
    form = AttachForm(request.POST, request.FILES)
    is_done = form.carries_out(lambda: attach(actor=request.actor, place=found, key=form.key, **form.given))
    if request.htmx:
        form = AttachForm() if is_done else form
        context = attachments_context(request, found, form)
        return render(request, "checklists/_attachments.html", context, status=form.answer_status)
    if is_done:
        return to_finding(request, finding)
    context = finding_context(request, found, **attachments_context(request, found, form))
    return render(request, "checklists/finding.html", context, status=form.answer_status)


@member(roles.EVERYONE)
@require_GET
def attachment_page(request: MemberRequest, attachment: UUID) -> HttpResponse:
    return shown(request, attachment_of(request, attachment), WithdrawForm())


@member(roles.WRITES_OWN)
@require_POST
def attachment_withdraw(request: MemberRequest, attachment: UUID) -> HttpResponse:
    found = attachment_of(request, attachment)
    form = WithdrawForm(request.POST)
    if form.carries_out(
        lambda: withdraw_attachment(actor=request.actor, attachment=found, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, _("%(code)s is withdrawn.") % {"code": found.code})
        return redirect("attachment", request.actor.workspace_slug, attachment)
    return shown(request, attachment_of(request, attachment), form)


def shown(request: MemberRequest, attachment: Attachment, form: WithdrawForm) -> HttpResponse:
    place = place_of(attachment)
    is_open = not isinstance(place, Incident) or place.is_open
    is_standing = attachment.evidence.withdrawn_at is None
    context = {
        "attachment": attachment,
        "evidence": attachment.evidence,
        "place": place,
        "place_url": place_url(request, place),
        "form": form,
        "may_withdraw": is_standing and is_open and may_write(request.actor, place),
        "nav": "incidents" if isinstance(place, Incident) else "findings",
    }
    return render(request, "checklists/attachment.html", context, status=form.answer_status)


def place_url(request: MemberRequest, place: Place) -> str:
    name = "incident" if isinstance(place, Incident) else "finding"
    return reverse(name, args=[request.actor.workspace_slug, place.pk])


@member(roles.EVERYONE)
@require_safe
def attachment_file(request: MemberRequest, attachment: UUID) -> HttpResponseBase:
    """The stored file, to everybody who may read findings."""
    evidence = attachment_of(request, attachment).evidence
    if not evidence.storage_key:
        raise Http404
    return file_answer(request, evidence)


@member(roles.EVERYONE)
@require_safe
def attachment_thumbnail(request: MemberRequest, attachment: UUID) -> HttpResponseBase:
    """The small copy of a picture."""
    evidence = attachment_of(request, attachment).evidence
    if not evidence.thumbnail_key:
        raise Http404
    return thumbnail_answer(request, evidence)
