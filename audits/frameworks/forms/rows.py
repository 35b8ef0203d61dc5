"""Forms of the lists of a framework: bands, CRMs with their objects, figures, weights on offer."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from audits.frameworks.forms.fields import LineField, LinesField, ProseField, options_of
from audits.frameworks.forms.parts import PartForm, RowForm, Rows, named
from audits.frameworks.outline import Document
from audits.frameworks.wording import ASKS, object_words
from audits.kit.forms import Form
from audits.kit.slugs import free_slug

MOST_POINTS = 100


def formset(form: type[RowForm], *, most: int, extra: int) -> type[Rows]:
    """Rows of one sort, each with a box that takes it out."""
    made: type[Rows] = forms.formset_factory(
        form,
        extra=extra,
        max_num=most,
        absolute_max=most + 1,
        validate_max=True,
        can_delete=True,
        can_delete_extra=False,
    )
    return made


def kept(rows: Rows | None) -> Iterator[Form]:
    """The rows that were filled in and not taken out."""
    for form in rows.forms if rows is not None else []:
        if form.cleaned_data and not form.cleaned_data.get("DELETE"):
            yield form


def slugged(rows: Rows | None, before: list[Document], title: str, word: str) -> Iterator[tuple[str, Form]]:
    """The rows with their slugs: the one they had, or a new one from their title."""
    known = {part["slug"] for part in before}
    taken = set(known)
    for row in kept(rows):
        slug = row.cleaned_data["slug"]
        if slug not in known:
            slug = free_slug(slugify(row.cleaned_data[title]).replace("_", "-") or word, taken)
            taken.add(slug)
        yield slug, row


class BandForm(RowForm):
    """A stretch of totals, and what it asks of the buyer."""

    title = LineField(label=_("Title"), limit=60, required=True)
    min = forms.IntegerField(label=_("From"), min_value=0, max_value=MOST_POINTS, required=False)
    max = forms.IntegerField(label=_("To"), min_value=0, max_value=MOST_POINTS, required=False)
    asks = forms.ChoiceField(label=_("It asks for"), choices=list(ASKS.items()), initial="sla")
    advice = ProseField(label=_("Advice"))

    @property
    def band(self) -> Document:
        given = self.cleaned_data
        names = ("title", "min", "max", "advice", "asks")
        return {name: given[name] for name in names if given[name] is not None}


class CrmForm(RowForm):
    """A CRM and the objects that a purchase which uses it cannot do without."""

    title = LineField(label=_("CRM"), limit=60, required=True)
    objects = LinesField(
        label=_("Objects that must sync"),
        most=40,
        rows=6,
        help_text=_("One in each line; with parts as in “Activity: Task, Event”."),
    )

    def clean_objects(self) -> list[str]:
        """An object has a short title and a few parts."""
        lines: list[str] = self.cleaned_data["objects"]
        for line in lines:
            title, _colon, parts = line.partition(":")
            if not title.strip() or len(title) > 60 or len(named_parts(parts)) > 8:
                raise forms.ValidationError(
                    _("“%(line)s”: a title of up to 60 characters, then at most 8 parts.") % {"line": line}
                )
        return lines

    def crm(self, slug: str, before: Document) -> Document:
        given = self.cleaned_data
        titles = [line.partition(":")[0].strip() for line in given["objects"]]
        were = before.get("objects", [])
        parts_of = {each["slug"]: each.get("parts", []) for each in were}
        objects = options_of(titles, were, word="object", key="title")
        for line, made in zip(given["objects"], objects, strict=True):
            parts = options_of(
                named_parts(line.partition(":")[2]), parts_of.get(made["slug"], []), word="part"
            )
            made |= {"parts": parts} if parts else {}
        return {"slug": slug, "title": given["title"], "objects": objects}


def named_parts(words: str) -> list[str]:
    return [part.strip() for part in words.split(",") if part.strip()]


class FigureForm(RowForm):
    """A number worth knowing and who says it."""

    text = LineField(label=_("Figure"), required=True)
    source = LineField(label=_("Source"), help_text=_("Blank: it is shown as uncited."))
    attribution = LineField(label=_("Who says so"))


class WeightingForm(RowForm):
    """A set of weights, one for each dimension."""

    title = LineField(label=_("Title"), limit=60, required=True)

    def __init__(self, *args: Any, dimensions: list[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dimensions = dimensions
        for dimension in dimensions:
            field = forms.IntegerField(label=dimension["title"], min_value=0, max_value=100, required=False)
            field.widget.attrs["class"] = "input"
            self.fields[weight_name(dimension)] = field
        named(self)

    @property
    def weights(self) -> dict[str, int]:
        given = {each["slug"]: self.cleaned_data[weight_name(each)] for each in self.dimensions}
        return {slug: weight for slug, weight in given.items() if weight is not None}


def weight_name(dimension: Document) -> str:
    return f"weight-{dimension['slug']}"


class ListForm(PartForm):
    """A list of the framework, all of it at once."""

    name = ""
    row_form: type[RowForm]
    most, extra = 20, 2

    def shown(self) -> dict[str, Any]:
        return {"objects_dimension": self.before.get("objects_dimension", "")}

    def made_rows(self, data: QueryDict | None) -> Rows:
        rows = formset(self.row_form, most=self.most, extra=self.extra)
        return rows(data, prefix=self.name, initial=self.initial_rows(), form_kwargs=self.row_arguments())

    def initial_rows(self) -> list[Document]:
        return list(self.before.get(self.name, []))

    def row_arguments(self) -> dict[str, Any]:
        return {}


class BandsForm(ListForm):
    name, row_form = "bands", BandForm

    @property
    def content(self) -> Document:
        rows = slugged(self.rows, self.initial_rows(), "title", "band")
        return {"bands": [{"slug": slug, **row.band} for slug, row in rows]}  # type: ignore[attr-defined]


class CrmsForm(ListForm):
    name, row_form = "crms", CrmForm
    objects_dimension = forms.ChoiceField(label=_("Objects are checked under"), required=False)

    def __init__(self, data: QueryDict | None, **options: Any) -> None:
        super().__init__(data, **options)
        titles = [(each["slug"], each["title"]) for each in self.document.get("dimensions", [])]
        self.fields["objects_dimension"].choices = [("", "–"), *titles]  # type: ignore[attr-defined]

    def initial_rows(self) -> list[Document]:
        return [
            crm | {"objects": "\n".join(map(object_words, crm.get("objects", [])))}
            for crm in self.before.get("crms", [])
        ]

    @property
    def content(self) -> Document:
        before = {crm["slug"]: crm for crm in self.before.get("crms", [])}
        rows = slugged(self.rows, list(before.values()), "title", "crm")
        crms = [row.crm(slug, before.get(slug, {})) for slug, row in rows]  # type: ignore[attr-defined]
        return {"crms": crms, "objects_dimension": self.cleaned_data["objects_dimension"] or None}


class FiguresForm(ListForm):
    name, row_form, most = "figures", FigureForm, 40

    @property
    def content(self) -> Document:
        names = ("text", "source", "attribution")
        return {
            "figures": [
                {"slug": slug} | {name: row.cleaned_data[name] for name in names if row.cleaned_data[name]}
                for slug, row in slugged(self.rows, self.initial_rows(), "text", "figure")
            ]
        }


class WeightingsForm(ListForm):
    name, row_form, most, extra = "weightings", WeightingForm, 12, 1

    def initial_rows(self) -> list[Document]:
        return [
            each | {f"weight-{slug}": weight for slug, weight in each["weights"].items()}
            for each in self.before.get("weightings", [])
        ]

    def row_arguments(self) -> dict[str, Any]:
        return {"dimensions": self.document.get("dimensions", [])}

    @property
    def content(self) -> Document:
        rows = slugged(self.rows, self.initial_rows(), "title", "weights")
        return {
            "weightings": [
                {"slug": slug, "title": row.cleaned_data["title"], "weights": row.weights}  # type: ignore[attr-defined]
                for slug, row in rows
            ]
        }
