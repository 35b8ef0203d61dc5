"""Who is in the race, and what is let pass: adding, withdrawing, waiving, "not used by us" (R002, R038)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audits.evaluations.actions import candidates as actions
from audits.evaluations.actions.objects import set_unused, waive, waive_crm
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.forms.setup import (
    AddCandidatesForm,
    Choice,
    ObjectReasonForm,
    ReasonForm,
    WaiveForm,
    vendor_choices,
)
from audits.evaluations.models import Candidate, Evaluation
from audits.evaluations.views.compare_shown import object_titles
from audits.evaluations.views.found import candidate_of, crumbs_of, evaluation_of, form_page, to_page
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.access import member
from audits.people.actor import Actor
from audits.scoring.objects import Hindrance


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def candidate_add(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    here = found.candidates.values_list("vendor_id", flat=True)
    form = AddCandidatesForm(posted(request), vendors=vendor_choices(request.actor, list(here)))
    if form.carries_out(
        lambda: actions.add(
            actor=request.actor, evaluation=found, vendors=form.chosen, new_vendors=form.named, key=form.key
        )
    ):
        messages.success(request, _("Added."))
        return to_page(request, "evaluation", evaluation)
    return form_page(
        request, form, title=_("Add candidates"), submit=_("Add"), crumbs=crumbs_of(request, found)
    )


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def candidate_withdraw(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found = candidate_of(request, candidate)
    form = ReasonForm(posted(request))
    if form.carries_out(
        lambda: actions.withdraw(actor=request.actor, candidate=found, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, _("%(vendor)s is withdrawn.") % {"vendor": found.vendor.name})
        return to_page(request, "evaluation", found.evaluation_id)
    title = _("Withdraw %(vendor)s") % {"vendor": found.vendor.name}
    intro = _("It leaves the comparison and the ranking. What was recorded stays, and it can be taken back.")
    crumbs = crumbs_of(request, found.evaluation)
    return form_page(request, form, title=title, submit=_("Withdraw"), crumbs=crumbs, intro=intro)


@member(roles.LEADS)
@require_POST
def candidate_readmit(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found = candidate_of(request, candidate)
    actions.readmit(actor=request.actor, candidate=found)
    messages.success(request, _("%(vendor)s is back in the race.") % {"vendor": found.vendor.name})
    return to_page(request, "evaluation", found.evaluation_id)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def candidate_waive(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found = candidate_of(request, candidate)
    choices = waivable(found)
    if not choices and request.method == "GET":
        messages.info(request, _("There is nothing to waive: every object is confirmed or waived."))
        return to_page(request, "evaluation", found.evaluation_id)
    form = WaiveForm(posted(request), choices=choices, initial={"what": request.GET.get("what")})
    if form.carries_out(lambda: waived(request.actor, found, form)):
        messages.success(request, _("Waived. It stays listed with your reason."))
        return to_page(request, "evaluation", found.evaluation_id)
    title = _("Waive for %(vendor)s") % {"vendor": found.vendor.name}
    intro = _("A waiver lets the vendor be chosen although an object is missing or was not asked about.")
    crumbs = crumbs_of(request, found.evaluation)
    return form_page(request, form, title=title, submit=_("Waive"), crumbs=crumbs, intro=intro)


def waivable(candidate: Candidate) -> list[Choice]:
    """What stands in the vendor's way: whole CRMs first, then each object."""
    framework = candidate.evaluation.document
    titles, crm_titles = object_titles(framework), {crm.slug: crm.title for crm in framework.crms}
    obstacles = load_candidate(candidate, whole=False).obstacles
    each: dict[str, str] = {}
    for item in obstacles:
        is_stop = item.hindrance is Hindrance.HARD_STOP
        why = _("hard stop") if is_stop else _("not confirmed")
        each.setdefault(f"{item.crm}/{item.object}", f"{titles[item.crm, item.object]}: {why}")
    whole = {
        crm: _("All of %(crm)s") % {"crm": crm_titles[crm]} for crm in sorted({o.crm for o in obstacles})
    }
    return [*whole.items(), *each.items()]


def waived(actor: Actor, candidate: Candidate, form: WaiveForm) -> object:
    crm, name = form.crm_and_object
    terms = {key: form.cleaned_data[key] for key in ("reason", "expires_on")}
    if not name:
        return waive_crm(actor=actor, candidate=candidate, crm=crm, **terms)
    return waive(actor=actor, candidate=candidate, crm=crm, name=name, **terms)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def object_unused(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    choices = markable(found)
    if not choices and request.method == "GET":
        messages.info(request, _("Every required object is marked already."))
        return to_page(request, "evaluation", evaluation)
    form = ObjectReasonForm(posted(request), choices=choices)
    if form.carries_out(lambda: marked(request.actor, found, form)):
        messages.success(request, _("Marked. It is waived for every vendor."))
        return to_page(request, "evaluation", evaluation)
    return form_page(
        request,
        form,
        title=_("An object we do not use"),
        submit=_("Mark as not used"),
        crumbs=crumbs_of(request, found),
        intro=_("It is waived for every vendor of this evaluation, and left out of their briefs."),
    )


def markable(evaluation: Evaluation) -> list[Choice]:
    """Required objects without a mark."""
    taken = {(mark["crm"], mark["object"]) for mark in evaluation.unused_objects}
    return [
        (f"{crm.slug}/{item.slug}", f"{crm.title}: {item.title}")
        for crm in evaluation.required_crms
        for item in crm.objects
        if (crm.slug, item.slug) not in taken
    ]


def marked(actor: Actor, evaluation: Evaluation, form: ObjectReasonForm) -> None:
    crm, name = form.crm_and_object
    reason = form.cleaned_data["reason"]
    set_unused(actor=actor, evaluation=evaluation, crm=crm, name=name, reason=reason)


@member(roles.LEADS)
@require_POST
def object_used(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    crm, _slash, name = request.POST.get("what", "").partition("/")
    if not any((mark["crm"], mark["object"]) == (crm, name) for mark in found.unused_objects):
        raise Invalid({"what": [_("This object has no such mark.")]})
    set_unused(actor=request.actor, evaluation=found, crm=crm, name=name, reason=None)
    messages.success(request, _("The mark is taken back."))
    return to_page(request, "evaluation", evaluation)
