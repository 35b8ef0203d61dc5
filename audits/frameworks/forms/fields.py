"""Fields of a framework's texts: a line, several lines, a paragraph."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _

from audits.frameworks.outline import Document
from audits.kit.fields import TextField
from audits.kit.slugs import free_slug

LINE, PROSE, TABS = 160, 1000, 4


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ProseField(TextField):
    """A paragraph: a tab becomes blanks, for a document holds no controls."""

    def __init__(self, *, limit: int = PROSE, **options: Any) -> None:
        super().__init__(limit=limit, required=False, **{"widget": area(3), **options})

    def to_python(self, value: Any) -> str:
        return super().to_python(value).expandtabs(TABS)


class LineField(TextField):
    """Text in one line, whatever was pasted. It may be blank: what is missing is told before publishing."""

    def __init__(self, *, limit: int = LINE, required: bool = False, **options: Any) -> None:
        super().__init__(limit=limit, required=required, **options)

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class LinesField(TextField):
    """Several texts, one in each line."""

    def __init__(self, *, most: int, rows: int = 4, **options: Any) -> None:
        super().__init__(limit=2 * most * LINE, required=False, widget=area(rows), **options)
        self.most = most

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in super().clean(value).split("\n") if line.strip()]
        if len(lines) > self.most:
            message = _("These are %(number)d lines; %(most)d are possible.")
            raise forms.ValidationError(message % {"number": len(lines), "most": self.most})
        for number, line in enumerate(lines, 1):
            if len(line) > LINE:
                message = _("Line %(number)d is longer than %(most)d characters.")
                raise forms.ValidationError(message % {"number": number, "most": LINE})
        return lines


def options_of(
    labels: Sequence[str], before: Sequence[Document], *, word: str, key: str = "label"
) -> list[Document]:
    """Labels as options: one that was there keeps its slug, a renamed one in its place too."""
    known = {option[key]: option["slug"] for option in before}
    kept: dict[int, str] = {number: known[label] for number, label in enumerate(labels) if label in known}
    if len(labels) == len(before):
        renamed = {number: each["slug"] for number, each in enumerate(before) if each[key] not in labels}
        kept = renamed | kept
    taken = set(kept.values())
    made = []
    for number, label in enumerate(labels):
        slug = kept.get(number) or free_slug(slugify(label).replace("_", "-") or word, taken)
        taken.add(slug)
        made.append({"slug": slug, key: label})
    return made
