"""Forms of remarks and of their answers."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models import Evaluation, Remark
from audits.evaluations.models.remark import Place, RemarkKind, RemarkQuerySet
from audits.evaluations.remarks import STATES, Line, part_words
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm
from audits.scoring.framework import Framework

LONG = forms.Textarea(attrs={"rows": 4})


class RemarkForm(CreatingForm):
    """A comment or a challenge on a line."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=RemarkKind.choices, initial=RemarkKind.COMMENT, widget=forms.RadioSelect
    )
    text = TextField(
        label=_("Your words"),
        limit=text.LONG,
        widget=LONG,
        help_text=_("Everybody who reads the evaluation sees them; they are printed and never changed."),
    )


class AnswerForm(CreatingForm):
    """A lead's answer; `seen` tells an answer that somebody else has given meanwhile."""

    text = TextField(label=_("Answer"), limit=text.LONG, widget=LONG)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, remark: Remark, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": remark.version}
        super().__init__(*args, **kwargs)


def vendor_choices(evaluation: Evaluation, blank: Promise) -> list[tuple[str, str]]:
    vendors = evaluation.candidates.order_by("vendor__name").values_list("pk", "vendor__name")
    return [("", str(blank)), *((str(key), name) for key, name in vendors)]


class LineForm(forms.Form):
    """Any line of the report, to remark on; where it leads to checks it."""

    place = forms.ChoiceField(label=_("Line"))
    candidate = forms.ChoiceField(label=_("Vendor"), required=False)

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = line_choices(evaluation.document)  # type: ignore[attr-defined]
        vendors = vendor_choices(evaluation, _("of all vendors"))
        self.fields["candidate"].choices = vendors  # type: ignore[attr-defined]
        for name in self.fields:
            self.fields[name].widget.attrs |= {"class": "input", "id": f"line-{name}"}


def line_choices(framework: Framework) -> list[tuple[Promise | str, Any]]:
    """Lines with a part in groups, behind those without."""
    parts = {
        Place.DIMENSION: [one.slug for one in framework.dimensions],
        Place.QUESTION: [one.slug for one in framework.questions],
        Place.OBJECT: [f"{crm.slug}/{one.slug}" for crm in framework.crms for one in crm.objects],
    }
    plain = [(place.value, place.label) for place in Place if place not in parts]
    groups = [
        (place.label, [(f"{place} {slug}", part_words(Line(place, slug), framework)) for slug in slugs])
        for place, slugs in parts.items()
        if slugs
    ]
    return [*plain, *groups]


class RemarkFilter(forms.Form):
    """Which remarks the address asks for; anything unknown is said and left out."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all of them")), *STATES.items()]
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("all of them")), ("comment", _("Comments")), ("challenge", _("Challenges"))],
    )
    candidate = forms.ChoiceField(label=_("Vendor"), required=False)

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vendors = vendor_choices(evaluation, _("all of them"))
        self.fields["candidate"].choices = vendors  # type: ignore[attr-defined]
        for name in self.fields:
            self.fields[name].widget.attrs["class"] = "input"

    def apply(self, rows: RemarkQuerySet, line: Line) -> RemarkQuerySet:
        """The rows asked for; a line that is named shows only its own."""
        self.full_clean()
        asked = self.cleaned_data if self.is_bound else {}
        if line.place:
            rows = rows.filter(place=line.place, part=line.part, candidate=line.candidate)
        elif asked.get("candidate"):
            rows = rows.filter(candidate=asked["candidate"])
        if asked.get("kind"):
            rows = rows.filter(kind=asked["kind"])
        return rows.in_state(asked.get("state", ""))
