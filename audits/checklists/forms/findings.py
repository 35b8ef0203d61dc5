"""Forms of findings: the record, and what becomes of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.checklists import library
from audits.checklists.actions.failure import MOST_RECORDS
from audits.checklists.catalog import check_of
from audits.checklists.models import Finding
from audits.checklists.models.finding import Mitigation, Severity
from audits.connectors.models import Connector
from audits.kit import clock, text
from audits.kit.days import to_minute
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form
from audits.people.actor import Actor
from audits.people.owners import owner_choices, with_present
from audits.vendors.models import Vendor

Choice = tuple[str, str]
DAY = forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d")
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input"}, format="%Y-%m-%dT%H:%M")
LINES = forms.Textarea(attrs={"rows": 3})
LINK = forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "placeholder": "https://"})
KEYS = ("owner", "connector", "vendor")


def key_field(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=False, coerce=UUID, empty_value=None, help_text=help_text
    )


class RecordForm(Form):
    """A finding's fields. Nothing is required here: the action says what a whole record lacks."""

    title = TextField(label=_("Title"), required=False)
    occurred_at = forms.DateTimeField(label=_("When it happened"), required=False, widget=MOMENT)
    severity = forms.ChoiceField(label=_("Severity"), choices=Severity.choices)
    affected_records = forms.IntegerField(
        label=_("Affected records"), required=False, min_value=0, max_value=MOST_RECORDS
    )
    is_revenue = forms.BooleanField(
        label=_("Touches revenue"),
        required=False,
        help_text=_("Open opportunities or invoices are among them; it goes to the top."),
    )
    steps = TextField(
        label=_("Steps"),
        required=False,
        limit=text.LONG,
        widget=LINES,
        help_text=_("What was done, step by step. Secrets are masked when it is saved."),
    )
    expected = TextField(label=_("Expected"), required=False, limit=text.LONG, widget=LINES)
    observed = TextField(label=_("Observed"), required=False, limit=text.LONG, widget=LINES)
    mitigation = forms.ChoiceField(
        label=_("Mitigation applied at once"), choices=[("", "–"), *Mitigation.choices], required=False
    )
    mitigation_note = TextField(label=_("What was done"), required=False, limit=1000)
    failure_modes = forms.MultipleChoiceField(
        label=_("Put down to"), required=False, widget=forms.CheckboxSelectMultiple
    )
    vendor = key_field(_("Vendor"))
    connector = key_field(_("Connector"))
    owner = key_field(_("Owner"))
    due_on = forms.DateField(label=_("Due"), required=False, widget=DAY)
    fix = TextField(label=_("Fix"), required=False, limit=text.LONG, widget=LINES)
    regression_test = TextField(
        label=_("Regression test"),
        required=False,
        limit=1000,
        help_text=_("What would notice it next time: a test, a job, an alert."),
    )
    ticket_url = TextField(label=_("Ticket"), required=False, limit=1000, widget=LINK)

    def offer(self, actor: Actor, finding: Finding | None = None) -> None:
        """What can be chosen; what the finding has already stays among it."""
        owners = owner_choices(actor, guests=True)
        self.choose("owner", with_present(owners, finding.owner if finding else None))
        self.choose("connector", connector_choices(actor, finding))
        self.choose("failure_modes", mode_choices(finding))
        if finding is not None and finding.run_id:
            # The run says whose it is.
            del self.fields["vendor"]
        else:
            self.choose("vendor", vendor_choices(actor, finding))

    def choose(self, name: str, choices: list[Choice]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class NewFindingForm(RecordForm, CreatingForm):
    """A finding from outside a run."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        kwargs["initial"] = {"occurred_at": to_minute(clock.now()), "severity": Severity.MEDIUM}
        super().__init__(*args, **kwargs)
        self.offer(actor)

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "form_key"}


class FindingForm(RecordForm):
    """A finding's record as it stands; only what was changed is saved."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, finding: Finding, **kwargs: Any) -> None:
        kwargs["initial"] = shown(finding) | {"seen": finding.version}
        super().__init__(*args, **kwargs)
        self.offer(actor, finding)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "seen"}


