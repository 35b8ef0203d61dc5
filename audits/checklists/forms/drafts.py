"""Forms of a draft but for its checks: begin, heading, groups, buttons, choosing from the library, a file."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audits.checklists.document import Group
from audits.checklists.models import Draft
from audits.checklists.outline import DOWN, UP, Outline
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form
from audits.kit.refusals import Invalid

TITLE_LENGTH = 80


class TitleForm(CreatingForm):
    """What a new checklist is to be called."""

    title = TextField(label=_("Title"), limit=TITLE_LENGTH)


class HeadForm(Form):
    """What stands above the checks."""

    title = TextField(label=_("Title"), limit=TITLE_LENGTH)
    intro = TextField(
        label=_("What it is for"), limit=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    planned = forms.IntegerField(
        label=_("Minutes planned"),
        min_value=1,
        max_value=24 * 60,
        required=False,
        help_text=_("A time-box is for audits against the clock, such as a triage; most need none."),
    )
    longest = forms.IntegerField(
        label=_("Minutes after which to stop"), min_value=1, max_value=24 * 60, required=False
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def of(draft: Draft) -> dict[str, Any]:
        outline = Outline.stored(draft.document)
        planned, longest = outline.minutes or (None, None)
        values = {"title": draft.title, "intro": outline.intro, "planned": planned, "longest": longest}
        return {**values, "seen": draft.version}

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        minutes = (given["planned"], given["longest"])
        return {"title": given["title"], "intro": given["intro"], "minutes": minutes}


class GroupForm(CreatingForm):
    """A heading under which checks stand."""

    title = TextField(label=_("Title"), limit=TITLE_LENGTH)
    note = TextField(
        label=_("Note"), limit=240, required=False, help_text=_("Stands below the heading in a run.")
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def of(group: Group, draft: Draft) -> dict[str, Any]:
        return {"title": group.title, "note": group.note or "", "seen": draft.version}


class SeenForm(CreatingForm):
    """A button about the whole draft, with the version of it that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class ButtonForm(SeenForm):
    """A button beside a part of the draft."""

    to = forms.ChoiceField(choices=[("up", ""), ("down", "")], required=False)

    @property
    def step(self) -> int:
        return UP if self.cleaned_data["to"] == "up" else DOWN


def pressed(data: QueryDict) -> ButtonForm:
    """The button that was pressed; `Invalid` when the page did not say which draft it showed."""
    form = ButtonForm(data)
    if not form.is_valid():
        raise Invalid({name: [str(error) for error in errors] for name, errors in form.errors.items()})
    return form


class ChooseForm(CreatingForm):
    """Checks to take into a draft, and the group they are to stand in."""

    checks = forms.MultipleChoiceField(
        label=_("Checks"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one check.")},
    )
    group = forms.ChoiceField(label=_("Group"), required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, outline: Outline, offered: list[str], seen: int) -> None:
        super().__init__(data, initial={"seen": seen})
        groups = [(group.slug, group.title) for group in outline.groups]
        own = _now("Each under its own heading")
        self.fields["group"].choices = [("", own), *groups]  # type: ignore[attr-defined]
        self.fields["checks"].choices = [(key, key) for key in offered]  # type: ignore[attr-defined]


class ImportForm(CreatingForm):
    """A checklist as a file: a new one, or what comes next of an own one."""

    file = forms.FileField(label=_("File"), help_text=_("TOML, as a checklist is written into it."))
    into = forms.ChoiceField(label=_("It becomes"), required=False)
    title = TextField(
        label=_("Title"), limit=TITLE_LENGTH, required=False, help_text=_("Blank: the one in the file.")
    )

    def __init__(self, data: QueryDict | None, files: Any, *, drafts: list[Draft]) -> None:
        super().__init__(data, files)
        own = [(str(draft.pk), _now("the draft of “%(title)s”") % {"title": draft.title}) for draft in drafts]
        self.fields["into"].choices = [("", _now("a new checklist")), *own]  # type: ignore[attr-defined]
        self.drafts = {draft.pk: draft for draft in drafts}

    @property
    def draft(self) -> Draft | None:
        chosen = self.cleaned_data["into"]
        return self.drafts[UUID(chosen)] if chosen else None
