"""Forms of vendors and their contacts."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form
from audits.vendors.actions import VendorValues, lookalikes, state_of
from audits.vendors.contacts import ContactValues
from audits.vendors.models import Contact, Vendor

CRM_CHOICES = [("salesforce", "Salesforce"), ("hubspot", "HubSpot")]
# Not type=url: a browser then refuses "relay.example" before the form can take it.
WEBSITE = forms.TextInput(
    attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false", "placeholder": "https://"}
)
BARE_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?(/|\?|#|$)")
OWN_FIELDS = ("name", "product", "website", "crms", "note")
NOTE = forms.Textarea(attrs={"rows": 4})


class VendorForm(CreatingForm):
    """A vendor's own fields; warns once when there is one that looks the same."""

    name = TextField(label=_("Name"))
    product = TextField(label=_("Product"), required=False)
    website = TextField(label=_("Website"), required=False, widget=WEBSITE)
    crms = forms.MultipleChoiceField(
        label=_("CRMs it says it works with"),
        choices=CRM_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A claim, kept apart from what a demo shows."),
    )
    note = TextField(label=_("Note"), required=False, limit=text.LONG, widget=NOTE)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, workspace_id: UUID, vendor: Vendor | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workspace_id, self.vendor = workspace_id, vendor
        self.lookalikes: list[Vendor] = []
        if vendor is not None:
            self.initial = {name: getattr(vendor, name) for name in self.values_of} | {
                "seen": state_of(vendor)
            }

    values_of = ("name", "product", "website", "crms", "note")

    def clean_website(self) -> str:
        """An address as people say it, without its scheme, is taken as https."""
        website: str = self.cleaned_data["website"]
        is_bare = BARE_HOST.match(website) is not None
        return f"https://{website}" if is_bare else website

    def clean(self) -> dict[str, Any]:
        """A likely duplicate is asked about; "It is another one" says it is meant."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name") and "is_another" not in self.data and self.looks_new(cleaned):
            self.lookalikes = lookalikes(
                workspace_id=self.workspace_id,
                name=cleaned["name"],
                website=cleaned.get("website", ""),
                besides=self.vendor.pk if self.vendor else None,
            )
        if self.lookalikes:
            self.add_error(None, _("There is a vendor that looks like this one. Nothing was saved yet."))
        return cleaned

    def looks_new(self, cleaned: dict[str, Any]) -> bool:
        """An edit that leaves name and website alone asks nothing."""
        if self.vendor is None:
            return True
        return (cleaned["name"], cleaned.get("website", "")) != (self.vendor.name, self.vendor.website)

    @property
    def values(self) -> VendorValues:
        cleaned = self.cleaned_data
        return VendorValues(
            name=cleaned["name"],
            product=cleaned["product"],
            website=cleaned["website"],
            crms=cleaned["crms"],
            note=cleaned["note"],
        )


class ContactForm(CreatingForm):
    """A person at a vendor."""

    name = TextField(label=_("Name"))
    role = TextField(label=_("Role"), required=False)
    email = TextField(label=_("E-mail"), required=False, widget=forms.EmailInput)
    phone = TextField(label=_("Phone"), required=False, limit=50)

    @property
    def values(self) -> ContactValues:
        cleaned = self.cleaned_data
        return ContactValues(
            name=cleaned["name"], role=cleaned["role"], email=cleaned["email"], phone=cleaned["phone"]
        )

    @staticmethod
    def fields_of(contact: Contact | None) -> dict[str, str]:
        if contact is None:
            return {}
        return {name: getattr(contact, name) for name in ("name", "role", "email", "phone")}


class SearchForm(Form):
    """What the list shows; anything not understood is as if not asked for."""

    q = TextField(label=_("Search by name or product"), required=False, widget=forms.TextInput)
    show = forms.ChoiceField(choices=[("current", ""), ("archived", "")], required=False)
    after = forms.UUIDField(required=False)

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_valid() or name in self.cleaned_data else None
