"""The form of a question: its words, what to dig for, and rows of facts to note."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from audits.frameworks.forms.fields import LineField, LinesField, options_of
from audits.frameworks.forms.parts import PartForm, RowForm, Rows
from audits.frameworks.forms.rows import formset, kept
from audits.frameworks.outline import Document
from audits.frameworks.wording import FACT_KINDS, NEEDS, ORIGINS, labels
from audits.kit.slugs import free_slug

MOST = 12


class FactForm(RowForm):
    """Something to note beside the verdict."""

    label = LineField(label=_("What to note"), required=True)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(FACT_KINDS.items()), initial="text")
    options = LinesField(label=_("Options"), most=20, rows=3)
    latency = forms.BooleanField(label=_("Counts as latency"), required=False)

    @staticmethod
    def of(fact: Document) -> dict[str, Any]:
        return {**fact, "options": "\n".join(labels(fact.get("options", [])))}

    def fact(self, slug: str, before: Document) -> Document:
        given = self.cleaned_data
        fact = {"slug": slug, "label": given["label"], "kind": given["kind"]}
        if given["options"]:
            fact["options"] = options_of(given["options"], before.get("options", []), word="option")
        return fact | ({"latency": True} if given["latency"] else {})


FactRows = formset(FactForm, most=MOST, extra=2)


class QuestionForm(PartForm):
    """A question with everything that belongs to it."""

    text = LineField(label=_("Question"), required=True, help_text=_("As it is asked in the demo."))
    short = LineField(label=_("In short"), limit=60, help_text=_("For tables and lists."))
    origin = forms.ChoiceField(label=_("Origin"), choices=list(ORIGINS.items()), initial="proposed")
    needs = forms.ChoiceField(
        label=_("Proof needed"),
        choices=[("", _("None in particular")), *NEEDS.items()],
        required=False,
        help_text=_("Without it an answer is not believed whole."),
    )
    probes = LinesField(label=_("To dig deeper"), most=MOST, help_text=_("One in each line."))
    evidence = LinesField(label=_("Evidence to ask for"), most=MOST, help_text=_("One in each line."))
    red_flags = LinesField(label=_("Red flags"), most=MOST, help_text=_("One in each line."))

    def shown(self) -> dict[str, Any]:
        lines = {name: "\n".join(self.before.get(name, [])) for name in ("probes", "evidence")}
        flags = "\n".join(labels(self.before.get("red_flags", [])))
        return {**self.before, **lines, "red_flags": flags}

    def made_rows(self, data: QueryDict | None) -> Rows:
        return FactRows(data, prefix="facts", initial=[*map(FactForm.of, self.before.get("facts", []))])

    @property
    def content(self) -> Document:
        given = dict(self.cleaned_data)
        flags = options_of(given["red_flags"], self.before.get("red_flags", []), word="flag")
        return {**given, "needs": given["needs"] or None, "red_flags": flags, "facts": self.facts()}

    def facts(self) -> list[Document]:
        """The rows as facts: those that were there keep their slug, new ones get one from their label."""
        before = {fact["slug"]: fact for fact in self.before.get("facts", [])}
        taken, made = set(before), []
        for row in kept(self.rows):
            given = row.cleaned_data
            slug = given["slug"]
            if slug not in before:
                slug = free_slug(slugify(given["label"]).replace("_", "-") or "fact", taken)
                taken.add(slug)
            made.append(FactForm.fact(row, slug, before.get(slug, {})))  # type: ignore[arg-type]
        return made
