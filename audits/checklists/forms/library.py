"""Forms of the library's pages."""

from django.utils.translation import gettext_lazy as _

from audits.kit.fields import TextField
from audits.kit.forms import Form


class WordsForm(Form):
    """Words to find checks by; what is not understood is as if not asked for."""

    q = TextField(label=_("Words"), required=False)

    @property
    def words(self) -> str:
        return self.cleaned_data["q"] if self.is_valid() else ""
