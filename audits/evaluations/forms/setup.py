"""Forms of setting an evaluation up."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.evaluations.actions.candidates import state_of
from audits.evaluations.actions.demos_plan import DemoValues
from audits.evaluations.actions.demos_plan import state_of as state_of_demo
from audits.evaluations.models import Demo, Evaluation
from audits.evaluations.models.demo import Environment
from audits.evaluations.models.evaluation import Mode
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import Membership
from audits.scoring.framework import Framework
from audits.vendors.models import Vendor

Choice = tuple[str, str]
LINES = forms.Textarea(attrs={"rows": 3})
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input"}, format="%Y-%m-%dT%H:%M")


def split(value: str) -> list[str]:
    """One name per line, blank lines left out."""
    return [line.strip() for line in value.splitlines() if line.strip()]


def vendor_choices(actor: Actor, besides: Iterable[UUID] = ()) -> list[Choice]:
    """Current vendors by name, but those that are in already."""
    rows = Vendor.objects.for_workspace(actor.workspace_id).current().by_name().exclude(pk__in=besides)
    return [
        (str(key), f"{name}, {product}" if product else name)
        for key, name, product in rows.values_list("pk", "name", "product")
    ]


def member_choices(actor: Actor) -> list[Choice]:
    """Members who may record answers, and nobody."""
    rows = Membership.objects.active().filter(workspace_id=actor.workspace_id, role__in=roles.ANSWERS)
    people = [(str(row.user_id), str(row.user)) for row in rows.select_related("user").order_by("user__name")]
    return [("", "–"), *people]


def people_choices(actor: Actor) -> list[Choice]:
    """Every member, and nobody."""
    rows = Membership.objects.active().filter(workspace_id=actor.workspace_id).select_related("user")
    return [("", "–"), *((str(row.user_id), str(row.user)) for row in rows.order_by("user__name"))]


class VendorsMixin(forms.Form):
    """Vendors to choose, and new ones by name."""

    vendors = forms.MultipleChoiceField(
        label=_("Vendors"), required=False, widget=forms.CheckboxSelectMultiple
    )
    new_vendors = TextField(
        label=_("New vendors"),
        required=False,
        limit=text.LONG,
        widget=LINES,
        help_text=_("One name per line. Product, website and contacts can follow later."),
    )

    def offer(self, choices: list[Choice]) -> None:
        """The vendors to choose from; with none left the field says so."""
        field = self.fields["vendors"]
        if not choices:
            field.help_text = _("There is no other vendor yet; name new ones below.")
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = choices

    @property
    def chosen(self) -> list[UUID]:
        return [UUID(key) for key in self.cleaned_data["vendors"]]

    @property
    def named(self) -> list[str]:
        return split(self.cleaned_data["new_vendors"])


class PurchaseMixin(forms.Form):
    """What the purchase needs."""

    title = TextField(label=_("Title"), help_text=_("What is bought, as you speak of it."))
    crms = forms.MultipleChoiceField(
        label=_("CRMs the purchase must sync with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each brings its required objects. With two, points follow the weaker one."),
    )
    custom_objects = TextField(
        label=_("Your own objects to be shown"),
        required=False,
        limit=text.LONG,
        widget=LINES,
        help_text=_("Custom objects, one per line: renewals, territories, usage events …"),
    )

    def offer_crms(self, framework: Framework) -> None:
        field = self.fields["crms"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(crm.slug, crm.title) for crm in framework.crms]

    @property
    def own_objects(self) -> list[str]:
        return split(self.cleaned_data["custom_objects"])


class NewEvaluationForm(PurchaseMixin, VendorsMixin, CreatingForm):
    """A new evaluation with its candidates."""

    field_order = ("title", "crms", "vendors", "new_vendors", "custom_objects", "mode")

    mode = forms.ChoiceField(
        label=_("Who gives points"),
        choices=Mode.choices,
        required=False,
        initial=Mode.SOLO,
        widget=forms.RadioSelect,
        help_text=_("It stays as it is once the evaluation is started."),
    )

    def __init__(self, *args: Any, framework: Framework, vendors: list[Choice], **kwargs: Any) -> None:
        # Each CRM brings required objects with it, so none is ticked for the lead; a sole one is.
        if len(framework.crms) == 1:
            kwargs.setdefault("initial", {"crms": [framework.crms[0].slug]})
        super().__init__(*args, **kwargs)
        self.offer_crms(framework)
        self.offer(vendors)

    def clean_mode(self) -> str:
        """The lead alone, where nothing was chosen."""
        return self.cleaned_data["mode"] or Mode.SOLO


class EditEvaluationForm(PurchaseMixin, Form):
    """Title, CRMs and custom objects of an evaluation."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "title": evaluation.title,
            "crms": evaluation.crms,
            "custom_objects": "\n".join(evaluation.custom_objects),
            "seen": state_of(evaluation),
        }
        super().__init__(*args, **kwargs)
        self.offer_crms(evaluation.document)


