"""Forms of runs: a new one, its own fields, and why one is withdrawn or opened again."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audits.checklists.actions.library import latest
from audits.checklists.actions.runs import RunValues, state_of
from audits.checklists.actions.triage import TRIAGE
from audits.checklists.catalog import checklist_of
from audits.checklists.document import Checklist
from audits.checklists.models import Run
from audits.checklists.models.run import RunKind
from audits.checklists.offers import checklist_choices, offer_of
from audits.connectors.models import Connector
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form
from audits.people.actor import Actor
from audits.people.owners import owner_choices, with_present
from audits.vendors.models import Vendor

DAY = forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d")
# Carried over when another checklist is chosen before the run is started.
CARRIED = ("title", "vendor", "due_on", "owner", "kind")


def key_field(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=False, coerce=UUID, empty_value=None, help_text=help_text
    )


def ticks(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class TriageForm(CreatingForm):
    """Nothing to fill in: sent twice by a double click, it starts one triage."""


class RunForm(CreatingForm):
    """A new run; which groups it offers depends on the checklist and on the inventory."""

    checklist = forms.ChoiceField(label=_("Checklist"))
    groups = ticks(_("Groups"), _("Of the integrations in your inventory, and what concerns all of them."))
    others = ticks(_("Not in your inventory"))
    connectors = ticks(_("Connectors"), _("What the run looks at. None means no one in particular."))
    vendor = key_field(_("Vendor"))
    title = TextField(label=_("Title"), required=False, help_text=_("Left empty, the checklist's own."))
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    due_on = forms.DateField(label=_("Due"), required=False, widget=DAY)
    owner = key_field(_("Owner"), _("Gets every item; give single ones to others afterwards."))

    def __init__(self, *args: Any, actor: Actor, asked: QueryDict, **kwargs: Any) -> None:
        slug = asked.get("checklist", TRIAGE)
        carried = {"owner": actor.user_id, **{name: asked[name] for name in CARRIED if name in asked}}
        kwargs["initial"] = carried | {"checklist": slug, "connectors": asked.getlist("connectors")}
        super().__init__(*args, **kwargs)
        connectors = list(Connector.objects.for_workspace(actor.workspace_id).current().by_name())
        self.document = document_of(actor, slug)
        self.offer = offer_of(self.document, (each.integration_type for each in connectors))
        self.has_inventory = bool(connectors)
        self.offer_groups()
        self.offer_choices(actor, connectors)

    def offer_groups(self) -> None:
        """Without a choice to make there is no field for it."""
        if not self.offer.is_choice:
            del self.fields["groups"], self.fields["others"]
            return
        self.choose("groups", self.offer.fitting)
        self.choose("others", self.offer.others)
        self.initial["groups"] = [slug for slug, _title in self.offer.fitting]

    def offer_choices(self, actor: Actor, connectors: list[Connector]) -> None:
        vendors = Vendor.objects.for_workspace(actor.workspace_id).current().by_name()
        self.choose("checklist", checklist_choices(actor.workspace_id))
        self.choose("connectors", [(str(each.pk), f"{each.name}, {each.system}") for each in connectors])
        self.choose("vendor", [("", "–"), *((str(each.pk), each.name) for each in vendors)])
        self.choose("kind", [("", gettext("as the checklist says")), *RunKind.choices])
        self.choose("owner", owner_choices(actor))

    def choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.offer.is_choice and not (cleaned.get("groups") or cleaned.get("others")):
            self.add_error("groups", _("Choose at least one group."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What `start_run` takes."""
        cleaned = self.cleaned_data
        values = {name: cleaned[name] for name in (*CARRIED, "checklist")}
        values["connectors"] = [UUID(key) for key in cleaned["connectors"]]
        if self.offer.is_choice:
            values["groups"] = frozenset([*cleaned["groups"], *cleaned["others"]])
        return values


def document_of(actor: Actor, slug: str) -> Checklist:
    """The newest version of the checklist asked for, or of the triage when there is no such one."""
    version = latest(slug, workspace_id=actor.workspace_id) or latest(TRIAGE, workspace_id=actor.workspace_id)
    if version is None:
        raise RuntimeError("the built-in checklists are not loaded")
    return checklist_of(version.pk)


class EditRunForm(Form):
    """A run's own fields."""

    title = TextField(label=_("Title"))
    owner = key_field(_("Owner"), _("The run's own. Its items keep theirs."))
    due_on = forms.DateField(label=_("Due"), required=False, widget=DAY)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, run: Run, **kwargs: Any) -> None:
        shown = {"title": run.title, "owner": run.owner_id, "due_on": run.due_on, "seen": state_of(run)}
        super().__init__(*args, initial=shown, **kwargs)
        owner = self.fields["owner"]
        if isinstance(owner, forms.ChoiceField):
            owner.choices = with_present(owner_choices(actor), run.owner)

    @property
    def values(self) -> RunValues:
        cleaned = self.cleaned_data
        return RunValues(title=cleaned["title"], owner=cleaned["owner"], due_on=cleaned["due_on"])


class ReasonForm(Form):
    """Why something is done; it stays on the record."""

    reason = TextField(label=_("Reason"), limit=1000, widget=forms.Textarea(attrs={"rows": 3}))
