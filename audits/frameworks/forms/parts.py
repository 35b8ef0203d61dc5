"""Forms of a draft's places: they save by themselves, and what is missing may stay missing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from audits.frameworks.forms.fields import LineField, LinesField, ProseField, area
from audits.frameworks.outline import Document
from audits.frameworks.spots import Spot, mark_of
from audits.journal.words import Change, changes
from audits.kit.forms import Form
from audits.kit.refusals import Conflict
from audits.scoring.parts import LEVELS

if TYPE_CHECKING:
    Rows = forms.BaseFormSet[Form]
else:
    Rows = forms.BaseFormSet


def named(form: forms.Form) -> None:
    """Every field knows where its fault will stand, also when that is told while somebody types."""
    for bound in form:
        hint = [f"{bound.auto_id}_helptext"] if bound.help_text else []
        bound.field.widget.attrs["aria-describedby"] = " ".join([*hint, f"{bound.auto_id}_error"])


class RowForm(Form):
    """One row of several; what was there keeps its slug."""

    slug = forms.SlugField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named(self)


class PartForm(Form):
    """What stands at one place of a draft."""

    overwrites: str = ""
    """The mark of what somebody else wrote, when saving was refused because of it."""
    theirs: tuple[Change, ...] = ()
    rows: Rows | None = None

    def __init__(self, data: QueryDict | None, *, document: Document, spot: Spot) -> None:
        self.document, self.before = document, spot.read(document)
        super().__init__(data, initial=self.shown())
        self.rows = self.made_rows(data)
        named(self)

    def shown(self) -> dict[str, Any]:
        """What the fields show of the place."""
        return dict(self.before)

    def made_rows(self, data: QueryDict | None) -> Rows | None:
        """The rows of the form, where it has some."""
        return None

    @property
    def content(self) -> Document:
        """The place as it was filled in."""
        return dict(self.cleaned_data)

    @property
    def seen(self) -> str:
        """The mark of what one had before oneself, or of what one overwrites knowingly."""
        return str(self.data.get("overwrites") or self.data.get("seen", ""))

    @property
    def mark(self) -> str:
        """What the page has before it after this answer."""
        if self.result:
            return str(self.result["mark"])
        return str(self.data.get("seen", "")) if self.is_bound else mark_of(self.before)

    def is_valid(self) -> bool:
        """All parts are looked at, so that every fault is shown at once."""
        return all([super().is_valid(), self.rows is None or self.rows.is_valid()])

    @property
    def answer_status(self) -> int:
        is_wrong = self.is_bound and self.rows is not None and not self.rows.is_valid()
        return 422 if is_wrong and not self.refused_with else super().answer_status

    @property
    def all_fields(self) -> Iterator[forms.BoundField]:
        """Every field that may be at fault, those of the rows too."""
        yield from self
        for row in self.rows or []:
            yield from row

    def show_theirs(self, conflict: Conflict) -> None:
        """Nothing typed is replaced: what stands there now is told beside it."""
        theirs = dict(conflict.theirs)
        self.overwrites = theirs.pop("mark")
        self.theirs = tuple(changes(conflict.yours, theirs))


class HeadForm(PartForm):
    """Title, provenance, and what a tidy demo does not show."""

    title = LineField(label=_("Title"), limit=60, required=True)
    author = LineField(label=_("Written by"))
    source = LineField(label=_("Goes back to"), help_text=_("An article, a standard, your own experience."))
    note = ProseField(label=_("What a reader should know about that source"))
    blind_spots = LinesField(
        label=_("Demo blind spots"), most=12, help_text=_("One in each line, as reminders before a demo.")
    )

    def shown(self) -> dict[str, Any]:
        spots = "\n".join(self.before.get("blind_spots", []))
        return {**self.before, **self.before.get("provenance", {}), "blind_spots": spots}

    @property
    def content(self) -> Document:
        given = self.cleaned_data
        provenance = {name: given[name] for name in ("author", "source", "note")}
        return {"title": given["title"], "provenance": provenance, "blind_spots": given["blind_spots"]}


class DimensionForm(PartForm):
    """A dimension's texts and its six levels; what its points are worth is the same for all."""

    title = LineField(label=_("Title"), limit=60, required=True)
    short_title = LineField(label=_("Short title"), limit=20, help_text=_("For narrow places."))
    core = forms.BooleanField(
        label=_("Core"), required=False, help_text=_("Otherwise it is shown as a gap category.")
    )
    minutes = forms.IntegerField(
        label=_("Minutes of a demo"), min_value=1, max_value=240, required=False, help_text=_("Blank: 7.")
    )
    definition = ProseField(label=_("What it is about"))
    weak = ProseField(label=_("Weak"))
    medium = ProseField(label=_("Medium"))
    strong = ProseField(label=_("Strong"))
    level_0 = LineField(label=_("0 points"), widget=area(2))
    level_1 = LineField(label=_("1 point"), widget=area(2))
    level_2 = LineField(label=_("2 points"), widget=area(2))
    level_3 = LineField(label=_("3 points"), widget=area(2))
    level_4 = LineField(label=_("4 points"), widget=area(2))
    level_5 = LineField(label=_("5 points"), widget=area(2))

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [bound for bound in self if not bound.name.startswith("level_")]

    @property
    def level_fields(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name.startswith("level_")]

    def shown(self) -> dict[str, Any]:
        levels = {f"level_{points}": text for points, text in enumerate(self.before.get("rubric", []))}
        return {**self.before, **levels}

    @property
    def content(self) -> Document:
        given = dict(self.cleaned_data)
        rubric = [given.pop(f"level_{points}") for points in range(LEVELS)]
        return {**given, "rubric": rubric}