class AddCandidatesForm(VendorsMixin, CreatingForm):
    """More vendors for an evaluation."""

    def __init__(self, *args: Any, vendors: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(vendors)


class ReasonForm(Form):
    """Why; the reason stays on the record."""

    reason = TextField(
        label=_("Reason"),
        limit=1000,
        widget=LINES,
        help_text=_("It stays on the record with your name."),
    )


class ObjectReasonForm(ReasonForm):
    """An object, or a whole CRM, and why it is let pass."""

    what = forms.ChoiceField(label=_("Object"))
    field_order: Sequence[str] = ("what", "reason")

    def __init__(self, *args: Any, choices: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["what"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def crm_and_object(self) -> tuple[str, str]:
        """The object is blank for the whole CRM."""
        crm, _slash, name = self.cleaned_data["what"].partition("/")
        return crm, name


class WaiveForm(ObjectReasonForm):
    """What is let pass, why, and up to which day."""

    expires_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input input--short"}, format="%Y-%m-%d"),
        help_text=_("Leave it empty for a waiver without an end. After this day it clears nothing any more."),
    )


class DemoForm(CreatingForm):
    """A demo's plan and notes; times are those of the workspace's zone."""

    held_at = forms.DateTimeField(label=_("When"), widget=MOMENT)
    environment = forms.ChoiceField(
        label=_("Environment shown"),
        choices=[("", _("Not known yet")), *Environment.choices],
        required=False,
    )
    attendees = TextField(label=_("From our side"), required=False, limit=text.LONG, widget=LINES)
    vendor_people = TextField(label=_("The vendor's people"), required=False, limit=text.LONG, widget=LINES)
    recorder = forms.TypedChoiceField(
        label=_("Recorder"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_(
            "While the demo runs, verdicts and proof are set by this person alone; the others propose. "
            "With nobody named, everybody sets them."
        ),
    )
    recording_url = TextField(
        label=_("Link to the recording"), required=False, limit=1000, widget=forms.URLInput
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, framework: Framework, members: list[Choice], demo: Demo | None = None, **kwargs: Any
    ) -> None:
        planned = demo.planned_minutes if demo else {}
        minutes = {f"minutes-{one.slug}": planned.get(one.slug, one.minutes) for one in framework.dimensions}
        kwargs["initial"] = {**minutes, **(fields_of(demo) if demo else {})}
        super().__init__(*args, **kwargs)
        self.framework = framework
        recorder = self.fields["recorder"]
        if isinstance(recorder, forms.TypedChoiceField):
            recorder.choices = members
        for one in framework.dimensions:
            widget = forms.NumberInput(attrs={"class": "input input--short", "min": 1, "max": 240})
            self.fields[f"minutes-{one.slug}"] = forms.IntegerField(
                label=one.title, widget=widget, min_value=1, max_value=240
            )

    @property
    def minute_fields(self) -> list[forms.BoundField]:
        return [self[f"minutes-{one.slug}"] for one in self.framework.dimensions]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("minutes-")]

    @property
    def values(self) -> DemoValues:
        cleaned = self.cleaned_data
        return DemoValues(
            held_at=cleaned["held_at"],
            environment=cleaned["environment"],
            attendees=cleaned["attendees"],
            vendor_people=cleaned["vendor_people"],
            recorder=cleaned["recorder"],
            recording_url=cleaned["recording_url"],
            planned_minutes={one.slug: cleaned[f"minutes-{one.slug}"] for one in self.framework.dimensions},
        )


def fields_of(demo: Demo) -> dict[str, Any]:
    names = ("held_at", "environment", "attendees", "vendor_people", "recording_url")
    own = {name: getattr(demo, name) for name in names}
    return {**own, "recorder": str(demo.recorder_id or ""), "seen": state_of_demo(demo)}
