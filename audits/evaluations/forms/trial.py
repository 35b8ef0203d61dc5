"""Forms of the trial."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.evaluations.actions.trial import LONGEST_TASK, TaskValues, state_of
from audits.evaluations.forms.setup import LINES, Choice
from audits.evaluations.models import Trial, TrialTask
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import Form

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TrialForm(Form):
    """From when to when."""

    starts_on = forms.DateField(label=_("Starts"), widget=DAY)
    ends_on = forms.DateField(label=_("Ends"), widget=DAY)

    def __init__(self, *args: Any, trial: Trial | None, **kwargs: Any) -> None:
        if trial:
            kwargs["initial"] = {"starts_on": trial.starts_on, "ends_on": trial.ends_on}
        super().__init__(*args, **kwargs)


class TaskForm(Form):
    """What to see, who looks, until when."""

    text = TextField(label=_("What to see"), limit=LONGEST_TASK, widget=LINES)
    owner = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=UUID, empty_value=None)
    due_on = forms.DateField(label=_("Due"), required=False, widget=DAY)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, task: TrialTask, members: list[Choice], **kwargs: Any) -> None:
        kwargs["initial"] = {
            "text": task.text,
            "owner": str(task.owner_id or ""),
            "due_on": task.due_on,
            "seen": state_of(task),
        }
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        if isinstance(owner, forms.TypedChoiceField):
            owner.choices = members

    @property
    def values(self) -> TaskValues:
        cleaned = self.cleaned_data
        return TaskValues(text=cleaned["text"], owner=cleaned["owner"], due_on=cleaned["due_on"])


class OutcomeForm(Form):
    """What was seen."""

    outcome = TextField(label=_("What was seen"), limit=text.LONG, widget=LINES)
