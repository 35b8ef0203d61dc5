"""Forms of an item: its result and note, owner and due date, and what else it asks to write down."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audits.checklists.catalog import check_of
from audits.checklists.document import Check, RecordField
from audits.checklists.forms.runs import DAY
from audits.checklists.hops import seconds_of
from audits.checklists.measures import Measured, measures_of
from audits.checklists.models import RunItem
from audits.checklists.models.run import ItemStatus
from audits.checklists.offers import Choice
from audits.checklists.records import MOST_SYSTEMS
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import Form
from audits.kit.ids import key_of
from audits.kit.refusals import Conflict, Invalid, Refusal

SAVED = ("note", "owner", "due_on")
KEEP, BY_EMAIL = "keep", "email"
INPUT_MODES = {"number": "decimal", "url": "url"}
NOTE = forms.Textarea(attrs={"rows": 2})


def auto_id(item: RunItem) -> str:
    """Several items may be open on one page, so their fields' ids carry the item."""
    return f"{item.slug}-%s"


class RowField(forms.TypedChoiceField):
    """A person or another row of the workspace; whether it is one, the action asks in any case."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False, coerce=UUID, empty_value=None)

    def valid_value(self, value: Any) -> bool:
        return True


class VersionForm(Form):
    """What is saved on the version of the item that was seen.

    A conflict is not a message at a field: its view shows both texts.
    """

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    # "Keep mine" names the version whose text was shown beside it.
    over = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    @property
    def seen(self) -> int | None:
        over: int | None = self.cleaned_data.get("over")
        version: int | None = self.cleaned_data.get("version")
        return version if over is None else over

    def refuse(self, refusal: Refusal) -> None:
        if isinstance(refusal, Conflict):
            raise refusal
        super().refuse(refusal)

    def lock(self) -> None:
        """For who may only read it: texts can still be marked and copied."""
        for field in self.fields.values():
            is_text = isinstance(field.widget, (forms.TextInput, forms.Textarea))
            field.widget.attrs["readonly" if is_text else "disabled"] = True

    def choose(self, name: str, choices: Callable[[], list[tuple[str, Any]]]) -> None:
        """What a field can be chosen from, asked for only when it is shown or sent."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def keep_choices(self, *names: str) -> None:
        """Leaves these selects as they stand on the page, so that nothing is looked up for them."""
        for name in names:
            self.choose(name, list)
            self.fields[name].widget.attrs["hx-preserve"] = "true"


class ItemForm(VersionForm):
    """What somebody changed of what they saw: each field carries how it was, and is left alone otherwise."""

    status = forms.ChoiceField(choices=ItemStatus.choices, required=False)
    note = TextField(label=_("Note"), required=False, limit=text.LONG, widget=NOTE, show_hidden_initial=True)
    owner = RowField(_("Owner"))
    due_on = forms.DateField(label=_("Due"), required=False, widget=DAY, show_hidden_initial=True)
    # The result that the page showed: sent again beside a note, it is not a new one.
    was = forms.CharField(required=False)

    def __init__(self, *args: Any, item: RunItem, owners: Callable[[], list[Choice]], **kwargs: Any) -> None:
        shown = {"note": item.note, "owner": text_of(item.owner_id), "due_on": item.due_on}
        super().__init__(*args, initial=shown, auto_id=auto_id(item), **kwargs)
        self.stored = {"note": item.note, "owner": item.owner_id, "due_on": item.due_on}
        self.fields["owner"].show_hidden_initial = True
        self.choose("owner", owners)

    @property
    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        sent = [name for name in SAVED if name in self.sent and name in self.changed_data]
        values = {name: cleaned[name] for name in sent if cleaned[name] != self.stored[name]}
        if self.is_result_sent:
            values["status"] = cleaned["status"]
        if values.get("status") == ItemStatus.NOT_APPLICABLE:
            # Its reason goes with it, whether it was changed or not.
            values["note"] = cleaned["note"] if "note" in self.sent else self.stored["note"]
        return values

    @property
    def is_result_sent(self) -> bool:
        """A fail that waits for its record does not come along with a note."""
        status: str = self.cleaned_data["status"]
        is_beside = status == ItemStatus.FAIL and "beside" in self.sent
        return not is_beside and status not in ("", self.cleaned_data["was"])


def text_of(key: UUID | None) -> str:
    """A key as a choice's value."""
    return str(key) if key else ""


