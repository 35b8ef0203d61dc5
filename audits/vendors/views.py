"""Pages of vendors (R001)."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.http import MemberRequest
from audits.journal.models import Event
from audits.journal.words import lines
from audits.kit.forms import posted
from audits.kit.paging import page_of
from audits.people import roles
from audits.people.access import member
from audits.vendors import actions, contacts
from audits.vendors.forms import ContactForm, SearchForm, VendorForm
from audits.vendors.models import Contact, Vendor

LATEST_EVENTS = 20


def vendor_of(request: MemberRequest, vendor: UUID) -> Vendor:
    return get_object_or_404(Vendor.objects.for_workspace(request.actor.workspace_id), pk=vendor)


def to_vendor(request: MemberRequest, vendor: UUID | str) -> HttpResponse:
    return redirect("vendor", request.actor.workspace_slug, vendor)


@member(roles.READS_EVALUATIONS)
@require_GET
def vendor_list(request: MemberRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    words, show, after = (form.asked(name) for name in ("q", "show", "after"))
    vendors = Vendor.objects.for_workspace(request.actor.workspace_id).by_name()
    vendors = vendors.archived() if show == "archived" else vendors.current()
    if words:
        vendors = vendors.named_like(words)
    if after:
        vendors = vendors.after(after)
    query = urlencode({name: value for name, value in (("q", words), ("show", show)) if value})
    context = {"page": page_of(vendors), "words": words or "", "show": show or "current", "query": query}
    return render(request, "vendors/list.html", {**context, "nav": "vendors", "after": after})


@member(roles.READS_EVALUATIONS)
@require_GET
def vendor_page(request: MemberRequest, vendor: UUID) -> HttpResponse:
    found = vendor_of(request, vendor)
    events = Event.objects.for_workspace(request.actor.workspace_id).about(found.pk).newest_first()
    context = {
        "vendor": found,
        "contacts": found.contacts.all(),
        "lines": lines(events[:LATEST_EVENTS]),
        "nav": "vendors",
    }
    return render(request, "vendors/vendor.html", context)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def vendor_new(request: MemberRequest) -> HttpResponse:
    form = VendorForm(posted(request), workspace_id=request.actor.workspace_id)
    if form.carries_out(lambda: actions.create_vendor(actor=request.actor, values=form.values, key=form.key)):
        messages.success(request, _("Saved."))
        return to_vendor(request, form.result["id"])
    return vendor_form(request, form, _("New vendor"))


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def vendor_edit(request: MemberRequest, vendor: UUID) -> HttpResponse:
    found = vendor_of(request, vendor)
    form = VendorForm(posted(request), workspace_id=request.actor.workspace_id, vendor=found)
    if form.carries_out(
        lambda: actions.edit_vendor(
            actor=request.actor, vendor=found, values=form.values, seen=form.cleaned_data["seen"]
        )
    ):
        messages.success(request, _("Saved."))
        return to_vendor(request, vendor)
    return vendor_form(request, form, _("Edit %(vendor)s") % {"vendor": found.name})


def vendor_form(request: MemberRequest, form: VendorForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "nav": "vendors"}
    return render(request, "vendors/form.html", context, status=form.answer_status)


@member(roles.LEADS)
@require_POST
def vendor_archive(request: MemberRequest, vendor: UUID, archived: bool) -> HttpResponse:
    found = vendor_of(request, vendor)
    actions.archive_vendor(actor=request.actor, vendor=found, archived=archived)
    said = _("Archived. Its evaluations stay.") if archived else _("Back in the list.")
    messages.success(request, said)
    return to_vendor(request, vendor)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def contact_new(request: MemberRequest, vendor: UUID) -> HttpResponse:
    found = vendor_of(request, vendor)
    form = ContactForm(posted(request))
    if form.carries_out(
        lambda: contacts.add_contact(actor=request.actor, vendor=found, values=form.values, key=form.key)
    ):
        return to_vendor(request, vendor)
    return contact_form(request, form, found, _("New contact at %(vendor)s") % {"vendor": found.name})


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def contact_edit(request: MemberRequest, contact: UUID) -> HttpResponse:
    found = contact_of(request, contact)
    form = ContactForm(posted(request), initial=ContactForm.fields_of(found))
    if form.carries_out(
        lambda: contacts.edit_contact(actor=request.actor, contact=found, values=form.values)
    ):
        return to_vendor(request, found.vendor_id)
    return contact_form(request, form, found.vendor, _("Edit %(name)s") % {"name": found.name})


@member(roles.LEADS)
@require_POST
def contact_remove(request: MemberRequest, contact: UUID) -> HttpResponse:
    found = contact_of(request, contact)
    contacts.remove_contact(actor=request.actor, contact=found)
    messages.success(request, _("%(name)s was removed.") % {"name": found.name})
    return to_vendor(request, found.vendor_id)


def contact_of(request: MemberRequest, contact: UUID) -> Contact:
    rows = Contact.objects.filter(workspace_id=request.actor.workspace_id).select_related("vendor")
    return get_object_or_404(rows, pk=contact)


def contact_form(request: MemberRequest, form: ContactForm, vendor: Vendor, title: str) -> HttpResponse:
    back = reverse("vendor", args=[request.actor.workspace_slug, vendor.pk])
    context = {"form": form, "title": title, "submit": _("Save"), "back": back, "nav": "vendors"}
    context["crumbs"] = [(vendor.name, back)]
    return render(request, "components/form_page.html", context, status=form.answer_status)
