"""The form of a check in a draft: its texts, and rows of figures and of what to write down."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audits.checklists import library
from audits.checklists.document import Check, Limit, RecordField
from audits.checklists.outline import Outline
from audits.checklists.wording import COMPARISONS, RECORD_KINDS, USES, code_of, figure
from audits.connectors.models import IntegrationType
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form
from audits.kit.refusals import Conflict
from audits.kit.slugs import free_slug

TEXT_LENGTH = 2000
MOST_STEPS, MOST_LIMITS, MOST_RECORDS = 12, 8, 16
PLAIN_KINDS = ("text", "number", "time", "url", "person")
SAYS = [("", _("passes while")), ("warns", _("warns when")), ("fails", _("fails when"))]
if TYPE_CHECKING:
    Rows = forms.BaseFormSet[Form]
else:
    Rows = forms.BaseFormSet
PARAGRAPHS = re.compile(r"\n[ ]*\n\s*")
TABS = 4


class TypedField(TextField):
    """Text of a check: a tab becomes blanks, for a document holds no controls."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).expandtabs(TABS)


class LineField(TypedField):
    """Text in one line, whatever was pasted."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


def area(rows: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class LimitForm(Form):
    """A figure of the expected result."""

    what = LineField(label=_("Figure"), limit=80)
    says = forms.ChoiceField(label=_("It"), choices=SAYS, required=False)
    comparison = forms.ChoiceField(label=_("is"), choices=list(COMPARISONS.items()), initial="<")
    value = forms.DecimalField(label=_("Value"), max_digits=14, decimal_places=4)
    unit = LineField(label=_("Unit"), limit=80)
    window = LineField(label=_("Window"), limit=80, required=False)

    @staticmethod
    def of(limit: Limit) -> dict[str, Any]:
        says = "fails" if limit.fails else "warns" if limit.warns else ""
        return {
            "what": limit.what,
            "says": says,
            "comparison": limit.comparison,
            "value": figure(limit.value),
            "unit": limit.unit,
            "window": limit.window or "",
        }

    @property
    def limit(self) -> Limit:
        given = self.cleaned_data
        return Limit(
            what=given["what"],
            comparison=given["comparison"],
            value=given["value"],
            unit=given["unit"],
            window=given["window"] or None,
            fails=given["says"] == "fails",
            warns=given["says"] == "warns",
            origin="proposed",
        )


class RecordForm(Form):
    """Something to write down besides the result."""

    slug = forms.SlugField(required=False, widget=forms.HiddenInput)
    label = LineField(label=_("What to write down"), limit=80)
    kind = forms.ChoiceField(label=_("Kind"), initial="text")
    unit = LineField(label=_("Unit"), limit=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A row of the library may have a kind that nobody can give to a row of their own."""
        super().__init__(*args, **kwargs)
        offered = {*PLAIN_KINDS, self.initial.get("kind")}
        kinds = [(kind, words) for kind, words in RECORD_KINDS.items() if kind in offered]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    @staticmethod
    def of(field: RecordField) -> dict[str, Any]:
        return {"slug": field.slug, "label": field.label, "kind": field.kind, "unit": field.unit or ""}


ROWS: dict[str, Any] = {"validate_max": True, "can_delete": True, "can_delete_extra": False}
LimitRows = forms.formset_factory(
    LimitForm, extra=3, max_num=MOST_LIMITS, absolute_max=MOST_LIMITS + 1, **ROWS
)
RecordRows = forms.formset_factory(
    RecordForm, extra=4, max_num=MOST_RECORDS, absolute_max=MOST_RECORDS + 1, **ROWS
)


