"""Forms of asking a vendor in writing."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from audits.evaluations.actions.clarifications import Request
from audits.evaluations.models.clarification import LONGEST_QUESTION
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form
from audits.kit.languages import Language
from audits.scoring.framework import Dimension, Framework, Question

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
USUAL_WAIT = timedelta(days=7)
Row = tuple[Question, BoundField, BoundField]


class AskForm(CreatingForm):
    """Which questions, in which words, to whom, until when."""

    email = forms.CharField(
        label=_("To"),
        max_length=200,
        help_text=_("Somebody at the vendor. They may pass the link on to colleagues."),
        widget=forms.EmailInput(attrs={"list": "contacts", "autocomplete": "off"}),
    )
    due_on = forms.DateField(label=_("Deadline"), widget=DAY, help_text=_("Answers are taken all that day."))
    language = forms.ChoiceField(
        label=_("Language of the mail"),
        choices=Language.choices,
        initial=Language.EN,
        help_text=_("The page behind the link is in English, your questions stand as you write them."),
    )
    message = TextField(
        label=_("Words of your own to the vendor"),
        required=False,
        limit=text.LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the mail and above the questions. Your notes on the answers are never shown."),
    )

    def __init__(
        self, *args: Any, framework: Framework, chosen: Iterable[str], today: date, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"due_on": today + USUAL_WAIT, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.framework = framework
        preselected = set(chosen)
        for question in framework.questions:
            name = question.slug
            self.fields[f"choose_{name}"] = forms.BooleanField(
                label=question.slug.upper(), required=False, initial=name in preselected
            )
            self.fields[f"asked_{name}"] = TextField(
                label=_("Wording"),
                required=False,
                limit=LONGEST_QUESTION,
                initial=question.text,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def groups(self) -> list[tuple[Dimension, list[Row]]]:
        """The questions by dimension, each with its tick and its wording."""
        return [
            (dimension, [self.row(question) for question in dimension.questions])
            for dimension in self.framework.dimensions
        ]

    def row(self, question: Question) -> Row:
        return question, self[f"choose_{question.slug}"], self[f"asked_{question.slug}"]

    @property
    def frame(self) -> list[BoundField]:
        """What is asked besides the questions."""
        return [self[name] for name in ("form_key", "email", "due_on", "language", "message")]

    @property
    def values(self) -> Request:
        sent = self.cleaned_data
        slugs = [question.slug for question in self.framework.questions]
        return Request(
            questions={slug: sent[f"asked_{slug}"] for slug in slugs if sent[f"choose_{slug}"]},
            email=sent["email"],
            due_on=sent["due_on"],
            language=sent["language"],
            message=sent["message"],
        )


class DeadlineForm(Form):
    """Another deadline, under the same link or with a new one."""

    due_on = forms.DateField(label=_("New deadline"), widget=DAY)
