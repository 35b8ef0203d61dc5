"""Forms of automations put on hold, and of checks that follow a failure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.checklists.forms.runs import key_field
from audits.connectors.models import Connector
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form

LINES = forms.Textarea(attrs={"rows": 2})


class PauseForm(CreatingForm):
    """Which automation was put on hold; the person and the time are known."""

    name = TextField(label=_("Automation"), required=False, help_text=_("As your middleware calls it."))
    connector = key_field(_("Connector"))
    reason = TextField(label=_("Why"), required=False, limit=1000)

    def __init__(self, *args: Any, connectors: Sequence[Connector], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["connector"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *((str(each.pk), each.name) for each in connectors)]


class ResumeForm(Form):
    """A word on how it was made safe to run again."""

    note = TextField(
        label=_("What makes it safe again"),
        required=False,
        limit=1000,
        widget=LINES,
        help_text=_("Which records were reconciled, what was mended."),
    )


class ProposeForm(CreatingForm):
    """The checks chosen to go on with."""

    @property
    def slugs(self) -> list[str]:
        return self.sent.getlist("slugs")