class CheckForm(CreatingForm):
    """A check of one's own, or a library's that is being changed."""

    title = LineField(label=_("Title"), limit=80)
    group = forms.ChoiceField(label=_("Group"))
    test = TypedField(label=_("What to test"), limit=TEXT_LENGTH, widget=area(3))
    how = TypedField(
        label=_("How to test it"),
        limit=MOST_STEPS * TEXT_LENGTH,
        required=False,
        widget=area(8, spellcheck="false"),
        help_text=_(
            "An empty line begins the next step. A command stands below a line that ends with a colon."
        ),
    )
    expected = TypedField(label=_("What to expect"), limit=TEXT_LENGTH, required=False, widget=area(3))
    expects = LineField(
        label=_("Expected in short"), limit=240, required=False, help_text=_("Stands in the rows of a run.")
    )
    remedy = TypedField(label=_("If it fails"), limit=TEXT_LENGTH, required=False, widget=area(3))
    priority = forms.ChoiceField(
        label=_("Priority"), choices=[("", "–"), ("P1", "P1"), ("P2", "P2"), ("P3", "P3")], required=False
    )
    types = forms.MultipleChoiceField(
        label=_("Types of integration"),
        choices=IntegrationType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: it is about all of them."),
    )
    failure_modes = forms.MultipleChoiceField(
        label=_("What may be behind a failure"), required=False, widget=forms.CheckboxSelectMultiple
    )
    uses = forms.MultipleChoiceField(
        label=_("Links of the connector that it needs"),
        choices=list(USES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pauses = forms.BooleanField(label=_("A failure asks to pause noisy automations"), required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None, *, outline: Outline, seen: int, check: Check | None = None
    ) -> None:
        initial = initial_of(check) if check else {}
        super().__init__(data, initial={**initial, "seen": seen})
        self.check = check
        self.fields["group"].choices = [(group.slug, group.title) for group in outline.groups]  # type: ignore[attr-defined]
        self.fields["failure_modes"].choices = modes()  # type: ignore[attr-defined]
        limits = [LimitForm.of(limit) for limit in check.limits] if check else []
        record = [RecordForm.of(field) for field in check.record] if check else []
        self.limits = LimitRows(data, prefix="limits", initial=limits)
        self.record = RecordRows(data, prefix="record", initial=record)

    def is_valid(self) -> bool:
        """All parts are looked at, so that every fault is shown at once."""
        return all([super().is_valid(), self.limits.is_valid(), self.record.is_valid()])

    @property
    def answer_status(self) -> int:
        is_wrong = self.is_bound and not (self.limits.is_valid() and self.record.is_valid())
        return 422 if is_wrong and not self.refused_with else super().answer_status

    def clean_how(self) -> str:
        how: str = self.cleaned_data["how"]
        steps = steps_in(how)
        if len(steps) > MOST_STEPS:
            message = _now("These are %(number)d steps; %(most)d are possible.")
            raise forms.ValidationError(message % {"number": len(steps), "most": MOST_STEPS})
        for number, step in enumerate(steps, 1):
            if len(step) > TEXT_LENGTH:
                message = _now("Step %(number)d is longer than %(most)d characters.")
                raise forms.ValidationError(message % {"number": number, "most": TEXT_LENGTH})
        return how

    def clean_expects(self) -> str:
        expects: str = self.cleaned_data["expects"]
        if not expects and self.check is not None and self.check.kind not in ("own", "acceptance"):
            raise forms.ValidationError(_now("A check of the library needs this for its row."))
        return expects

    @property
    def values(self) -> dict[str, Any]:
        """As `rewritten` takes them."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "group": given["group"],
            "test": given["test"],
            "how": tuple(steps_in(given["how"])),
            "expected": given["expected"] or None,
            "expects": given["expects"] or None,
            "limits": tuple(form.limit for form in kept(self.limits) if isinstance(form, LimitForm)),
            "remedy": given["remedy"] or None,
            "record": tuple(self.record_fields()),
            "priority": given["priority"] or None,
            "types": tuple(given["types"]),
            "failure_modes": tuple(given["failure_modes"]),
            "uses": tuple(given["uses"]),
            "pauses": given["pauses"],
        }

    def record_fields(self) -> Iterator[RecordField]:
        """The rows as fields: those that were there keep their slug, new ones get one from their label."""
        before = {field.slug: field for field in self.check.record} if self.check else {}
        taken = {field.slug for field in self.check.counts} if self.check else set()
        for form in kept(self.record):
            given = form.cleaned_data
            known = before.get(given["slug"])
            slug = known.slug if known else free_slug(slugify(given["label"]) or "field", taken | set(before))
            taken.add(slug)
            yield RecordField(
                slug=slug,
                label=given["label"],
                kind=given["kind"],
                choices=known.choices if known and given["kind"] == "choice" else (),
                unit=given["unit"] or None,
                capture=known.capture if known else False,
            )

    def show_theirs(self, refusal: Conflict) -> None:
        """Figures and rows have no field of their own: what they say now is told at the top."""
        super().show_theirs(refusal)
        for name, label in (("limits", _now("Figures")), ("record_fields", _now("What to write down"))):
            theirs = refusal.theirs.get(name, "")
            if theirs != refusal.yours.get(name, ""):
                values = {"part": label, "value": theirs or "–"}
                self.add_error(None, _now("%(part)s now say: %(value)s") % values)


def steps_in(how: str) -> list[str]:
    """The steps of a text in which an empty line begins the next one."""
    return [step.strip("\n ") for step in PARAGRAPHS.split(how) if step.strip()]


def kept(rows: Rows) -> Iterator[Form]:
    """The rows that were filled in and not taken out."""
    for form in rows.forms:
        if form.cleaned_data and not form.cleaned_data.get("DELETE"):
            yield form


def modes() -> list[tuple[str, str]]:
    """The failure modes of the library."""
    return [
        (slug, f"{code_of(slug)} {check.title}")
        for slug, check in library.checks().items()
        if check.kind == "failure-mode"
    ]


def initial_of(check: Check) -> dict[str, Any]:
    """What the form shows of a check."""
    return {
        "title": check.title,
        "group": check.group,
        "test": check.test.text,
        "how": "\n\n".join(step.text for step in check.how),
        "expected": check.expected.text if check.expected else "",
        "expects": check.expects or "",
        "remedy": check.remedy.text if check.remedy else "",
        "priority": check.priority or "",
        "types": list(check.types),
        "failure_modes": list(check.failure_modes),
        "uses": list(check.uses),
        "pauses": check.pauses,
    }
