"""Forms of incidents: what it is about, what each step captures, lines of the timeline."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.checklists.actions.incident_steps import StepValues
from audits.checklists.actions.incidents import IncidentValues, state_of
from audits.checklists.captures import MOST, REFERENCE, SHORTER
from audits.checklists.catalog import check_of
from audits.checklists.document import RecordField
from audits.checklists.forms.findings import LINES, LINK, Choice, in_use, key_field
from audits.checklists.forms.systems import SystemsField
from audits.checklists.models import Finding, Incident, IncidentStep, Run
from audits.checklists.models.finding import Severity
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form
from audits.people import roles
from audits.people.actor import Actor
from audits.people.owners import owner_choices, with_present
from audits.vendors.models import Vendor

SECOND = forms.DateTimeInput(
    attrs={"type": "datetime-local", "class": "input", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"
)
LATEST_RUNS = 50


class IncidentForm(CreatingForm):
    """What an incident is about."""

    title = TextField(label=_("Title"))
    severity = forms.ChoiceField(label=_("Severity"), choices=Severity.choices, initial=Severity.HIGH)
    owner = key_field(_("Owner"), _("Walks through the six steps; leads may as well."))
    vendor = key_field(_("Vendor"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        finding: Finding | None = None,
        incident: Incident | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = prefilled(actor, finding) if incident is None else shown(incident)
        super().__init__(*args, **kwargs)
        chosen = incident.vendor_id if incident else finding.vendor_id if finding else None
        vendors = Vendor.objects.for_workspace(actor.workspace_id).by_name().filter(in_use(chosen))
        self.choose("owner", with_present(owner_choices(actor), incident.owner if incident else None))
        if incident is None and not actor.can(roles.LEADS):
            # Whoever leads nothing owns what they open.
            del self.fields["owner"]
        self.choose("vendor", [("", "–"), *((str(each.pk), each.name) for each in vendors)])

    def choose(self, name: str, choices: list[Choice]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def values(self) -> IncidentValues:
        cleaned = self.cleaned_data
        return IncidentValues(
            title=cleaned["title"],
            severity=cleaned["severity"],
            owner=cleaned.get("owner"),
            vendor=cleaned["vendor"],
        )


def prefilled(actor: Actor, finding: Finding | None) -> dict[str, Any]:
    """From the finding; whoever opens it by hand owns it until they say otherwise."""
    if finding is None:
        return {"owner": str(actor.user_id)}
    return {
        "title": finding.title,
        "severity": finding.severity,
        "owner": str(finding.owner_id or actor.user_id),
        "vendor": str(finding.vendor_id or ""),
    }


def shown(incident: Incident) -> dict[str, Any]:
    return {
        "title": incident.title,
        "severity": incident.severity,
        "owner": str(incident.owner_id or ""),
        "vendor": str(incident.vendor_id or ""),
        "seen": state_of(incident),
    }


class StepForm(Form):
    """What a step captures, one field for each, and a note. Nothing is required before it is done."""

    def __init__(self, *args: Any, step: IncidentStep, runs: list[Choice], **kwargs: Any) -> None:
        self.captures = check_of(step.document).record
        initial = {field.slug: initial_of(field, step.captured.get(field.slug)) for field in self.captures}
        kwargs["initial"] = initial | {"note": step.note, "seen": step.version}
        super().__init__(*args, prefix=step.slug, **kwargs)
        for field in self.captures:
            self.fields[field.slug] = form_field(field, runs)
        self.fields["note"] = TextField(label=_("Note"), required=False, limit=text.LONG, widget=LINES)
        self.fields["seen"] = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def values(self) -> StepValues:
        cleaned = self.cleaned_data
        captured = {field.slug: cleaned[field.slug] for field in self.captures}
        return StepValues(captured=captured, note=cleaned["note"])


def initial_of(field: RecordField, value: Any) -> Any:
    """A captured value as its form field takes it."""
    if value is None:
        return None
    match field.kind:
        case "time":
            return datetime.fromisoformat(value)
        case "run":
            return value["id"]
    return value


def form_field(field: RecordField, runs: list[Choice]) -> forms.Field:
    options: dict[str, Any] = {"label": field.label, "required": False}
    match field.kind:
        case "number":
            return forms.IntegerField(min_value=0, max_value=MOST, help_text=field.unit or "", **options)
        case "time":
            return forms.DateTimeField(widget=SECOND, **options)
        case "choice":
            choices = [("", "–"), *((each, each) for each in field.choices)]
            return forms.ChoiceField(choices=choices, **options)
        case "run":
            choices = [("", "–"), *runs]
            return forms.TypedChoiceField(choices=choices, coerce=UUID, empty_value=None, **options)
        case "systems":
            return SystemsField(**options)
        case "url":
            return TextField(limit=REFERENCE, widget=LINK, **options)
        case "person":
            return TextField(limit=REFERENCE, **options)
    limit = SHORTER.get(field.slug, text.LONG)
    return TextField(limit=limit, widget=LINES, **options)


def run_choices(incident: Incident) -> list[Choice]:
    """The latest runs of the workspace that were not withdrawn, and the one that was chosen."""
    rows = Run.objects.for_workspace(incident.workspace_id).standing().order_by("-pk")[:LATEST_RUNS]
    found = {str(run.pk): f"{run.code} {run.title} ({run.get_status_display()})" for run in rows}
    if incident.run is not None:
        found.setdefault(str(incident.run_id), f"{incident.run.code} {incident.run.title}")
    return list(found.items())


class CloseForm(CreatingForm):
    """Nothing to fill in; it says what stands in the way."""


class LineForm(CreatingForm):
    """A line of the timeline."""

    happened_at = forms.DateTimeField(
        label=_("When"), required=False, widget=SECOND, help_text=_("Left empty, now.")
    )
    text = TextField(
        label=_("What happened"),
        limit=text.LONG,
        widget=LINES,
        help_text=_("Also a payload, a webhook id, an offset. Secrets are masked when it is saved."),
    )
    step = forms.ChoiceField(label=_("Belongs to"), required=False)
    corrects = forms.TypedChoiceField(label=_("Corrects"), required=False, coerce=UUID, empty_value=None)

    def __init__(self, *args: Any, steps: list[Choice], lines: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("step", steps), ("corrects", lines)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "–"), *choices]
