"""What people type about people: names, addresses, roles, tokens, settings."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audits.kit.fields import TextField
from audits.people.models import User
from audits.people.roles import Role

PASSWORD_LIMIT = 1000


class LineField(TextField):
    """Text on one line: line breaks and runs of blanks become one blank."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class NameForm(forms.Form):
    name = LineField(label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("Email"), max_length=200, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.PANELIST)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class JoinForm(NameForm):
    """Name and password of a new person."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=PASSWORD_LIMIT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.email = email
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password


class TokenForm(forms.Form):
    name = LineField(label=_("Name"), help_text=_("What will use it, so that you know it again."))
    expires_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty, it works until somebody revokes it."),
    )

    def clean_expires_on(self) -> date | None:
        """A day that every calendar and time zone can still count on from."""
        day: date | None = self.cleaned_data["expires_on"]
        if day and day.year >= 2200:
            raise forms.ValidationError(gettext("Take an earlier day, or none."))
        return day

    def expires_at(self, zone: ZoneInfo) -> datetime | None:
        """The end of the last day in the workspace's time zone."""
        day = self.cleaned_data["expires_on"]
        return datetime.combine(day + timedelta(days=1), time(), zone) if day else None


class WorkspaceForm(forms.Form):
    name = LineField(label=_("Name"))
    timezone = forms.CharField(
        label=_("Time zone"),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
        help_text=_("As in Europe/Berlin; due dates and shown times follow it."),
    )

    def clean_timezone(self) -> str:
        name: str = self.cleaned_data["timezone"]
        if name not in available_timezones():
            raise forms.ValidationError(gettext("There is no time zone of this name."))
        return name
