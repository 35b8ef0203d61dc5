"""Handing over what somebody owns: one's own before a leave, or a leaver's."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from audits.http import MemberRequest
from audits.inbox.actions import hand_over, open_work
from audits.inbox.forms.handover import HandOverForm
from audits.inbox.people import people_of
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member
from audits.people.models import User


@member(roles.EVERYONE)
@require_http_methods(["GET", "POST"])
def hand_over_page(request: MemberRequest, person: UUID) -> HttpResponse:
    """Leads open it for everybody who is or was here, others for themselves."""
    actor, giver = request.actor, giver_of(request, person)
    counts = open_work(actor.workspace_id, giver.pk)
    form = HandOverForm(posted(request), actor=actor, giver=giver.pk, counts=counts)
    if form.carries_out(lambda: carried_out(request, form, giver)):
        return handed_over(request, form, giver)
    is_own = giver.pk == actor.user_id
    context = {"nav": "work", "giver": giver, "form": form, "is_own": is_own, "total": sum(counts.values())}
    return render(request, "inbox/hand_over.html", context, status=form.answer_status)


def giver_of(request: MemberRequest, key: UUID) -> User:
    people = people_of(request.actor.workspace_id)
    if not request.actor.can(roles.LEADS):
        people = people.filter(pk=request.actor.user_id)
    return get_object_or_404(people, pk=key)


def carried_out(request: MemberRequest, form: HandOverForm, giver: User) -> object:
    sent = form.cleaned_data
    return hand_over(actor=request.actor, giver=giver, taker=sent["taker"], kinds=sent["kinds"], key=form.key)


def handed_over(request: MemberRequest, form: HandOverForm, giver: User) -> HttpResponse:
    """Says how much it was, and goes to the list that is shorter now."""
    number = sum(form.result["moved"].values())
    name = dict(form.fields["taker"].choices)[str(form.cleaned_data["taker"])]  # type: ignore[attr-defined]
    said = ngettext("%(number)d entry went to %(name)s.", "%(number)d entries went to %(name)s.", number)
    messages.success(request, said % {"number": number, "name": name})
    if giver.pk == request.actor.user_id:
        return redirect("my-work", request.actor.workspace_slug)
    query = {"who": "team", "person": str(giver.pk)}
    return redirect(reverse("my-work", args=[request.actor.workspace_slug], query=query))
