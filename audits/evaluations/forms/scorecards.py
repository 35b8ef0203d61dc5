"""Forms of taking a scorecard in: the file and where it goes, then what its columns are."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.evaluations.models import Evaluation
from audits.evaluations.models.evaluation import Mode, Status
from audits.evaluations.scorecards.columns import Group, Role
from audits.evaluations.scorecards.reading import Layout
from audits.frameworks.actions import offered
from audits.kit.fields import TextField
from audits.kit.forms import Form
from audits.kit.sheet_forms import SheetForm
from audits.kit.sheets import MOST_LINES
from audits.people.actor import Actor

NEW = "new:"
"""Before the slug of the framework on which an evaluation is to be started."""


def places(actor: Actor) -> list[Group]:
    """Where a scorecard can go: a new evaluation, or an open one in which the lead gives the points."""
    fresh = [(f"{NEW}{slug}", title) for slug, title in offered(workspace_id=actor.workspace_id)]
    rows = Evaluation.objects.for_workspace(actor.workspace_id).current()
    rows = rows.filter(mode=Mode.SOLO, status=Status.OPEN).order_by("-number")
    there = [(str(row.pk), f"{row.code} {row.title}") for row in rows.only("number", "title")]
    return [(_("A new evaluation on"), fresh), (_("An open evaluation"), there)]


class ScorecardForm(SheetForm):
    """The file, and where its points go."""

    into = forms.ChoiceField(
        label=gettext_lazy("Into"),
        help_text=gettext_lazy("Points that stand there are only replaced after you have seen them."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        if isinstance(field, forms.ChoiceField):
            field.choices = places(actor)


class LayoutForm(Form):
    """Sheet, headings and columns of a scorecard."""

    sheet = forms.TypedChoiceField(label=gettext_lazy("Sheet"), coerce=int)
    header = forms.IntegerField(
        label=gettext_lazy("Row with the headings"), min_value=1, max_value=MOST_LINES
    )
    last = forms.IntegerField(
        label=gettext_lazy("Last row"),
        min_value=1,
        max_value=MOST_LINES,
        required=False,
        help_text=gettext_lazy("Where totals or remarks follow below the table; else leave it empty."),
    )
    title = TextField(label=gettext_lazy("Title of the evaluation"))
    columns = forms.CharField(required=False, widget=forms.HiddenInput)
    """Where what is wrong with the columns together is said."""

    def __init__(
        self,
        *args: Any,
        sheets: Sequence[str],
        headings: Sequence[str],
        options: Sequence[Group],
        is_new: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        sheet = self.fields["sheet"]
        if isinstance(sheet, forms.ChoiceField):
            sheet.choices = [(str(place), name) for place, name in enumerate(sheets)]
        if len(sheets) == 1:
            sheet.widget = forms.HiddenInput()
        if not is_new:
            del self.fields["title"]
        self.width = len(headings)
        for place, heading in enumerate(headings):
            label = heading.strip()[:100] or _("no heading")
            self.fields[f"column-{place}"] = forms.ChoiceField(label=label, choices=options, required=False)

    @property
    def top_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("column")]

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"column-{place}"] for place in range(self.width)]

    @property
    def layout(self) -> Layout:
        roles = tuple(Role.of(self.cleaned_data[f"column-{place}"]) for place in range(self.width))
        return Layout(self.cleaned_data["header"], self.cleaned_data["last"], roles)
