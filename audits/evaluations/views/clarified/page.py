"""What a vendor writes: drafts, files, and sending them."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audits.evaluations.actions import clarified as actions
from audits.evaluations.forms.clarified import AnswersForm
from audits.evaluations.models import ClarificationFile, ClarificationItem
from audits.evaluations.views.clarified.guard import VendorRequest, by_vendor
from audits.evidence.upload import Upload
from audits.http import too_many
from audits.kit.ids import key_of
from audits.kit.refusals import Blocked, Invalid
from audits.people import link_access


def items_of(request: VendorRequest) -> list[ClarificationItem]:
    rows = request.clarification.items.select_related("question")
    return list(rows.prefetch_related("files__evidence"))


@by_vendor()
@require_GET
def clarified(request: VendorRequest) -> HttpResponse:
    return shown(request, AnswersForm(items=items_of(request)))


def shown(request: VendorRequest, form: AnswersForm) -> HttpResponse:
    row = request.clarification
    context = {
        "row": row,
        "form": form,
        "rows": form.rows,
        "is_late": row.due_on < actions.actor_of(row).today,
        "most_files": actions.MOST_FILES,
    }
    return render(request, "evaluations/clarified/page.html", context, status=form.answer_status)


def again(request: VendorRequest, place: str = "") -> HttpResponse:
    address = redirect("clarified", request.clarification.pk)
    address["Location"] += place
    return address


@by_vendor()
@require_POST
def clarified_save(request: VendorRequest) -> HttpResponse:
    """Keeps all drafts; adds the files that were chosen, or takes one out."""
    form = AnswersForm(request.POST, request.FILES, items=items_of(request))
    if not form.carries_out(lambda: saved(request, form)):
        return shown(request, form)
    messages.success(request, _("Saved as a draft. Nothing is sent yet."))
    return again(request, f"#q-{form.result.hex}" if form.result else "")


def saved(request: VendorRequest, form: AnswersForm) -> UUID | None:
    """Answers at which question a file came or went, to go back to it."""
    actions.save_drafts(clarification=request.clarification, drafts=form.drafts)
    take_files(request, form)
    added = [item.pk for item, _file in form.uploads]
    return taken_back(request) or next(iter(added), None)


def taken_back(request: VendorRequest) -> UUID | None:
    row, wanted = request.clarification, request.POST.get("remove")
    if not wanted:
        return None
    files = ClarificationFile.objects.filter(item__clarification=row).select_related("evidence")
    file = get_object_or_404(files, pk=key_of(wanted))
    actions.take_back(clarification=row, file=file)
    return file.item_id


def take_files(request: VendorRequest, form: AnswersForm) -> None:
    """Each file by itself: what was taken in before one is refused stays."""
    for item, file in form.uploads:
        take_file(request, item, file)


def take_file(request: VendorRequest, item: ClarificationItem, file: Upload) -> None:
    """A file that is refused is told of beside its question."""
    try:
        actions.attach(clarification=request.clarification, item=item, file=file)
    except Invalid as refusal:
        said = [message for problems in refusal.fields.values() for message in problems]
        raise type(refusal)({f"file_{item.pk.hex}": said}) from refusal


@by_vendor()
@require_POST
def clarified_send(request: VendorRequest) -> HttpResponse:
    form = AnswersForm(request.POST, request.FILES, items=items_of(request))
    if not form.carries_out(lambda: sent(request, form)):
        return shown(request, form)
    words = _("Your answers are sent. A copy goes to %(email)s.")
    if not form.result:
        words = _("Nothing has changed since you sent your answers to %(buyer)s. A copy went to %(email)s.")
    row = request.clarification
    messages.success(request, words % {"email": row.recipient.email, "buyer": row.workspace.name})
    return again(request)


def sent(request: VendorRequest, form: AnswersForm) -> bool:
    """Each time two mails go out, so only so often, from however many places."""
    if not ratelimit.consume(request, action="clarified-send", key=str(request.clarification.pk)):
        raise Blocked(_("This was sent very often within an hour. Save it as a draft and send it later."))
    take_files(request, form)
    return actions.send(clarification=request.clarification, drafts=form.drafts)


@by_vendor()
@require_POST
def clarified_draft(request: VendorRequest, item: UUID) -> HttpResponse:
    """One draft while it is typed; answers how it stands."""
    found = get_object_or_404(request.clarification.items, pk=item)
    form = AnswersForm(request.POST, items=[found])
    kept = form.carries_out(
        lambda: actions.save_drafts(clarification=request.clarification, drafts=form.drafts)
    )
    # A stale page stays stale until its author has looked at the other text and saves by the button.
    given = request.POST.get(f"version_{item.hex}", "")
    found.refresh_from_db(fields=["drafted_at"])
    context = {
        "item": found,
        "version": form.result.get(found.pk, given) if kept else given,
        "problems": problems(form),
        "is_kept": kept and found.drafted_at,
    }
    return render(request, "evaluations/clarified/_state.html", context, status=form.answer_status)


def problems(form: AnswersForm) -> list[str]:
    return [str(message) for said in form.errors.values() for message in said]


@by_vendor(also_expired=True)
@require_POST
def clarified_again(request: VendorRequest) -> HttpResponse:
    """Asks for another link, or for more time."""
    if not ratelimit.consume(request, action="new-link"):
        return too_many(request)
    actions.ask_anew(clarification=request.clarification)
    context = {"row": request.clarification, "state": "wanted", "is_inside": True}
    return render(request, "evaluations/clarified/shut.html", context)


@by_vendor()
@require_POST
def clarified_leave(request: VendorRequest) -> HttpResponse:
    link_access.let_go(request, request.clarification)
    return render(request, "evaluations/clarified/left.html", {"row": request.clarification})
