"""Forms of pages: what an action refuses comes back as the form's own errors, with every word kept."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from audits.kit.days import said_day, said_moment
from audits.kit.refusals import Blocked, Conflict, Decided, Invalid, Refusal

PLAIN_INPUTS = (forms.TextInput, forms.NumberInput, forms.URLInput, forms.EmailInput, forms.DateInput)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a bound form; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


class Form(forms.Form):
    """A form whose action may refuse; `answer_status` is what the page answers with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused_with: int | None = None
        self.result: Any = None
        for field in self.fields.values():
            if isinstance(field.widget, PLAIN_INPUTS):
                field.widget.attrs.setdefault("class", "input")

    @property
    def answer_status(self) -> int:
        if self.refused_with:
            return self.refused_with
        return 422 if self.errors else 200

    def carries_out(self, do: Callable[[], Any]) -> bool:
        """Does what was asked for; False while it is not sent, not valid or refused."""
        if not self.is_bound or not self.is_valid():
            return False
        try:
            self.result = do()
        except (Invalid, Blocked, Conflict, Decided) as refusal:
            self.refuse(refusal)
            return False
        return True

    def require(self) -> None:
        """For a form with nothing to lose: raises `Invalid` with what its fields say."""
        if not self.is_valid():
            raise Invalid({name: list(map(str, errors)) for name, errors in self.errors.items()})

    @property
    def sent(self) -> QueryDict:
        """What the browser sent."""
        if not isinstance(self.data, QueryDict):
            raise TypeError("a page's form is bound to what was posted")
        return self.data

    def refuse(self, refusal: Refusal) -> None:
        """Puts a refusal beside its fields, or at the top when it is about the whole."""
        self.refused_with = refusal.status
        fields = refusal.fields if isinstance(refusal, Invalid) else {}
        for name, problems in fields.items():
            self.add_error(name if name in self.fields else None, list(problems))
        if not fields:
            self.add_error(None, [refusal.detail, *getattr(refusal, "reasons", [])])
        if isinstance(refusal, Conflict):
            self.show_theirs(refusal)

    def show_theirs(self, conflict: Conflict) -> None:
        """Says what stands there now; sent once more, the form overwrites what it has shown."""
        if "seen" not in self.fields:
            return
        sent = self.sent.copy()
        sent[self.add_prefix("seen")] = str(conflict.version)
        self.data = sent
        theirs = conflict.theirs if isinstance(conflict.theirs, dict) else {}
        for name, value in theirs.items():
            if name in self.fields and value != conflict.yours.get(name):
                said = in_words(labelled(self.fields[name], value))
                self.add_error(name, _("It now says: %(value)s") % {"value": said})


def labelled(field: forms.Field, value: Any) -> Any:
    """What the field offers under the value, or under each of them; the value itself when it offers none."""
    labels = {key: str(label) for key, label in getattr(field, "choices", ())}
    if isinstance(value, list):
        return [labels.get(each, each) for each in value]
    return labels.get(value, value) if isinstance(value, str) else value


def in_words(value: Any) -> str:
    """A field's value inside a sentence."""
    match value:
        case True:
            return _("yes")
        case False:
            return _("no")
        case datetime():
            return said_moment(value)
        case date():
            return said_day(value)
        case list():
            return ", ".join(value) or "–"
    return str(value or "–")


class CreatingForm(Form):
    """A form that makes something: sent twice by a double click, it makes one."""

    form_key = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput, initial=uuid4)

    @property
    def key(self) -> str | None:
        """The operation's key: this form with this content. Sent again with other content it is new."""
        given = self.cleaned_data.get("form_key")
        if not given:
            return None
        content = sorted((name, self.sent.getlist(name)) for name in self.sent if name in self.fields)
        return f"{given}-{hashlib.sha256(repr(content).encode()).hexdigest()[:32]}"
