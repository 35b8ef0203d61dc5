"""Forms of the decision."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from audits.evaluations.actions.conditions import MOST_CONDITIONS, Terms
from audits.evaluations.comparison.shapes import CandidateView, ComparisonView
from audits.evaluations.forms.setup import LINES, Choice
from audits.evaluations.models.condition import LONGEST_CONDITION, ConditionStatus
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm
from audits.kit.refusals import Conflict, Refusal

NOBODY = "none"
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
ROW = ("text", "owner", "due_on")
ConditionFields = tuple[BoundField, ...]


class DecideForm(CreatingForm):
    """A candidate or nobody, why, on which conditions, and that the open points were seen."""

    choice = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = TextField(
        label=_("Reason"), limit=text.LONG, widget=LINES, help_text=_("It is printed in the reports.")
    )
    acknowledged = forms.BooleanField(
        label=_("I have seen what is open, listed here for each vendor: points, answers and gaps."),
        error_messages={"required": _("Confirm that you have seen the open points.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    # How many rows of conditions the page shows.
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, view: ComparisonView, members: list[Choice], **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": view.change, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        choice = self.fields["choice"]
        if isinstance(choice, forms.ChoiceField):
            vendors = [(str(candidate.id), candidate.vendor) for candidate in view.racing]
            choice.choices = [*vendors, (NOBODY, _("None of them"))]
        if not any(has_open_points(candidate) for candidate in view.candidates):
            del self.fields["acknowledged"]
        for number in range(self.row_count):
            self.fields |= condition_fields(number, members)

    @classmethod
    def with_another_row(
        cls, sent: QueryDict, *, view: ComparisonView, members: list[Choice]
    ) -> "DecideForm":
        """What was typed so far, with one more condition to fill in; nothing is judged yet."""
        typed = {**sent.dict(), "seen": view.change, "rows": wanted_rows(sent) + 1}
        return cls(initial=typed, view=view, members=members)

    @property
    def row_count(self) -> int:
        given = self.data if self.is_bound else self.initial
        return wanted_rows(given)

    @property
    def frame(self) -> list[BoundField]:
        """Everything but the conditions and the last tick."""
        return [self[name] for name in ("form_key", "seen", "rows", "choice", "reason")]

    @property
    def condition_rows(self) -> list[ConditionFields]:
        return [tuple(self[f"condition_{number}_{name}"] for name in ROW) for number in range(self.row_count)]

    @property
    def may_add(self) -> bool:
        return self.row_count < MOST_CONDITIONS

    @property
    def conditions(self) -> Mapping[int, Terms]:
        """The rows that are not left blank, by their number."""
        rows = {
            number: Terms(
                text=self.cleaned_data[f"condition_{number}_text"],
                owner=self.cleaned_data[f"condition_{number}_owner"],
                due_on=self.cleaned_data[f"condition_{number}_due_on"],
            )
            for number in range(self.row_count)
        }
        return {number: terms for number, terms in rows.items() if any(terms.values())}

    @property
    def chosen(self) -> UUID | None:
        given = self.cleaned_data["choice"]
        return None if given == NOBODY else UUID(given)

    def refuse(self, refusal: Refusal) -> None:
        """After a conflict the lists may be others: they are acknowledged anew."""
        super().refuse(refusal)
        if isinstance(refusal, Conflict) and "acknowledged" in self.data:
            sent = self.sent.copy()
            del sent["acknowledged"]
            self.data = sent


def wanted_rows(given: Mapping[str, Any]) -> int:
    """How many rows were shown; what is no number is none."""
    asked = str(given.get("rows") or 0)
    return min(int(asked), MOST_CONDITIONS) if asked.isdecimal() else 0


def condition_fields(number: int, members: list[Choice]) -> dict[str, forms.Field]:
    """A row that may be left blank; what is filled in of it is asked for whole by the action."""
    return {
        f"condition_{number}_text": TextField(
            label=_("What must happen"),
            required=False,
            limit=LONGEST_CONDITION,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
        f"condition_{number}_owner": forms.TypedChoiceField(
            label=_("Who sees to it"), required=False, coerce=UUID, empty_value=None, choices=members
        ),
        f"condition_{number}_due_on": forms.DateField(label=_("Until"), required=False, widget=DAY),
    }


class DeferForm(CreatingForm):
    """Why the decision waits, and when somebody comes back to it."""

    reason = TextField(
        label=_("Why it waits"),
        limit=text.LONG,
        widget=LINES,
        help_text=_("It stands on the pages of this evaluation and in its journal."),
    )
    back_on = forms.DateField(
        label=_("Come back on"), widget=DAY, help_text=_("It is in your work until then.")
    )


class SettleForm(CreatingForm):
    """What became of a condition, and how that is known."""

    status = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect)
    note = TextField(
        label=_("How you know"),
        limit=text.LONG,
        widget=LINES,
        help_text=_("It stays on the record and is printed in the reports."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, statuses: Iterable[ConditionStatus], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status = self.fields["status"]
        if isinstance(status, forms.ChoiceField):
            status.choices = [(each.value, each.label) for each in statuses]


def has_open_points(candidate: CandidateView) -> bool:
    """Something that is acknowledged with a decision, and does not block it."""
    against = candidate.blocking_gaps or candidate.unruled_gaps
    return bool(candidate.unscored or candidate.advice.unanswered or against)


class ReopenForm(CreatingForm):
    """Why a decided evaluation is opened again."""

    reason = TextField(
        label=_("Reason for reopening"),
        limit=text.LONG,
        widget=LINES,
        help_text=_("The decision and its reports stay as they were; the next one is a new revision."),
    )
