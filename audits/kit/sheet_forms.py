"""The form with which a spreadsheet comes in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.kit.forms import Form
from audits.kit.sheets import MOST_BYTES


class SheetForm(Form):
    """A CSV or XLSX file."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        help_text=_("CSV or XLSX, up to 1 MB and 2,000 rows."),
    )

    @property
    def data_sent(self) -> bytes:
        """The file's content, no more of it than shows that it is too much."""
        content: bytes = self.cleaned_data["file"].read(MOST_BYTES + 1)
        return content
