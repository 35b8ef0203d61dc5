"""The form of a failure's record: prefilled from the check, a draft until it is whole (R091)."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.checklists import library
from audits.checklists.actions.failure import FindingValues
from audits.checklists.catalog import check_of
from audits.checklists.forms.items import RowField, VersionForm, auto_id, text_of
from audits.checklists.forms.runs import DAY
from audits.checklists.models import Finding, RunItem
from audits.checklists.models.finding import FindingState, Mitigation, Severity
from audits.checklists.offers import Choice
from audits.checklists.wording import code_of, numbered
from audits.connectors.models import Connector
from audits.kit import clock, text
from audits.kit.days import to_minute
from audits.kit.fields import TextField
from audits.kit.refusals import Invalid, Refusal

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input"}, format="%Y-%m-%dT%H:%M")
LINES = forms.Textarea(attrs={"rows": 2})
OWN = ("version", "over", "finding_version", "finding_over")
KEYS = ("connector", "owner")
MORE = ("severity", "affected_records", "is_revenue", "connector", "failure_modes", "owner", "due_on")


class FailureForm(VersionForm):
    """Nothing is required while it is a draft; the action names what a failure still lacks."""

    occurred_at = forms.DateTimeField(label=_("When it happened"), required=False, widget=MOMENT)
    mitigation = forms.ChoiceField(
        label=_("Mitigation applied"), required=False, choices=[("", _("Choose …")), *Mitigation.choices]
    )
    mitigation_note = TextField(
        label=_("What was done"),
        required=False,
        limit=1000,
        help_text=_("In your own words; needed for “something else”."),
    )
    steps = TextField(
        label=_("Steps"),
        required=False,
        limit=text.LONG,
        widget=LINES,
        help_text=_("Filled from the check. Secrets are masked before anything is kept."),
    )
    expected = TextField(
        label=_("Expected"),
        required=False,
        limit=text.LONG,
        widget=LINES,
        help_text=_("Filled from the check."),
    )
    observed = TextField(label=_("Observed"), required=False, limit=text.LONG, widget=LINES)
    severity = forms.ChoiceField(label=_("Severity"), choices=Severity.choices, required=False)
    affected_records = forms.IntegerField(
        label=_("Affected records"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    is_revenue = forms.BooleanField(
        label=_("Touches revenue: open opportunities or invoices"), required=False
    )
    connector = RowField(_("Connector"))
    failure_modes = forms.MultipleChoiceField(
        label=_("May be a sign of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    owner = RowField(_("Owner of the finding"))
    due_on = forms.DateField(label=_("To be put right by"), required=False, widget=DAY)
    finding_version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    finding_over = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        item: RunItem,
        owners: Callable[[], list[Choice]],
        connectors: Callable[[], Sequence[Connector]],
        **kwargs: Any,
    ) -> None:
        self.finding = current_finding(item)
        shown = begun(self.finding) if self.finding else fresh(item, connectors)
        super().__init__(*args, initial=shown, auto_id=auto_id(item), **kwargs)
        zone = timezone.get_current_timezone_name()
        self.fields["occurred_at"].help_text = _("%(zone)s, kept as UTC") % {"zone": zone}
        self.choose("owner", owners)
        self.choose("connector", lambda: [("", "–"), *((str(each.pk), each.name) for each in connectors())])
        self.choose("failure_modes", lambda: mode_choices(check_of(item.document).failure_modes))

    @property
    def is_saved(self) -> bool:
        """Recorded as a failure; from then on it is not kept as one types."""
        return self.finding is not None and self.finding.state == FindingState.OPEN

    @property
    def values(self) -> FindingValues:
        """What was sent; a choice that was left open keeps its default."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name not in OWN}
        if not cleaned["severity"]:
            del cleaned["severity"]
        if self.finding and "occurred_at" not in self.changed_data:
            # The field dropped the seconds; nobody changed the time.
            cleaned["occurred_at"] = self.finding.occurred_at
        return cast(FindingValues, cleaned)

    @property
    def finding_seen(self) -> int:
        """The version of the record that was seen; 0 is that there was none."""
        over: int | None = self.cleaned_data.get("finding_over")
        return (self.cleaned_data.get("finding_version") or 0) if over is None else over

    def refuse(self, refusal: Refusal) -> None:
        """Names the fields as this form does."""
        if isinstance(refusal, Invalid):
            fields = {name.removeprefix("finding."): words for name, words in refusal.fields.items()}
            refusal = Invalid(fields)
        super().refuse(refusal)

    @property
    def has_more_errors(self) -> bool:
        """Something is wrong in the folded part."""
        return any(name in self.errors for name in MORE)

    @property
    def is_typed(self) -> bool:
        """Whether anything differs from what is kept already."""
        return any(name not in OWN for name in self.changed_data)

    def require_words(self) -> None:
        """ "Something else" says what it was, once the record is to be whole."""
        is_other = self.is_valid() and self.cleaned_data["mitigation"] == Mitigation.OTHER
        if is_other and not self.cleaned_data["mitigation_note"]:
            self.add_error("mitigation_note", _("Say what was done."))


def current_finding(item: RunItem) -> Finding | None:
    """The record that is being written or stands; one that was settled is begun anew."""
    finding: Finding | None = getattr(item, "finding", None)
    return finding if finding is not None and finding.is_work else None


def begun(finding: Finding) -> dict[str, Any]:
    names = [name for name in FailureForm.base_fields if name not in (*OWN, *KEYS)]
    shown = {name: getattr(finding, name) for name in names}
    keys = {"connector": text_of(finding.connector_id), "owner": text_of(finding.owner_id)}
    return {**shown, **keys, "occurred_at": to_minute(finding.occurred_at) if finding.occurred_at else None}


def fresh(item: RunItem, connectors: Callable[[], Sequence[Connector]]) -> dict[str, Any]:
    """From the check: what one does and expects is known, what one sees is not."""

    def only_one() -> str:
        known = connectors()
        return text_of(known[0].pk) if len(known) == 1 else ""

    check = check_of(item.document)
    return {
        # As the field says it, to the minute.
        "occurred_at": to_minute(clock.now()),
        "steps": numbered(step.text for step in check.how),
        "expected": check.expected.text if check.expected else check.expects or "",
        "severity": Severity.MEDIUM,
        "failure_modes": list(check.failure_modes),
        "connector": only_one,
        "owner": text_of(item.owner_id),
        "due_on": item.due_on,
    }


def mode_choices(suggested: tuple[str, ...]) -> list[tuple[str, str]]:
    """The library's failure modes, those that the check points to first (R131)."""
    modes = [check for check in library.checks().values() if check.kind == "failure-mode"]
    modes.sort(key=lambda check: check.slug not in suggested)
    return [(check.slug, f"{code_of(check.slug)} {check.title}") for check in modes]
