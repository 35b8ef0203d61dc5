"""The form of a cost sheet: amounts as people write them, in the currency chosen beside them."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audits.evaluations.actions.cost import AMOUNTS, LONGEST_TERM, CostValues, in_years, told
from audits.evaluations.forms.setup import LINES
from audits.evaluations.models import CostSheet
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import Form
from audits.kit.refusals import Conflict
from audits.scoring.cost import HOURS_OFFERED, LATE_REPAIR, MONTHS, WEEKS
from audits.scoring.currencies import CURRENCIES, minor_units

YEARS, IN_MONTHS = "years", "months"
MONEY = forms.TextInput(attrs={"class": "input", "inputmode": "decimal", "autocomplete": "off"})
REPAIR_HINT = _(
    "Not part of any total. Mending a gap after roll-out is said to cost %(low)d to %(high)d times as much; "
    "the source names nobody for it."
)


class AmountField(TextField):
    """Money as it was typed; the form reads it once it knows the currency."""

    def __init__(self, **options: Any) -> None:
        super().__init__(limit=40, required=False, widget=MONEY, **options)


class CostForm(Form):
    """What the vendor costs by the year and once, over which term."""

    currency = forms.ChoiceField(
        label=_("Currency"), choices=[("", "–"), *((one, one) for one in CURRENCIES)]
    )
    term = forms.IntegerField(label=_("Term"), min_value=1, max_value=LONGEST_TERM, initial=3)
    unit = forms.ChoiceField(
        label=_("Counted in"), choices=[(YEARS, _("years")), (IN_MONTHS, _("months"))], initial=YEARS
    )
    licence_year = AmountField(label=_("Licence a year"))
    middleware_year = AmountField(label=_("Middleware licence a year"))
    middleware_build = AmountField(label=_("Building the middleware, once"))
    hours_low = forms.DecimalField(
        label=_("RevOps hours a week, at least"), required=False, max_digits=6, decimal_places=2, min_value=0
    )
    hours_high = forms.DecimalField(
        label=_("RevOps hours a week, at most"), required=False, max_digits=6, decimal_places=2, min_value=0
    )
    hour_rate = AmountField(label=_("Rate an hour"))
    weeks = forms.IntegerField(label=_("Weeks a year"), min_value=1, max_value=WEEKS + 1, initial=WEEKS)
    services = AmountField(label=_("Services for mapping and backfill, once"))
    cleanup = AmountField(label=_("Cleaning up data, once"))
    repair_base = AmountField(label=_("Mending the known gaps now"))
    note = TextField(label=_("Assumptions"), required=False, limit=text.LONG, widget=LINES)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: CostSheet | None, currency: str = "", **kwargs: Any) -> None:
        """`currency` is what the other vendors' sheets are in, offered for a new one."""
        kwargs["initial"] = typed(row) if row else offered(currency)
        super().__init__(*args, **kwargs)
        self.fields["hours_high"].help_text = _(
            "10 to 15 is the range the source reports, without saying where it comes from. Put your own."
        )
        low, high = LATE_REPAIR
        self.fields["repair_base"].help_text = REPAIR_HINT % {"low": low, "high": high}

    def clean(self) -> dict[str, Any]:
        """Amounts in minor units, and the term in months."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("currency"):
            for name in AMOUNTS:
                cleaned[name] = self.amount(name)
        if cleaned.get("term"):
            cleaned["term_months"] = cleaned["term"] * (MONTHS if cleaned.get("unit") == YEARS else 1)
            if cleaned["term_months"] > LONGEST_TERM:
                self.add_error("term", _now("A term is at most %(most)d months.") % {"most": LONGEST_TERM})
        return cleaned

    def amount(self, name: str) -> int | None:
        given, currency = self.cleaned_data.get(name), self.cleaned_data["currency"]
        if not given:
            return None
        try:
            return minor_units(given, currency)
        except ValueError:
            words = _now("Write an amount in %(currency)s, such as 19200 or 19,200; 0 is free of charge.")
            self.add_error(name, words % {"currency": currency})
            return None

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as they belong together, each group under its title."""
        named = [
            (_now("Currency and term"), ("currency", "term", "unit")),
            (_now("Every year"), ("licence_year", "middleware_year")),
            (_now("RevOps upkeep, every year"), ("hours_low", "hours_high", "hour_rate", "weeks")),
            (_now("Once"), ("middleware_build", "services", "cleanup")),
            (_now("Late repair, for context"), ("repair_base",)),
        ]
        return [(title, [self[name] for name in names]) for title, names in named]

    @property
    def values(self) -> CostValues:
        names = CostValues.__annotations__
        return cast(CostValues, {name: self.cleaned_data[name] for name in names})

    def show_theirs(self, conflict: Conflict) -> None:
        """The amounts as they are typed, not in minor units."""
        yours, theirs = told(conflict.yours), told(conflict.theirs)
        super().show_theirs(Conflict(conflict.detail, yours=yours, theirs=theirs, version=conflict.version))


def typed(row: CostSheet) -> dict[str, Any]:
    """A stored sheet as somebody would type it."""
    values = told({name: getattr(row, name) for name in CostValues.__annotations__})
    term, is_years = in_years(values.pop("term_months"))
    return {**values, "term": term, "unit": YEARS if is_years else IN_MONTHS, "seen": row.version}


def offered(currency: str) -> dict[str, Any]:
    """A new sheet: the reported range of hours to start from (R060)."""
    low, high = HOURS_OFFERED
    return {"currency": currency, "hours_low": low, "hours_high": high, "seen": 0}
