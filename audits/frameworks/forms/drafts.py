"""Forms of a draft as a whole: begin, buttons, a dimension or a question more, a file."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audits.frameworks.forms.fields import LineField
from audits.frameworks.models import FrameworkVersion
from audits.frameworks.outline import DOWN, UP
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form
from audits.scoring.reading import MAX_BYTES

TITLE_LENGTH = 60


class TitleForm(CreatingForm):
    """What a new framework is to be called."""

    title = LineField(label=_("Title"), limit=TITLE_LENGTH, required=True)


class DimensionTitleForm(TitleForm):
    """A dimension more; its texts are written on its own page."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class QuestionTextForm(CreatingForm):
    """A question more; what belongs to it is written on its own page."""

    text = LineField(label=_("Question"), required=True, help_text=_("As it is asked in the demo."))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class SeenForm(CreatingForm):
    """A button about the whole draft, with the version of it that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class ButtonForm(SeenForm):
    """A button beside a part of the draft."""

    to = forms.ChoiceField(choices=[("up", ""), ("down", "")], required=False)

    @property
    def step(self) -> int:
        return UP if self.cleaned_data["to"] == "up" else DOWN


def pressed(data: QueryDict) -> ButtonForm:
    """The button that was pressed; `Invalid` when the page did not say which draft it showed."""
    form = ButtonForm(data)
    form.require()
    return form


class ImportForm(CreatingForm):
    """A framework as a file, or as text that is pasted."""

    file = forms.FileField(label=_("File"), required=False)
    pasted = TextField(
        label=_("Or its text"),
        limit=MAX_BYTES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    becomes = forms.ChoiceField(
        label=_("It becomes"),
        choices=[
            ("draft", _("a draft, to look through and to publish")),
            ("version", _("the version that it says it is, published as it stands")),
        ],
        initial="draft",
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given.get("file")) == bool(given.get("pasted")):
            raise forms.ValidationError({"file": _now("Choose a file or paste its text, one of both.")})
        return given

    @property
    def content(self) -> bytes:
        """What was given; of a file that is too large only so much that it is seen."""
        file = self.cleaned_data["file"]
        if file:
            read: bytes = file.read(MAX_BYTES + 1)
            return read
        return str(self.cleaned_data["pasted"]).encode()


class BeforeForm(Form):
    """Which version to hold another one against; what is not understood is as if not asked for."""

    before = forms.IntegerField(required=False)

    def asked(self, offered: list[FrameworkVersion]) -> FrameworkVersion | None:
        given = self.cleaned_data.get("before") if self.is_valid() else None
        found = [version for version in offered if version.pk == given]
        return found[0] if found else None