class RecordForm(VersionForm):
    """What the check asks to be written down besides its result (R082, R083, R095)."""

    def __init__(self, *args: Any, item: RunItem, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=auto_id(item), **kwargs)
        self.check: Check = check_of(item.document)
        self.stored: dict[str, str] = item.record.get("measures", {})
        for each in measures_of(self.check, item.record):
            self.ask_measure(each)
        for field in self.check.record:
            self.ask("fields", field, item.record)
        for field in self.check.counts:
            self.ask("counts", field, item.record)

    def ask(self, part: str, field: RecordField, record: Mapping[str, Any]) -> None:
        """One field; what was not counted is blank, which is not zero."""
        name = f"{part}-{field.slug}"
        mode = "numeric" if part == "counts" else INPUT_MODES.get(field.kind, "text")
        widget = forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off", "class": "input"})
        label = f"{field.label} ({field.unit})" if field.unit else field.label
        self.fields[name] = TextField(label=label, required=False, limit=text.LONG, widget=widget)
        self.initial[name] = record.get(part, {}).get(field.slug, "")

    def ask_measure(self, measured: Measured) -> None:
        """What was measured against one limit."""
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "input"})
        label, name = f"{measured.limit.what} ({measured.limit.unit})", f"measures-{measured.place}"
        self.fields[name] = TextField(label=label, required=False, limit=40, widget=widget)
        self.initial[name] = measured.value

    @property
    def measures(self) -> list[tuple[forms.BoundField, Measured]]:
        """The field of each limit, with how the value that is saved stands to it."""
        found = measures_of(self.check, {"measures": self.stored})
        return [(self[f"measures-{each.place}"], each) for each in found]

    @property
    def counts(self) -> list[forms.BoundField]:
        return [self[f"counts-{field.slug}"] for field in self.check.counts]

    @property
    def plain(self) -> list[forms.BoundField]:
        return [self[f"fields-{field.slug}"] for field in self.check.record]

    @property
    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "record": {
                "fields": {field.slug: cleaned[f"fields-{field.slug}"] for field in self.check.record},
                "counts": {
                    field.slug: counted(cleaned[f"counts-{field.slug}"]) for field in self.check.counts
                },
                "hops": {hop.slug: self.arrivals(hop.slug) for hop in self.check.hops},
                "measures": {
                    name.removeprefix("measures-"): cleaned[name]
                    for name in self.fields
                    if name.startswith("measures-")
                },
            }
        }

    def arrivals(self, hop: str) -> list[dict[str, Any]]:
        """The lines of one action; one on which nothing is said about its arrival is left out."""
        found = [self.arrival(hop, place) for place in range(MOST_SYSTEMS)]
        return [arrival for arrival in found if arrival]

    def arrival(self, hop: str, place: int) -> dict[str, Any] | None:
        start = f"hops-{hop}-{place}"
        system, state, took = (self.sent.get(f"{start}-{part}", "") for part in ("system", "state", "took"))
        seconds = seconds_of(took)
        if took.strip() and seconds is None:
            message = _now("Write the time as seconds or as minutes:seconds.")
            raise Invalid({f"record.hops.{hop}": [message]})
        if not state and seconds is None:
            return None
        return {"system": system, "state": state or "arrived", "seconds": seconds}

    def refuse(self, refusal: Refusal) -> None:
        """Names the fields as this form does."""
        if isinstance(refusal, Invalid):
            refusal = Invalid({shortened(name): words for name, words in refusal.fields.items()})
        super().refuse(refusal)


def shortened(name: str) -> str:
    return name.removeprefix("record.").replace(".", "-", 1)


def counted(typed: str) -> int | str | None:
    """The number that was typed; anything else stays as it is, for the action to refuse by name."""
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else typed


class AssignForm(Form):
    """Many items to one person, or to one date."""

    owner = forms.CharField(required=False)
    email = forms.CharField(required=False)
    due_on = forms.DateField(label=_("Due"), required=False)

    @property
    def items(self) -> list[UUID]:
        keys = [key_of(text) for text in self.sent.getlist("items")]
        found = [key for key in keys if key]
        if len(found) != len(keys):
            raise Invalid({"items": [_now("These are not all items of this run.")]})
        return found

    @property
    def is_by_email(self) -> bool:
        return bool(self.cleaned_data["owner"] == BY_EMAIL)

    @property
    def is_sure(self) -> bool:
        """Has seen who is to be invited."""
        return "sure" in self.sent

    @property
    def person(self) -> dict[str, Any]:
        owner: str = self.cleaned_data["owner"]
        if self.is_by_email:
            return {"email": self.cleaned_data["email"]}
        return {"owner": key_of(owner) or owner, "keeps_owner": owner == KEEP}

    @property
    def values(self) -> dict[str, Any]:
        due_on = self.cleaned_data["due_on"]
        return {"items": self.items, "due_on": due_on, "keeps_due": due_on is None, **self.person}
