"""Pages of contracts: dates, clauses, and the decision when notice comes near."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.commitments.actions import contracts as actions
from audits.commitments.actions.clauses import clauses_of, save_clauses
from audits.commitments.actions.rows import let_owner
from audits.commitments.forms.contracts import ClausesForm, ContractForm, SettleForm
from audits.commitments.ledger import clauses_of as clause_rows
from audits.commitments.ledger import load_ledger, notices, place_of
from audits.commitments.models import Commitment, Contract
from audits.commitments.rights import owns
from audits.commitments.views.found import contract_of, crumbs_of, form_page, to_page, vendor_of
from audits.http import MemberRequest
from audits.journal.models import Event
from audits.journal.words import Line, lines
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member
from audits.people.owners import owner_choices, with_present

FORM = "commitments/contract_form.html"
LATEST_EVENTS = 50


@member(roles.EVERYONE)
@require_GET
def contract_page(request: MemberRequest, contract: UUID) -> HttpResponse:
    found = contract_of(request, contract)
    clauses = clause_rows([found])
    context = {
        "contract": found,
        "rows": [(row, place_of(row, found, clauses)) for row in standing(found)],
        "notices": notices([found], localdate()),
        "may_settle": owns(request.actor, found),
        "lines": journal_of(request, found),
        "crumbs": crumbs_of(request, found.vendor),
        "nav": "commitments",
    }
    return render(request, "commitments/contract.html", context)


def standing(contract: Contract) -> list[Commitment]:
    """What the contract's vendor is still held to."""
    rows = Commitment.objects.for_workspace(contract.workspace_id).standing()
    return list(rows.filter(vendor=contract.vendor_id))


def journal_of(request: MemberRequest, contract: Contract) -> list[Line]:
    """What was written about it: events of the vendor that name the contract."""
    events = Event.objects.for_workspace(request.actor.workspace_id).about(contract.vendor_id)
    own = events.filter(payload__contract=str(contract.pk))
    return lines(own.newest_first()[:LATEST_EVENTS])


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def contract_new(request: MemberRequest, vendor: UUID) -> HttpResponse:
    found = vendor_of(request, vendor)
    form = ContractForm(posted(request), owners=owner_choices(request.actor))
    if form.carries_out(
        lambda: actions.make_contract(actor=request.actor, vendor=found, values=form.values, key=form.key)
    ):
        messages.success(request, _("Recorded. Now look up which commitments are in it."))
        return to_page(request, "contract", form.result["id"])
    title = _("New contract with %(vendor)s") % {"vendor": found.name}
    return form_page(request, form, FORM, crumbs=crumbs_of(request, found), title=title)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def contract_edit(request: MemberRequest, contract: UUID) -> HttpResponse:
    found = contract_of(request, contract)
    form = ContractForm(
        posted(request), owners=with_present(owner_choices(request.actor), found.owner), contract=found
    )
    if form.carries_out(
        lambda: actions.edit_contract(
            actor=request.actor, contract=found, values=form.values, version=form.cleaned_data["seen"]
        )
    ):
        messages.success(request, _("Saved."))
        return to_page(request, "contract", contract)
    title = _("Edit %(reference)s") % {"reference": found.reference}
    return form_page(request, form, FORM, crumbs=crumbs_of(request, found.vendor, found), title=title)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def contract_clauses(request: MemberRequest, contract: UUID) -> HttpResponse:
    found = contract_of(request, contract)
    form = ClausesForm(
        posted(request), commitments=standing(found), held=clauses_of(found), initial={"seen": found.version}
    )
    if form.carries_out(
        lambda: save_clauses(
            actor=request.actor, contract=found, held=form.held, version=form.cleaned_data["seen"]
        )
    ):
        changed = form.result["changed"]
        said = ngettext("%(count)d commitment was set.", "%(count)d commitments were set.", changed)
        messages.success(request, said % {"count": changed})
        return to_page(request, "contract", contract)
    crumbs = crumbs_of(request, found.vendor, found)
    title = _("What is in %(reference)s") % {"reference": found.reference}
    return form_page(request, form, "commitments/clauses.html", crumbs=crumbs, title=title, contract=found)


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def contract_settle(request: MemberRequest, contract: UUID) -> HttpResponse:
    found = contract_of(request, contract)
    let_owner(request.actor, found)
    form = SettleForm(posted(request), initial={"seen": found.version})
    if form.carries_out(
        lambda: actions.settle_notice(
            actor=request.actor,
            contract=found,
            settlement=form.cleaned_data["settlement"],
            version=form.cleaned_data["seen"],
            key=form.key,
        )
    ):
        messages.success(request, _("Settled, and in the journal."))
        return to_page(request, "contract", contract)
    crumbs = crumbs_of(request, found.vendor, found)
    context = {"contract": found, "ledger": load_ledger(request.actor, found.vendor, localdate())}
    return form_page(request, form, "commitments/settle.html", crumbs=crumbs, **context)


@member(roles.LEADS)
@require_POST
def contract_archive(request: MemberRequest, contract: UUID, archived: bool) -> HttpResponse:
    found = contract_of(request, contract)
    actions.archive_contract(actor=request.actor, contract=found, archived=archived)
    messages.success(request, _("Archived. Nothing is deleted.") if archived else _("Back in the ledger."))
    return to_page(request, "contract", contract)
