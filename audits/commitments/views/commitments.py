"""Pages of one commitment: its source, its history, and what can be done with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.commitments.actions import commitments as actions
from audits.commitments.actions.judging import judge
from audits.commitments.actions.rows import let_owner
from audits.commitments.citing import citation
from audits.commitments.forms.commitments import CommitmentForm, JudgeForm, ReleaseForm
from audits.commitments.ledger import load_entries
from audits.commitments.models import Commitment
from audits.commitments.views.found import (
    commitment_of,
    crumbs_of,
    form_page,
    to_page,
    vendor_of,
)
from audits.http import MemberRequest
from audits.journal.models import Event
from audits.journal.words import Line, lines
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member
from audits.people.owners import owner_choices, with_present

FORM = "commitments/commitment_form.html"
PLAIN = "components/form_page.html"
LATEST_EVENTS = 50


@member(roles.EVERYONE)
@require_GET
def commitment_page(request: MemberRequest, commitment: UUID) -> HttpResponse:
    found = commitment_of(request, commitment)
    context = {
        "entry": load_entries(request.actor, [found])[0],
        "lines": journal_of(request, found),
        "crumbs": crumbs_of(request, found.vendor),
        "nav": "commitments",
    }
    return render(request, "commitments/commitment.html", context)


def journal_of(request: MemberRequest, commitment: Commitment) -> list[Line]:
    """What was written about it: events of the vendor under the commitment's code."""
    events = Event.objects.for_workspace(request.actor.workspace_id).about(commitment.vendor_id)
    own = events.filter(part=commitment.code, kind__startswith="commitment.")
    return lines(own.newest_first()[:LATEST_EVENTS])


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def commitment_new(request: MemberRequest, vendor: UUID) -> HttpResponse:
    found = vendor_of(request, vendor)
    form = CommitmentForm(posted(request), owners=owner_choices(request.actor))
    if form.carries_out(
        lambda: actions.make_commitment(actor=request.actor, vendor=found, values=form.values, key=form.key)
    ):
        messages.success(request, _("%(code)s is in the ledger.") % {"code": form.result["code"]})
        return to_page(request, "commitment", form.result["id"])
    title = _("New commitment of %(vendor)s") % {"vendor": found.name}
    return form_page(request, form, FORM, crumbs=crumbs_of(request, found), title=title)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def commitment_edit(request: MemberRequest, commitment: UUID) -> HttpResponse:
    found = commitment_of(request, commitment)
    form = CommitmentForm(
        posted(request), owners=with_present(owner_choices(request.actor), found.owner), commitment=found
    )
    if form.carries_out(
        lambda: actions.edit_commitment(
            actor=request.actor, commitment=found, values=form.values, version=form.cleaned_data["seen"]
        )
    ):
        messages.success(request, _("Saved."))
        return to_page(request, "commitment", commitment)
    title = _("Edit %(code)s") % {"code": found.code}
    crumbs = crumbs_of(request, found.vendor, found)
    cited = None if found.is_by_hand else citation(found)
    return form_page(request, form, FORM, crumbs=crumbs, title=title, cited=cited)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def commitment_release(request: MemberRequest, commitment: UUID) -> HttpResponse:
    found = commitment_of(request, commitment)
    form = ReleaseForm(posted(request), initial={"seen": found.version})
    if form.carries_out(
        lambda: actions.release(
            actor=request.actor,
            commitment=found,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["seen"],
        )
    ):
        messages.success(request, _("Released. Its history stays in the ledger."))
        return to_page(request, "commitment", commitment)
    title = _("Release %(code)s") % {"code": found.code}
    crumbs = crumbs_of(request, found.vendor, found)
    return form_page(request, form, PLAIN, crumbs=crumbs, title=title, intro=found.text, submit=_("Release"))


@member(roles.LEADS)
@require_POST
def commitment_hold(request: MemberRequest, commitment: UUID) -> HttpResponse:
    found = commitment_of(request, commitment)
    actions.hold_again(actor=request.actor, commitment=found)
    messages.success(request, _("The vendor is held to it again."))
    return to_page(request, "commitment", commitment)


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def commitment_judge(request: MemberRequest, commitment: UUID) -> HttpResponse:
    found = commitment_of(request, commitment)
    let_owner(request.actor, found)
    asked = {"seen": found.version, "outcome": request.GET.get("outcome")}
    form = JudgeForm(posted(request), initial=asked)
    if form.carries_out(lambda: judged(request, found, form)):
        messages.success(request, _("Kept.") if form.is_kept else _("Broken. The ledger cites the demo."))
        return to_page(request, "commitment", commitment)
    title = _("%(code)s: kept or broken?") % {"code": found.code}
    crumbs = crumbs_of(request, found.vendor, found)
    context = {"title": title, "entry": load_entries(request.actor, [found])[0]}
    return form_page(request, form, "commitments/judge.html", crumbs=crumbs, **context)


def judged(request: MemberRequest, commitment: Commitment, form: JudgeForm) -> object:
    return judge(
        actor=request.actor,
        commitment=commitment,
        is_kept=form.is_kept,
        note=form.cleaned_data["note"],
        version=form.cleaned_data["seen"],
        key=form.key,
    )
