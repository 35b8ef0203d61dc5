"""Which report is asked for, and which PDF is held against those that were handed out."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.evaluations.models.decision import ReportKind
from audits.kit.fields import TextField
from audits.kit.forms import Form
from audits.reports.hashing import LIMIT, HashedFile

SHA256 = re.compile(r"[0-9a-f]{64}")


class ReportForm(forms.Form):
    """A kind of report, and the candidate it is about where it is about one."""

    kind = forms.ChoiceField(choices=ReportKind.choices)
    candidate = forms.UUIDField(required=False)


class VerifyForm(Form):
    """A PDF, or its SHA-256 where somebody has worked that out themselves."""

    file = forms.FileField(
        label=gettext_lazy("The PDF"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=gettext_lazy("It is read once to work out its SHA-256, and not stored."),
    )
    hash = TextField(
        label=gettext_lazy("Or its SHA-256"),
        required=False,
        limit=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "input mono"}),
    )

    def clean_file(self) -> HashedFile | None:
        given = self.cleaned_data["file"]
        if isinstance(given, HashedFile) and (given.size or 0) > LIMIT:
            most = {"most": LIMIT // 1024 // 1024}
            raise forms.ValidationError(_("No report of ours is larger than %(most)d MB.") % most)
        return given or None

    def clean_hash(self) -> str:
        """As tools print it: in capitals, with a file name behind it, in groups."""
        given = "".join(self.cleaned_data["hash"].lower().split())[:64]
        if given and not SHA256.fullmatch(given):
            raise forms.ValidationError(
                _("A SHA-256 is 64 characters long, each a digit or a letter from a to f.")
            )
        return given

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["file"] and not cleaned["hash"]:
            raise forms.ValidationError(_("Choose a PDF, or paste a SHA-256."))
        return cleaned

    @property
    def sha256(self) -> str:
        file = self.cleaned_data["file"]
        return str(file.sha256 if file else self.cleaned_data["hash"])

    @property
    def name(self) -> str:
        file = self.cleaned_data["file"]
        return str(file.name) if file else ""
