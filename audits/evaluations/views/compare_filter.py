"""Sorting and filtering the comparison by the address, so that a link keeps its state (R069)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.evaluations.comparison.shapes import CandidateView
from audits.scoring.framework import Framework

TOTAL = "total"


class CompareFilter(forms.Form):
    """What the address asks for; anything unknown is said and left out."""

    sort = forms.ChoiceField(label=_("Sort by"), required=False)
    within = forms.ChoiceField(label=_("At least"), required=False)
    least = forms.IntegerField(label=_("points"), required=False, min_value=0)
    stops = forms.ChoiceField(
        label=_("Hard stops"),
        required=False,
        choices=[("", _("with and without")), ("none", _("without only")), ("only", _("with only"))],
    )

    shortlist = forms.ChoiceField(
        label=_("Shortlist"),
        required=False,
        choices=[("", _("on it and left out")), ("on", _("on it only")), ("out", _("left out only"))],
    )

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dimensions = [(dimension.slug, dimension.title) for dimension in framework.dimensions]
        self.fields["sort"].choices = [  # type: ignore[attr-defined]
            ("", _("Rank")),
            (TOTAL, _("Total")),
            ("proven", _("Proven points")),
            ("name", _("Name")),
            *dimensions,
        ]
        self.fields["within"].choices = [("", _("Total")), *dimensions]  # type: ignore[attr-defined]
        for name in self.fields:
            self.fields[name].widget.attrs["class"] = "input"
        self.fields["least"].widget.attrs["max"] = framework.max_points

    def apply(self, candidates: Sequence[CandidateView]) -> tuple[CandidateView, ...]:
        """The candidates asked for, in the order asked for; equal ones keep their rank's order."""
        self.full_clean()
        asked = self.cleaned_data if self.is_bound else {}
        kept = [one for one in candidates if self.keeps(one, asked)]
        return tuple(sorted(kept, key=lambda one: self.place(one, asked.get("sort") or "")))

    def keeps(self, candidate: CandidateView, asked: dict[str, Any]) -> bool:
        if asked.get("stops") == "none" and candidate.is_stopped:
            return False
        if asked.get("stops") == "only" and not candidate.is_stopped:
            return False
        if asked.get("shortlist") == "on" and candidate.left_out:
            return False
        if asked.get("shortlist") == "out" and not candidate.left_out:
            return False
        least = asked.get("least")
        if least is None:
            return True
        points = self.points(candidate, asked.get("within") or TOTAL)
        return points is not None and points >= least

    def place(self, candidate: CandidateView, sort: str) -> tuple[Any, ...]:
        if sort == "":
            return (candidate.rank,)
        if sort == "name":
            return (candidate.vendor.casefold(),)
        if sort == "proven":
            return (-candidate.score.proven,)
        points = self.points(candidate, sort)
        # Not scored stands last, and never as a zero.
        return (points is None, -(points or 0))

    def points(self, candidate: CandidateView, within: str) -> int | None:
        if within == TOTAL:
            return candidate.score.points
        return next(one.points for one in candidate.dimensions if one.slug == within)


def opened(asked: str, framework: Framework) -> list[str]:
    """The dimensions that the address wants open."""
    wanted = asked.split(",")
    return [dimension.slug for dimension in framework.dimensions if dimension.slug in wanted]
