"""The one form of a vendor: a text and a file for each question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from audits.evaluations.actions.clarified import Draft
from audits.evaluations.models import ClarificationFile, ClarificationItem
from audits.evidence.upload import Upload
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import Form
from audits.kit.refusals import Conflict

HIGHEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its fields and what is there already."""

    item: ClarificationItem
    text: BoundField
    version: BoundField
    file: BoundField
    files: Sequence[ClarificationFile]

    @property
    def is_sent(self) -> bool:
        return self.item.is_sent

    @property
    def is_changed(self) -> bool:
        return bool(self.item.answered_at) and not self.item.is_sent


class AnswersForm(Form):
    """Drafts of some questions; saved by the key or while somebody types."""

    page = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, items: Sequence[ClarificationItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            name = item.pk.hex
            self.fields[f"text_{name}"] = TextField(
                label=_("Your answer"),
                required=False,
                limit=text.LONG,
                initial=item.draft,
                widget=forms.Textarea(attrs={"rows": 5, **saves_itself(item)}),
            )
            self.fields[f"version_{name}"] = forms.IntegerField(
                min_value=0, max_value=HIGHEST, widget=forms.HiddenInput, initial=item.version
            )
            self.fields[f"file_{name}"] = forms.FileField(label=_("A file as evidence"), required=False)

    @property
    def rows(self) -> list[Row]:
        return [self.row(item) for item in self.items]

    def row(self, item: ClarificationItem) -> Row:
        name = item.pk.hex
        standing = [file for file in item.files.all() if file.evidence.withdrawn_at is None]
        return Row(item, self[f"text_{name}"], self[f"version_{name}"], self[f"file_{name}"], standing)

    @property
    def drafts(self) -> dict[UUID, Draft]:
        """What was typed; a question that was not sent along keeps what it has."""
        sent = self.cleaned_data
        return {
            item.pk: Draft(sent[f"text_{item.pk.hex}"], sent[f"version_{item.pk.hex}"], sent["page"])
            for item in self.items
            if f"text_{item.pk.hex}" in self.sent
        }

    @property
    def uploads(self) -> list[tuple[ClarificationItem, Upload]]:
        found = ((item, self.cleaned_data.get(f"file_{item.pk.hex}")) for item in self.items)
        return [(item, file) for item, file in found if file]

    def show_theirs(self, conflict: Conflict) -> None:
        """Both texts beside each other; sent once more, the form overwrites what it has shown."""
        sent = self.sent.copy()
        theirs: Mapping[UUID, tuple[str, int]] = conflict.theirs
        for key, (words, version) in theirs.items():
            sent[f"version_{key.hex}"] = str(version)
            self.add_error(f"text_{key.hex}", _("It now says: %(value)s") % {"value": words or "–"})
        self.data = sent


def saves_itself(item: ClarificationItem) -> dict[str, str]:
    """A text that is kept while it is typed; without scripts the button does it."""
    name = item.pk.hex
    return {
        "hx-post": reverse("clarified-draft", args=[item.clarification_id, item.pk]),
        "hx-trigger": "input changed delay:700ms, change",
        "hx-params": f"page,text_{name},version_{name}",
        "hx-target": f"#state-{name}",
        "hx-swap": "outerHTML",
        "hx-sync": "this:queue last",
        "aria-describedby": f"state-{name}",
    }
