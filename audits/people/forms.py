"""What people type about people: names, addresses, roles, tokens, settings."""

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audits.kit.fields import TextField
from audits.people.models import User
from audits.people.roles import Role

PASSWORD_LIMIT = 1000
web_address = URLValidator(schemes=["http", "https"])


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


class TicketsForm(forms.Form):
    """Where Jira is and what to open there; all of it or nothing."""

    jira_url = LineField(
        label=_("Jira site"),
        required=False,
        limit=300,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://acme.atlassian.net"}),
    )
    jira_project = LineField(
        label=_("Project id"),
        required=False,
        limit=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("A number. Open /rest/api/2/project/KEY at your site: it is the “id” there."),
    )
    jira_issue_type = LineField(
        label=_("Issue type id"),
        required=False,
        limit=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("A number. The same place lists the issue types of the project with theirs."),
    )

    def clean_jira_url(self) -> str:
        """The site's address without what may follow it."""
        given: str = self.cleaned_data["jira_url"].rstrip("/")
        if given and (site_problem := problem_of_site(given)):
            raise forms.ValidationError(site_problem)
        return given

    def clean_jira_project(self) -> str:
        return self.number("jira_project")

    def clean_jira_issue_type(self) -> str:
        return self.number("jira_issue_type")

    def number(self, name: str) -> str:
        given: str = self.cleaned_data[name]
        if given and not (given.isascii() and given.isdigit()):
            raise forms.ValidationError(gettext("This is a number in Jira."))
        return given

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        names = ("jira_url", "jira_project", "jira_issue_type")
        if any(cleaned.get(name) for name in names):
            for name in names:
                if cleaned.get(name) == "":
                    self.add_error(name, gettext("Jira needs this as well; leave all three empty for none."))
        return cleaned


def problem_of_site(given: str) -> str:
    """Why this is no site that a link may lead to, or nothing."""
    try:
        parts = urlsplit(given)
        web_address(given)
    except (ValueError, forms.ValidationError):
        return gettext("Give the address of the site, beginning with https://.")
    if parts.username is not None or parts.query or parts.fragment:
        return gettext("Give the address of the site alone, without a name, a question mark or a #.")
    return ""
