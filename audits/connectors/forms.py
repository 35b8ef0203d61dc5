"""Forms of connectors and their approvals."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.connectors.actions.approvals import NOTE_LIMIT, ApprovalValues
from audits.connectors.models import Connector, Environment, IntegrationType, Pinning
from audits.connectors.systems import SYSTEMS
from audits.connectors.values import ConnectorValues
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form
from audits.kit.sheet_forms import SheetForm
from audits.people.actor import Actor
from audits.people.owners import owner_choices
from audits.vendors.models import Vendor

Choice = tuple[str, str]
# Not type=url: a browser then refuses "status.example" in its own words, before ours.
LINK = forms.TextInput(
    attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false", "placeholder": "https://"}
)
DAY = forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d")
NOTE = forms.Textarea(attrs={"rows": 3})
SYSTEM = forms.TextInput(attrs={"list": "systems", "autocomplete": "off"})
UNKNOWN = [("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))]
ANSWERS = {"yes": True, "no": False}
KEYS = ("owner", "vendor")


def as_answer(given: str) -> bool:
    return ANSWERS[given]


def answer_field(label: Any, help_text: Any) -> forms.TypedChoiceField:
    """Yes, no, or not known: unknown is not "no"."""
    return forms.TypedChoiceField(
        label=label, choices=UNKNOWN, required=False, coerce=as_answer, empty_value=None, help_text=help_text
    )


def key_field(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=False, coerce=UUID, empty_value=None, help_text=help_text
    )


class OwnConnectorForm(Form):
    """What an owner keeps current about a connector of theirs."""

    installed_version = TextField(label=_("Version"), required=False, limit=100)
    pinning = forms.ChoiceField(
        label=_("Pinning"), choices=[("", _("Not known")), *Pinning.choices], required=False
    )
    credential_label = TextField(
        label=_("Credential"),
        required=False,
        help_text=_("What it is called where it is kept. Never the secret itself."),
    )
    credential_expires_on = forms.DateField(
        label=_("Credential expires"),
        required=False,
        widget=DAY,
        help_text=_("Its owner finds it in their work 14 days ahead."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, connector: Connector | None = None, **kwargs: Any) -> None:
        if connector is not None:
            kwargs["initial"] = shown(connector, self.base_fields)
        super().__init__(*args, **kwargs)
        self.connector = connector

    @property
    def values(self) -> ConnectorValues:
        """What was typed, but for what the form itself needs."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "form_key")}
        return cast(ConnectorValues, own)


class ConnectorForm(OwnConnectorForm, CreatingForm):
    """All of a connector."""

    name = TextField(label=_("Name"), help_text=_("As your people call it; each name stands once."))
    system = TextField(
        label=_("System"), limit=100, widget=SYSTEM, help_text=_("Choose one or write any other.")
    )
    integration_type = forms.ChoiceField(
        label=_("Type"),
        choices=[("", _("The usual one of the system")), *IntegrationType.choices],
        required=False,
        help_text=_("It decides which checks are offered."),
    )
    owner = key_field(_("Owner"), _("Who answers for it."))
    vendor = key_field(_("Vendor"))
    environment = forms.ChoiceField(label=_("Environment"), choices=Environment.choices)
    scopes = TextField(
        label=_("Scopes"), required=False, limit=text.LONG, widget=NOTE, help_text=_("What it may reach.")
    )
    has_tracing = answer_field(
        _("Tracing ids"), _("Whether one event can be followed through every system it passes.")
    )
    uses_cdc = answer_field(
        _("Change data capture"), _("Whether it is told of each change instead of asking for it.")
    )
    status_url = TextField(label=_("Status page"), required=False, limit=1000, widget=LINK)
    console_url = TextField(label=_("Console"), required=False, limit=1000, widget=LINK)
    note = TextField(label=_("Note"), required=False, limit=text.LONG, widget=NOTE)

    field_order = (
        "name",
        "system",
        "integration_type",
        "owner",
        "vendor",
        "environment",
        "installed_version",
        "pinning",
        "credential_label",
        "credential_expires_on",
        "scopes",
        "has_tracing",
        "uses_cdc",
        "status_url",
        "console_url",
        "note",
    )
    systems = tuple((name, kind.label) for name, kind in SYSTEMS.items())

    def __init__(self, *args: Any, actor: Actor, connector: Connector | None = None, **kwargs: Any) -> None:
        super().__init__(*args, connector=connector, **kwargs)
        present = {name: getattr(connector, name, None) for name in KEYS}
        self.offer("owner", owner_choices(actor), present["owner"])
        self.offer("vendor", vendor_choices(actor), present["vendor"])

    def offer(self, name: str, choices: list[Choice], present: Any) -> None:
        """The choices, and the present one also when it would not be offered to another connector."""
        field = self.fields[name]
        if isinstance(field, forms.TypedChoiceField):
            is_missing = present is not None and str(present.pk) not in dict(choices)
            field.choices = [*choices, *([(str(present.pk), str(present))] if is_missing else [])]


def shown(connector: Connector, names: Any) -> dict[str, Any]:
    """A connector's fields as its form shows them."""
    found: dict[str, Any] = {"seen": connector.change}
    for name in names:
        if name in KEYS:
            found[name] = str(getattr(connector, f"{name}_id") or "")
        elif name in ("has_tracing", "uses_cdc"):
            found[name] = {True: "yes", False: "no", None: ""}[getattr(connector, name)]
        elif name not in ("seen", "form_key"):
            found[name] = getattr(connector, name)
    return found


def vendor_choices(actor: Actor) -> list[Choice]:
    """None, then the current vendors by name."""
    rows = Vendor.objects.for_workspace(actor.workspace_id).current().by_name()
    return [("", "–"), *((str(key), name) for key, name in rows.values_list("pk", "name"))]


class ApprovalForm(CreatingForm):
    """Who let a recipe run in production."""

    recipe = TextField(label=_("Recipe"), help_text=_("The Zap, scenario or recipe, as it is named there."))
    approved_by = TextField(label=_("Approved by"), help_text=_("A person or the review board."))
    approved_on = forms.DateField(label=_("Approved on"), widget=DAY)
    note = TextField(label=_("Note"), required=False, limit=NOTE_LIMIT, widget=NOTE)

    @property
    def values(self) -> ApprovalValues:
        cleaned = self.cleaned_data
        return ApprovalValues(
            recipe=cleaned["recipe"],
            approved_by=cleaned["approved_by"],
            approved_on=cleaned["approved_on"],
            note=cleaned["note"],
        )


class SearchForm(Form):
    """What the list shows; anything not understood is as if not asked for."""

    q = TextField(required=False)
    type = forms.ChoiceField(choices=IntegrationType.choices, required=False)
    show = forms.ChoiceField(
        choices=[(name, "") for name in ("current", "ownerless", "expiring", "archived")], required=False
    )
    after = forms.UUIDField(required=False)

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_valid() or name in self.cleaned_data else None


class ImportForm(SheetForm):
    """The spreadsheet that holds an inventory."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.help_text = f"{field.help_text} {_('Of a workbook the first sheet is read.')}"
