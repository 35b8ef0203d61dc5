"""Declarations of interest: one's own, those of everybody, and the lead's ruling."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audits.evaluations.actions import declarations as actions
from audits.evaluations.forms.declarations import DeclarationForm, RulingForm
from audits.evaluations.models import Declaration, Evaluation
from audits.evaluations.views.found import address, crumbs_of, evaluation_of, form_page, to_page
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.kit.redirect import safe_path
from audits.people import roles
from audits.people.access import member
from audits.people.models import Membership


@member(roles.READS_EVALUATIONS)
@require_http_methods(["GET", "POST"])
def declaration_own(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    """The caller's own; it names the evaluation and nothing that was found out in it."""
    rows = Evaluation.objects.for_workspace(request.actor.workspace_id)
    found = get_object_or_404(rows, pk=evaluation)
    own = found.declarations.with_people().of(request.actor.user_id).first()
    form = DeclarationForm(posted(request), row=own)
    if form.carries_out(lambda: declared(request, found, form)):
        return onward(request, found, form)
    context = {
        "evaluation": found,
        "own": own,
        "form": form,
        "vendors": found.candidates.running().values_list("vendor__name", flat=True).order_by("vendor__name"),
        "crumbs": crumbs_of(request, found),
        "nav": "evaluations",
    }
    return render(request, "evaluations/declaration.html", context, status=form.answer_status)


def declared(request: MemberRequest, evaluation: Evaluation, form: DeclarationForm) -> object:
    values = form.cleaned_data
    return actions.declare(
        actor=request.actor, evaluation=evaluation, interest=values["interest"], note=values["note"]
    )


def onward(request: MemberRequest, evaluation: Evaluation, form: DeclarationForm) -> HttpResponse:
    """To the page that asked for it; with an interest there is a ruling to wait for."""
    messages.success(request, _("Your declaration is on record."))
    own = evaluation.declarations.get(person=request.actor.user_id)
    if own.waits:
        return to_page(request, "declaration", evaluation.pk)
    fallback = address(request, "evaluation", evaluation.pk)
    return redirect(safe_path(request.GET.get("next"), fallback=fallback))


@member(roles.READS_EVALUATIONS)
@require_GET
def declaration_list(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    """Everybody's, and who of those who may score has not declared yet."""
    found = evaluation_of(request, evaluation)
    made = list(found.declarations.with_people().order_by("person__name"))
    context = {
        "evaluation": found,
        "made": made,
        "missing": missing(request, [row.person_id for row in made]),
        "crumbs": crumbs_of(request, found),
        "nav": "evaluations",
    }
    return render(request, "evaluations/declarations.html", context)


def missing(request: MemberRequest, made: list[UUID]) -> list[str]:
    members = Membership.objects.active().filter(workspace_id=request.actor.workspace_id)
    scorers = members.filter(role__in=roles.GIVES_PANEL_POINTS).exclude(user__in=made).select_related("user")
    return [str(member.user) for member in scorers.order_by("user__name")]


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def declaration_rule(request: MemberRequest, declaration: UUID) -> HttpResponse:
    rows = Declaration.objects.filter(workspace_id=request.actor.workspace_id).with_people()
    found = get_object_or_404(rows.select_related("evaluation"), pk=declaration)
    evaluation = evaluation_of(request, found.evaluation_id)
    form = RulingForm(posted(request), row=found)
    if form.carries_out(lambda: actions.rule(actor=request.actor, declaration=found, **form.cleaned_data)):
        messages.success(request, _("The ruling is on record."))
        return to_page(request, "declaration-list", evaluation.pk)
    title = _("Declaration of %(name)s") % {"name": found.person}
    crumbs = [*crumbs_of(request, evaluation), declarations_crumb(request, evaluation)]
    intro = found.note or _("Nothing was declared.")
    return form_page(request, form, title=title, submit=_("Rule"), crumbs=crumbs, intro=intro)


def declarations_crumb(request: MemberRequest, evaluation: Evaluation) -> tuple[str, str]:
    return _("Declarations"), address(request, "declaration-list", evaluation.pk)
