"""Which report is asked for."""

from django import forms

from audits.evaluations.models.decision import ReportKind


class ReportForm(forms.Form):
    """A kind of report, and the candidate it is about where it is about one."""

    kind = forms.ChoiceField(choices=ReportKind.choices)
    candidate = forms.UUIDField(required=False)
