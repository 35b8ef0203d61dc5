"""Forms of the SLA record and its contract wording."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audits.evaluations.actions.sla import LINE, MOST_LINES, RULE
from audits.evaluations.forms.setup import LINES
from audits.evaluations.models import Sla
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import Form
from audits.kit.refusals import Conflict
from audits.scoring.facts import SECONDS_PER_UNIT, Duration
from audits.scoring.sla import TIMED, Latency, Term, Terms

UNIT_NAMES = {"s": _("seconds"), "min": _("minutes"), "h": _("hours"), "day": _("days")}
UNITS = [(unit, UNIT_NAMES[unit]) for unit in SECONDS_PER_UNIT]
SPARE_LINES = 2


def figure(label: Any, help_text: Any = "") -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"step": "any", "min": "0", "class": "input"})
    return forms.DecimalField(label=label, required=False, widget=widget, help_text=help_text)


def unit(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=UNITS)


def rule(label: Any, help_text: Any = "") -> TextField:
    return TextField(label=label, required=False, limit=RULE, widget=LINES, help_text=help_text)


class SlaForm(Form):
    """The record: a row of fields for each type of object, then what holds for the whole."""

    rows = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    optout = figure(_("Longest opt-out delay"), _("From the opt-out until no message goes out any more."))
    optout_unit = unit(_("Unit of the opt-out delay"))
    notice = figure(_("Notice of a failure within"))
    notice_unit = unit(_("Unit of the notice"))
    retry = figure(_("Retry window"), _("How long a failed sync is attempted again on its own."))
    retry_unit = unit(_("Unit of the retry window"))
    log_access = rule(_("Access to the error log"), _("Who can open it, and without whom."))
    conflict_rule = rule(_("Conflict rule"), _("Which side wins, and who sets that."))
    breach = rule(_("Remedy on a breach"), _("What follows when a level is missed."))

    def __init__(self, *args: Any, terms: Terms, version: int, **kwargs: Any) -> None:
        kwargs["initial"] = {**typed(terms), "seen": version}
        super().__init__(*args, **kwargs)
        self.numbers = range(wanted_rows(self.data if self.is_bound else kwargs["initial"]))
        for number in self.numbers:
            self.fields |= line_fields(number)

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The fields of each row."""
        return [[self[name] for name in line_fields(number)] for number in self.numbers]

    @property
    def timed(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[term.value], self[f"{term.value}_unit"]) for term in TIMED]

    @property
    def rules(self) -> list[forms.BoundField]:
        return [self[term.value] for term in Term if term not in TIMED]

    @property
    def terms(self) -> Terms:
        cleaned = self.cleaned_data
        values: dict[str, Any] = {
            term.value: length(cleaned, term.value) if term in TIMED else cleaned[term.value] for term in Term
        }
        return Terms(tuple(self.given_lines()), **values)

    def given_lines(self) -> Iterator[Latency]:
        """Rows in which something stands, besides the unit that always does."""
        for number in self.numbers:
            line = latency(self.cleaned_data, number)
            if line != Latency(object=""):
                yield line

    def add_error(self, field: str | None, error: Any) -> None:
        """A row that was skipped moves those after it: an action's error finds the row it is about."""
        super().add_error(self.renumbered(field) if self.refused_with and field else field, error)

    def renumbered(self, field: str) -> str:
        if not field.startswith("line_"):
            return field
        _line, number, name = field.split("_", 2)
        given = [each for each in self.numbers if latency(self.cleaned_data, each) != Latency(object="")]
        return f"line_{given[int(number)]}_{name}"

    def show_theirs(self, conflict: Conflict) -> None:
        """The record as it now stands is shown beside the form; sent once more, this one overwrites it."""
        sent = self.sent.copy()
        sent["seen"] = str(conflict.version)
        self.data = sent


def wanted_rows(given: Mapping[str, Any]) -> int:
    """How many rows were shown; what is no number is none."""
    asked = str(given.get("rows") or 0)
    return min(int(asked), MOST_LINES) if asked.isdecimal() and len(asked) < 4 else 0


def line_fields(number: int) -> dict[str, forms.Field]:
    at = f"line_{number}_"
    words = {"number": number + 1}
    return {
        f"{at}object": TextField(label=_now("Type of object %(number)d") % words, required=False, limit=LINE),
        f"{at}limit": figure(_now("Latency at most")),
        f"{at}unit": unit(_now("Unit")),
        f"{at}percentile": figure(_now("Percentile")),
        f"{at}measured_at": TextField(label=_now("Measured where"), required=False, limit=LINE),
    }


def latency(cleaned: Mapping[str, Any], number: int) -> Latency:
    at = f"line_{number}_"
    return Latency(
        object=cleaned.get(f"{at}object", ""),
        limit=length(cleaned, f"{at}limit", f"{at}unit"),
        percentile=cleaned.get(f"{at}percentile"),
        measured_at=cleaned.get(f"{at}measured_at", ""),
    )


def length(cleaned: Mapping[str, Any], name: str, unit_name: str = "") -> Duration | None:
    value = cleaned.get(name)
    return None if value is None else Duration(value, cleaned.get(unit_name or f"{name}_unit") or "s")


def typed(terms: Terms) -> dict[str, Any]:
    """A record as somebody would type it, with a few rows to spare."""
    values: dict[str, Any] = {"rows": min(len(terms.lines) + SPARE_LINES, MOST_LINES)}
    for number, line in enumerate(terms.lines):
        at = f"line_{number}_"
        values |= {f"{at}object": line.object, f"{at}measured_at": line.measured_at}
        values |= {
            f"{at}percentile": plain(line.percentile),
            **figures(f"{at}limit", f"{at}unit", line.limit),
        }
    for term in Term:
        value = terms.of(term)
        if term in TIMED:
            values |= figures(term.value, f"{term.value}_unit", value)
        else:
            values[term.value] = value
    return values


def figures(name: str, unit_name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, Duration):
        return {}
    return {name: plain(value.value), unit_name: value.unit}


def plain(value: Any) -> str:
    """30, not 30.00."""
    return "" if value is None else f"{value.normalize():f}"


class WordingForm(Form):
    """The clauses as they are to stand in the contract."""

    wording = TextField(
        label=_("Contract wording"),
        limit=text.LONG,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_("A line that begins with # or ## is a heading."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Sla, **kwargs: Any) -> None:
        kwargs["initial"] = {"wording": row.wording, "seen": row.version}
        super().__init__(*args, **kwargs)


class DraftForm(Form):
    """That somebody's own words may be overwritten."""

    overwrites = forms.BooleanField(
        label=_("Overwrite the words that were edited"),
        error_messages={"required": _("Say that the edited words may be overwritten, or leave them.")},
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Sla, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": row.version}
        super().__init__(*args, **kwargs)
        if not row.is_own_wording:
            del self.fields["overwrites"]
