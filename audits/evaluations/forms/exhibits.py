"""Forms about evidence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.evidence.actions import REASON_LIMIT
from audits.kit.fields import TextField
from audits.kit.forms import Form


class WithdrawForm(Form):
    """Why a piece of evidence no longer counts."""

    reason = TextField(
        limit=REASON_LIMIT,
        label=_("Why it no longer counts"),
        help_text=_("It stays readable, marked as withdrawn, with this reason."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
