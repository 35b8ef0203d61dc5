"""Forms of the library's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.kit.fields import TextField
from audits.kit.forms import Form


class WordsForm(Form):
    """Words to find checks by; what is not understood is as if not asked for."""

    q = TextField(label=_("Words"), required=False)

    @property
    def words(self) -> str:
        return self.cleaned_data["q"] if self.is_valid() else ""


class VersionsForm(Form):
    """Which two versions to compare; what is not understood is as if not asked for."""

    before = forms.IntegerField(required=False)
    after = forms.IntegerField(required=False)

    def asked(self, numbers: list[int]) -> tuple[int, int]:
        """The two asked for; of `numbers`, newest first, the last two where none are."""
        given = self.cleaned_data if self.is_valid() else {}
        after = given.get("after") or numbers[0]
        earlier = [number for number in numbers if number < after]
        return given.get("before") or (earlier[0] if earlier else after), after
