"""What changed between two decisions of an evaluation, or since the last one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from audits.evaluations.comparison.load import load_comparison
from audits.evaluations.comparison.shapes import ComparisonView
from audits.evaluations.comparison.snapshot import from_decision
from audits.evaluations.models import Decision, Evaluation
from audits.evaluations.revisions import compared
from audits.evaluations.views.found import crumbs_of, evaluation_of
from audits.frameworks.catalog import catalog
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member

NOW = "now"


class RevisionsForm(forms.Form):
    """Which two states: an earlier decision, and a later one or the present state."""

    before = forms.TypedChoiceField(label=gettext_lazy("From"), coerce=int)
    after = forms.ChoiceField(label=gettext_lazy("To"))

    def __init__(self, *args: object, decisions: list[Decision], is_open: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = [(str(one.revision), revision_name(one.revision)) for one in decisions]
        later = [*names[1:], *([(NOW, _("Now"))] if is_open else [])]
        self.fields["before"].choices = names if is_open else names[:-1]  # type: ignore[attr-defined]
        self.fields["after"].choices = later  # type: ignore[attr-defined]
        for name in self.fields:
            self.fields[name].widget.attrs["class"] = "input"


@dataclass(frozen=True, slots=True)
class Step:
    """A decision on the way, and why it was opened again."""

    title: str
    vendor: str
    reason: str
    who: str
    at: datetime
    reopened: str


def revision_name(number: int) -> str:
    return _("Revision %(number)d") % {"number": number}


@member(roles.READS_EVALUATIONS)
@require_GET
def revisions(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    """Unless the address says otherwise, the last two states."""
    found = evaluation_of(request, evaluation)
    rows = found.decisions.select_related("decided_by", "reopened_by", "candidate__vendor")
    decisions = list(rows.order_by("revision"))
    if len(decisions) + found.is_open < 2:
        raise Http404
    form = RevisionsForm(asked(request, found, decisions), decisions=decisions, is_open=found.is_open)
    context = {"form": form, "evaluation": found, "crumbs": crumbs_of(request, found), "nav": "evaluations"}
    if form.is_valid():
        before, after = form.cleaned_data["before"], form.cleaned_data["after"]
        old, new = (state(request, found, decisions, each) for each in (str(before), after))
        context["vendors"] = compared(old, new, catalog(old.framework.id).framework)
        context["steps"] = [step(one) for one in between(decisions, before, after)]
    return render(request, "evaluations/revisions.html", context)


def asked(request: MemberRequest, evaluation: Evaluation, decisions: list[Decision]) -> dict[str, str]:
    last = [str(one.revision) for one in decisions] + ([NOW] if evaluation.is_open else [])
    return {"before": last[-2], "after": last[-1]} | request.GET.dict()


def state(
    request: MemberRequest, evaluation: Evaluation, decisions: list[Decision], name: str
) -> ComparisonView:
    """What was decided on in a revision, or what there is now."""
    if name == NOW:
        return load_comparison(evaluation, workspace=request.actor.workspace_name)
    return from_decision(next(one for one in decisions if str(one.revision) == name))


def between(decisions: list[Decision], before: int, after: str) -> list[Decision]:
    last = decisions[-1].revision if after == NOW else int(after)
    return [one for one in decisions if before <= one.revision <= last]


def step(decision: Decision) -> Step:
    return Step(
        title=revision_name(decision.revision),
        vendor=decision.candidate.vendor.name if decision.candidate else _("none of them"),
        reason=decision.reason,
        who=str(decision.decided_by),
        at=decision.decided_at,
        reopened=decision.reopening_reason,
    )
