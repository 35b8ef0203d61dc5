"""Forms of schedules, and of the next audit asked for at the end of a run."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audits.checklists.actions.cadence import NextAudit, schedule_of, suggested
from audits.checklists.actions.plans import MOST_DUE_DAYS, MOST_EVERY, ScheduleValues
from audits.checklists.forms.offers import Offer
from audits.checklists.models import Run, Schedule
from audits.checklists.models.schedule import MORNING, Unit
from audits.checklists.presets import Preset
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form
from audits.people import roles
from audits.people.actor import Actor
from audits.people.owners import Choice, owner_choices

DAY = forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time", "class": "input"}, format="%H:%M")


class ScheduleForm(CreatingForm):
    """What is run, when it comes again, for what and by whom."""

    title = TextField(
        label=_("Title"),
        required=False,
        help_text=_("Each run is called so, with its date. Blank: the title of the checklist."),
    )
    checklist = forms.ChoiceField(
        label=_("Checklist"), help_text=_("Each run takes the newest version there is then.")
    )
    every = forms.IntegerField(label=_("Every"), min_value=1, max_value=MOST_EVERY, initial=1)
    unit = forms.ChoiceField(label=_("Counted in"), choices=Unit.choices, initial=Unit.MONTH)
    starts_on = forms.DateField(
        label=_("First date"),
        widget=DAY,
        help_text=_("Later dates are counted from it. A 31st falls on the last day of a shorter month."),
    )
    at_time = forms.TimeField(label=_("Local time"), widget=TIME, initial=MORNING)
    due_days = forms.IntegerField(label=_("Days until due"), min_value=0, max_value=MOST_DUE_DAYS, initial=7)
    owner = forms.TypedChoiceField(
        label=_("Owner"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("Without one, each run goes to last time's owner."),
    )
    connectors = forms.TypedMultipleChoiceField(
        label=_("Connectors"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    vendor = forms.TypedChoiceField(label=_("Vendor"), required=False, coerce=UUID, empty_value=None)
    with_commitments = forms.BooleanField(
        label=_("Test what the vendor promised"),
        required=False,
        help_text=_("Every commitment that still stands becomes a check of each run."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        offer: Offer,
        schedule: Schedule | None = None,
        preset: Preset | None = None,
        **kwargs: Any,
    ) -> None:
        if schedule is not None:
            kwargs["initial"] = shown(schedule)
        elif preset is not None:
            kwargs["initial"] = proposed(preset, offer)
        super().__init__(*args, **kwargs)
        self.schedule, self.zone, self.titles = schedule, offer.zone, offer.titles
        for name in ("checklist", "owner", "vendor", "connectors"):
            choose(self, name, getattr(offer, name))

    @property
    def values(self) -> ScheduleValues:
        cleaned = self.cleaned_data
        return ScheduleValues(
            title=cleaned["title"] or self.titles[cleaned["checklist"]],
            checklist=cleaned["checklist"],
            unit=cleaned["unit"],
            every=cleaned["every"],
            starts_on=cleaned["starts_on"],
            at_time=cleaned["at_time"],
            due_days=cleaned["due_days"],
            vendor=cleaned["vendor"],
            connectors=cleaned["connectors"],
            with_commitments=cleaned["with_commitments"],
            owner=cleaned["owner"],
        )


def choose(form: Form, name: str, choices: list[Choice]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def shown(schedule: Schedule) -> dict[str, Any]:
    """A schedule as its form opens."""
    plain = ("title", "checklist", "every", "unit", "starts_on", "at_time", "due_days", "with_commitments")
    return {name: getattr(schedule, name) for name in plain} | {
        "owner": str(schedule.owner_id or ""),
        "vendor": str(schedule.vendor_id or ""),
        "connectors": [str(key) for key in schedule.schedule_connectors.values_list("connector", flat=True)],
        "seen": schedule.version,
    }


def proposed(preset: Preset, offer: Offer) -> dict[str, Any]:
    """A preset as its form opens; the rest is as for every new schedule."""
    return {
        "title": offer.titles.get(preset.checklist, ""),
        "checklist": preset.checklist,
        "every": preset.every,
        "starts_on": preset.first_date(offer.today),
    }


class SearchForm(Form):
    """What a list shows; anything not understood is as if not asked for."""

    show = forms.ChoiceField(choices=[("current", ""), ("past", "")], required=False)
    after = forms.UUIDField(required=False)

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_valid() or name in self.cleaned_data else None


class ReasonForm(Form):
    """Why something ends."""

    reason = TextField(label=_("Reason"), limit=1000, help_text=_("It stays on the record."))


PLANNED, NONE = "planned", "none"


class NextAuditForm(Form):
    """The next date and owner, asked for when a run is finished (R151); or why there is none.

    Opened on a run, it proposes the schedule's next slot, or a month or three from today, and last time's
    owner. `next_audit` is what `cadence.close_run` takes.
    """

    choice = forms.ChoiceField(
        label=_("The next audit"),
        choices=[(PLANNED, _("Plan it now")), (NONE, _("No next audit"))],
        initial=PLANNED,
        widget=forms.RadioSelect,
    )
    next_on = forms.DateField(label=_("Next date"), required=False, widget=DAY)
    owner = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=UUID, empty_value=None)
    reason = TextField(
        label=_("Why there is none"), required=False, limit=1000, help_text=_("It stays on the record.")
    )

    def __init__(self, *args: Any, actor: Actor, run: Run, **kwargs: Any) -> None:
        self.schedule = schedule_of(run)
        kwargs.setdefault("initial", {}).update(asked_of(run, self.schedule, actor))
        super().__init__(*args, **kwargs)
        choose(self, "owner", owner_choices(actor))
        self.fields["next_on"].help_text = explained(self.schedule)
        if self.schedule and self.schedule.next_on and not actor.can(roles.LEADS):
            # Only leads end a schedule, and without a next audit it would end.
            choose(self, "choice", [(PLANNED, _now("Plan it now"))])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        wanted, message = {
            PLANNED: ("next_on", _now("Give the date of the next audit.")),
            NONE: ("reason", _now("Say why there is no next audit.")),
        }.get(cleaned.get("choice", ""), ("choice", ""))
        if not cleaned.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, message)
        return cleaned

    @property
    def next_audit(self) -> NextAudit:
        cleaned = self.cleaned_data
        if cleaned["choice"] == NONE:
            return NextAudit(None, reason=cleaned["reason"])
        return NextAudit(cleaned["next_on"], cleaned["owner"])


def asked_of(run: Run, schedule: Schedule | None, actor: Actor) -> dict[str, Any]:
    """What the form proposes: a date, and who did it last time."""
    owner = (schedule.owner_id if schedule else None) or run.owner_id
    return {"next_on": suggested(run, schedule, actor.today), "owner": str(owner or "")}


def explained(schedule: Schedule | None) -> str:
    """What comes of another date."""
    if schedule is None:
        return _now("A run of the same checklist starts by itself that day.")
    if schedule.unit == Unit.ONCE:
        return _now("The schedule “%(title)s” runs again that day.") % {"title": schedule.title}
    words = _now(
        "“%(title)s” comes %(rhythm)s. Another date moves it, and later ones are counted from there."
    )
    return words % {"title": schedule.title, "rhythm": schedule.rhythm}