def shown(finding: Finding) -> dict[str, Any]:
    """A finding as its form shows it, its time to the minute as browsers keep it."""
    plain = {name: getattr(finding, name) for name in RecordForm.base_fields if name not in KEYS}
    keys = {name: str(getattr(finding, f"{name}_id") or "") for name in KEYS}
    at = finding.occurred_at
    return {**plain, **keys, "occurred_at": to_minute(at) if at else None}


def connector_choices(actor: Actor, finding: Finding | None) -> list[Choice]:
    rows = Connector.objects.for_workspace(actor.workspace_id).by_name()
    offered = rows.filter(in_use(finding.connector_id if finding else None))
    return [("", "–"), *((str(each.pk), f"{each.name}, {each.system}") for each in offered)]


def vendor_choices(actor: Actor, finding: Finding | None) -> list[Choice]:
    rows = Vendor.objects.for_workspace(actor.workspace_id).by_name()
    offered = rows.filter(in_use(finding.vendor_id if finding else None))
    return [("", "–"), *((str(each.pk), each.name) for each in offered)]


def in_use(chosen: UUID | None) -> Q:
    """What is not archived, and what was chosen before it was."""
    return Q(archived_at=None) | Q(pk=chosen) if chosen else Q(archived_at=None)


def mode_choices(finding: Finding | None) -> list[Choice]:
    """The failure modes of the library; those that the failed check points to stand first."""
    pointed = suggested(finding)
    modes = [check for check in library.checks().values() if check.kind == "failure-mode"]
    modes.sort(key=lambda mode: mode.slug not in pointed)
    mark = _("%(mode)s (suggested by the check)")
    return [
        (mode.slug, str(mark % {"mode": mode.title}) if mode.slug in pointed else mode.title)
        for mode in modes
    ]


def suggested(finding: Finding | None) -> tuple[str, ...]:
    """Slugs of the failure modes that the check of the finding's item names (R131)."""
    if finding is None or finding.item is None:
        return ()
    return check_of(finding.item.document).failure_modes


class ResolveForm(Form):
    """What put it right."""

    fix = TextField(label=_("What put it right"), limit=text.LONG, widget=LINES)
    regression_test = TextField(
        label=_("Regression test"),
        required=False,
        limit=1000,
        help_text=_("What would notice it next time: a test, a job, an alert."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "fix": finding.fix,
            "regression_test": finding.regression_test,
            "seen": finding.version,
        }
        super().__init__(*args, **kwargs)


class ReasonForm(Form):
    """Why; the reason stays on the record."""

    reason = TextField(label=_("Reason"), limit=1000, widget=LINES, help_text=_("It stays on the record."))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AcceptForm(ReasonForm):
    """Why a risk is acceptable, and how long."""

    until = forms.DateField(
        label=_("Accepted until"),
        widget=DAY,
        help_text=_("The last day. After it the finding is open again by itself, and its owner is told."),
    )


class TicketForm(Form):
    """Where its ticket is."""

    ticket_url = TextField(label=_("Ticket"), required=False, limit=1000, widget=LINK)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AttachForm(CreatingForm):
    """A file or a link to keep as evidence."""

    file = forms.FileField(label=_("File"), required=False)
    url = TextField(label=_("Or a link"), required=False, limit=2000, widget=LINK)
    name = TextField(label=_("Name"), required=False, help_text=_("Left empty, that of the file."))

    @property
    def given(self) -> dict[str, Any]:
        """What `attach` takes."""
        cleaned = self.cleaned_data
        return {"file": cleaned["file"], "url": cleaned["url"], "name": cleaned["name"]}


class WithdrawForm(Form):
    """Why a piece of evidence no longer counts."""

    reason = TextField(
        label=_("Why it no longer counts"),
        limit=500,
        widget=LINES,
        help_text=_("It stays readable, marked as withdrawn, with this reason."),
    )
