"""What a guest may say of an item: less than the people of the workspace, who also say whose it is."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS

from audits.checklists.forms.failure import FailureForm
from audits.checklists.forms.items import ItemForm, RecordForm, VersionForm
from audits.checklists.models import RunItem
from audits.checklists.models.run import ItemStatus
from audits.checklists.records import clean_record
from audits.kit.refusals import Conflict, Invalid, Refusal

LEADS_FIELDS = ("owner", "due_on", "connector")


class ShowsConflict(VersionForm):
    """Without scripts: what the other one wrote stands at the top, and sent again it overwrites that."""

    conflict: Conflict | None = None

    def refuse(self, refusal: Refusal) -> None:
        if not isinstance(refusal, Conflict):
            return super().refuse(refusal)
        self.conflict, self.refused_with = refusal, refusal.status
        sent = self.sent.copy()
        # The item and the record of its failure count their versions apart.
        sent["over" if "saved_by" in refusal.theirs else "finding_over"] = str(refusal.version)
        self.data = sent
        return None


class ResultForm(ShowsConflict, ItemForm):
    """The result and the note. A fail comes with its record, by another form."""

    def __init__(self, *args: Any, item: RunItem) -> None:
        super().__init__(*args, item=item, owners=list)
        for name in ("owner", "due_on"):
            del self.fields[name]
        self.record = Written(*args, item=item)
        self.item = item

    @property
    def is_fail(self) -> bool:
        return self.is_result_sent and self.cleaned_data["status"] == ItemStatus.FAIL

    @property
    def said(self) -> dict[str, Any]:
        """What is to be saved; a fail waits for its record."""
        values = self.values | self.record.said(self.item)
        if self.is_fail:
            del values["status"]
        return values

    def is_valid(self) -> bool:
        return super().is_valid() and self.record.is_valid()

    def refuse(self, refusal: Refusal) -> None:
        """What is wrong with something written down stands at its own field."""
        super().refuse(refusal)
        if isinstance(refusal, Invalid) and any(name.startswith("record.") for name in refusal.fields):
            self.errors.pop(NON_FIELD_ERRORS, None)
            self.record.refuse(refusal)


class Written(RecordForm):
    """What the check asks to be written down besides."""

    def said(self, item: RunItem) -> dict[str, Any]:
        values = self.values
        return values if clean_record(item, values["record"]) != item.record else {}


class GuestFailureForm(ShowsConflict, FailureForm):
    """The record of a failure, but for what only the people of the workspace know."""

    def __init__(self, *args: Any, item: RunItem) -> None:
        super().__init__(*args, item=item, owners=list, connectors=list)
        for name in LEADS_FIELDS:
            del self.fields[name]
