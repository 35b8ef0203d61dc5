"""Other weights as a what-if: by the address, stored nowhere, and never part of the score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from audits.evaluations.comparison.firmness import contenders
from audits.evaluations.comparison.shapes import ComparisonView
from audits.evaluations.views.naming import Namer
from audits.evaluations.views.weight_words import weight_words
from audits.kit.forms import Form
from audits.scoring.framework import Framework
from audits.scoring.robustness import stated
from audits.scoring.weightings import Weighted, weighted

MOST = 100
PREFIX = "weight-"


class WeightsForm(Form):
    """How much each dimension counts, 0 to 100; 1 is as in the score."""

    def __init__(self, given: QueryDict, *, framework: Framework) -> None:
        asked = any(name.startswith(PREFIX) for name in given)
        super().__init__(given if asked else None)
        for dimension in framework.dimensions:
            self.fields[f"{PREFIX}{dimension.slug}"] = forms.IntegerField(
                label=dimension.title, required=False, min_value=0, max_value=MOST, initial=1
            )
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if len(cleaned) == len(self.fields) and not any(self.weights):
            raise forms.ValidationError(_("At least one dimension must count."))
        return cleaned

    @property
    def weights(self) -> list[Fraction]:
        """In the framework's order; a field left empty counts as in the score."""
        given = (self.cleaned_data.get(name) for name in self.fields)
        return [Fraction(1 if weight is None else weight) for weight in given]


@dataclass(frozen=True, slots=True)
class Weighed:
    """One vendor under other weights: its points as they stay, and what they would weigh."""

    name: str
    points: int
    weighed: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The order under other weights, in words."""

    headline: str
    sentences: tuple[str, ...]
    rows: tuple[Weighed, ...]


def kept_of(given: QueryDict) -> list[tuple[str, str]]:
    """The rest of the address, which other weights leave as it is."""
    return [(name, str(value)) for name, value in given.items() if not name.startswith(PREFIX)]


def offers(framework: Framework, kept: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The weights that the framework offers, each as the address that asks for them."""
    return [(each.title, urlencode([*kept, *fields(each.weights)])) for each in framework.weightings]


def fields(weights: Mapping[str, int]) -> list[tuple[str, str]]:
    return [(f"{PREFIX}{slug}", str(weight)) for slug, weight in weights.items()]


def what_if(view: ComparisonView, framework: Framework, weights: Sequence[Fraction]) -> WhatIf | None:
    """Only of those that may lead; None with fewer than two."""
    front = [one for one in contenders(view.racing) if one.may_lead]
    if len(front) < 2:
        return None
    found, namer = weighted([stated(one) for one in front], weights), Namer.of(view, framework)
    points = {str(one.id): one.score.points for one in view.candidates}
    order = sorted(found.totals.items(), key=lambda each: -each[1])
    return WhatIf(
        headline=headline(found, namer),
        sentences=tuple(weight_words(found, namer, _("in these weights"))),
        rows=tuple(Weighed(namer.vendors[key], points[key], tenths(total)) for key, total in order),
    )


def headline(found: Weighted, namer: Namer) -> str:
    first, second = sorted(found.totals.values(), reverse=True)[:2]
    words = {
        "names": namer.vendor_list(found.leaders),
        "gap": tenths(first - second),
    }
    if len(found.leaders) > 1:
        return _("With these weights %(names)s stand level.") % words
    if first == second:
        return (
            _("With these weights the points are level, and %(names)s stands first by proven points.") % words
        )
    return _("With these weights %(names)s leads by %(gap)s.") % words


def tenths(value: Fraction) -> str:
    """To a tenth, or whole where it is whole."""
    return number_format(round(float(value), 1), 0 if value.denominator == 1 else 1)
