"""Forms of sign-offs."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.evaluations.actions.signatures import NAME, Wanted
from audits.evaluations.forms.setup import LINES, Choice
from audits.evaluations.models import Signature
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm
from audits.kit.languages import Language

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
USUAL_WAIT = timedelta(days=7)


class AskForm(CreatingForm):
    """Who is to sign, in which role, until when."""

    member = forms.TypedChoiceField(
        label=_("A member"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("They sign signed in. Leave it blank for somebody without an account."),
    )
    name = TextField(label=_("Or somebody else: name"), required=False, limit=NAME)
    email = forms.CharField(
        label=_("Their e-mail"),
        required=False,
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("They get a link that opens this decision and nothing else."),
    )
    role = TextField(
        label=_("Signs as"), limit=NAME, help_text=_("For instance “Head of Procurement”; it is printed.")
    )
    due_on = forms.DateField(label=_("Until"), widget=DAY)
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=Language.choices, initial=Language.EN
    )

    def __init__(self, *args: Any, members: list[Choice], today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"due_on": today + USUAL_WAIT}
        super().__init__(*args, **kwargs)
        member = self.fields["member"]
        if isinstance(member, forms.TypedChoiceField):
            member.choices = members

    @property
    def values(self) -> Wanted:
        sent = self.cleaned_data
        return Wanted(
            member=sent["member"],
            name=sent["name"],
            email=sent["email"],
            role=sent["role"],
            due_on=sent["due_on"],
            language=sent["language"],
        )


class SignForm(CreatingForm):
    """The signer's name and role as they are printed, and that they have read the PDF with this hash."""

    name = TextField(label=_("Your name"), limit=NAME)
    role = TextField(label=_("You sign as"), limit=NAME)
    read = forms.BooleanField(
        label=_("I have read the PDF with this SHA-256 and sign it."),
        error_messages={"required": _("Confirm that you have read it.")},
    )
    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, signature: Signature, sha256: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {"name": signature.name, "role": signature.role, "sha256": sha256}
        super().__init__(*args, **kwargs)
        if signature.is_member:
            # Who is signed in signs under their own name.
            self.fields["name"].disabled = True


class ChallengeForm(CreatingForm):
    """What the signer objects to."""

    reason = TextField(
        label=_("What do you object to?"),
        limit=text.LONG,
        widget=LINES,
        help_text=_("It goes to whoever asked you, is answered there, and is printed with the answer."),
    )
    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sha256: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {"sha256": sha256}
        super().__init__(*args, **kwargs)


class ReplyForm(CreatingForm):
    """The lead's answer to a challenge."""

    reply = TextField(
        label=_("Your answer"),
        limit=text.LONG,
        widget=LINES,
        help_text=_("It is printed beside the challenge and mailed to whoever made it. It is given once."),
    )
