"""Which findings a list shows: by state, by whose they are, by what they are about (R098)."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.checklists.models import Finding
from audits.checklists.models.finding import WORK, FindingQuerySet, FindingState
from audits.connectors.models import Connector
from audits.kit.forms import Form
from audits.people.actor import Actor
from audits.vendors.models import Vendor

SHOWS = (
    ("work", _("Open")),
    (FindingState.DRAFT, _("Drafts")),
    (FindingState.ACCEPTED, _("Risk accepted")),
    (FindingState.RESOLVED, _("Resolved")),
    ("all", _("All")),
)
WHOSE = (("", _("Anybody's")), ("mine", _("Mine")), ("nobody", _("Without an owner")))
FILTERS = ("whose", "vendor", "connector", "check")


class FindingFilter(Form):
    """What was asked for; anything not understood is as if not asked."""

    show = forms.ChoiceField(choices=SHOWS, required=False)
    whose = forms.ChoiceField(label=_("Owner"), choices=WHOSE, required=False)
    vendor = forms.TypedChoiceField(label=_("Vendor"), required=False, coerce=UUID, empty_value=None)
    connector = forms.TypedChoiceField(label=_("Connector"), required=False, coerce=UUID, empty_value=None)
    check = forms.ChoiceField(label=_("Check"), required=False)
    after = forms.UUIDField(required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        own = Finding.objects.for_workspace(actor.workspace_id)
        self.choose("vendor", named(Vendor.objects.filter(findings__in=own)))
        self.choose("connector", named(Connector.objects.filter(findings__in=own)))
        slugs = own.exclude(check_slug="").order_by("check_slug").values_list("check_slug", flat=True)
        self.choose("check", [(slug, slug.upper()) for slug in slugs.distinct()])
        self.is_valid()

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("all of them")), *choices]

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name)

    @property
    def show_name(self) -> str:
        return self.asked("show") or "work"

    @property
    def query(self) -> dict[str, str]:
        """The filters without the tab, for links."""
        return {name: str(value) for name in FILTERS if (value := self.asked(name))}

    def rows(self) -> FindingQuerySet:
        rows = Finding.objects.for_workspace(self.actor.workspace_id).revenue_first()
        rows = self.of_whom(self.in_state(rows))
        for name, column in (("vendor", "vendor"), ("connector", "connector"), ("check", "check_slug")):
            if value := self.asked(name):
                rows = rows.filter(**{column: value})
        if after := self.asked("after"):
            rows = rows.after(after)
        return rows.select_related("owner", "vendor", "connector")

    def in_state(self, rows: FindingQuerySet) -> FindingQuerySet:
        match self.show_name:
            case "work":
                return rows.filter(state__in=WORK)
            case "all":
                return rows
            case state:
                return rows.filter(state=state)

    def of_whom(self, rows: FindingQuerySet) -> FindingQuerySet:
        match self.asked("whose"):
            case "mine":
                return rows.filter(owner=self.actor.user_id)
            case "nobody":
                return rows.filter(owner=None)
        return rows


def named(rows: Any) -> list[tuple[str, str]]:
    """Rows by name, each once."""
    return [(str(key), name) for key, name in rows.order_by("name").values_list("pk", "name").distinct()]
