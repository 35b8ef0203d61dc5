"""An uploaded scorecard between its pages: the file itself and all choices, handed to the reader sealed."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from audits.evaluations.actions.scorecards import Target
from audits.evaluations.forms.scorecards import NEW, LayoutForm, ScorecardForm
from audits.evaluations.scorecards import opening
from audits.evaluations.scorecards.columns import options
from audits.evaluations.views.found import evaluation_of
from audits.frameworks.actions import latest
from audits.frameworks.models import FrameworkVersion
from audits.http import MemberRequest
from audits.kit import seals, sheets, text
from audits.kit.clean import safe_text
from audits.kit.refusals import Invalid

SAMPLES = 3


@dataclass(frozen=True)
class Column:
    """One column as it is shown to be told apart from others."""

    letter: str
    samples: list[str]


@dataclass(frozen=True)
class Upload:
    """A file on its way in."""

    data: bytes
    name: str
    target: Target
    key: str
    choices: Mapping[str, str] = field(default_factory=dict)
    """The layout form as it was sent last."""
    marks: Sequence[str] = ()

    @cached_property
    def openings(self) -> list[sheets.Grid]:
        known = opening.known_headings(self.target.framework)
        return sheets.openings(self.data, known=known, rows=opening.LOOKED_AT)

    @cached_property
    def sheet(self) -> int:
        if given := self.choices.get("sheet"):
            return int(given)
        return opening.likely_sheet(self.openings, self.target.framework)

    @cached_property
    def grid(self) -> sheets.Grid:
        found = sheets.grid(self.data, known=opening.known_headings(self.target.framework), sheet=self.sheet)
        if not found.rows:
            raise Invalid({"file": [_("This sheet is empty.")]})
        return found

    @cached_property
    def header(self) -> int:
        if given := self.choices.get("header"):
            return int(given)
        return opening.likely_header(self.grid.rows, self.target.framework)

    @cached_property
    def headings(self) -> list[str]:
        return opening.headings(self.grid, self.header)

    @property
    def title(self) -> str:
        return self.choices.get("title", "")

    @property
    def columns(self) -> list[Column]:
        """Each column with the first cells below its heading."""
        below = [cells for number, cells in self.grid.rows if number > self.header][:SAMPLES]
        return [
            Column(
                get_column_letter(place + 1),
                [row[place][:60] for row in below if place < len(row) and row[place].strip()],
            )
            for place in range(len(self.headings))
        ]

    def form(self, sent: Mapping[str, str] | None) -> LayoutForm:
        """The form of these columns; not sent, it shows what was chosen before or is guessed."""
        framework = self.target.framework
        return LayoutForm(
            sent,
            initial=self.choices if "column-0" in self.choices else self.guessed(),
            sheets=[grid.name for grid in self.openings],
            headings=self.headings,
            options=options(self.headings, framework),
            is_new=self.target.evaluation is None,
        )

    def guessed(self) -> dict[str, Any]:
        layout = opening.likely_layout(self.grid, self.header, self.target.framework)
        roles = {f"column-{place}": str(role) for place, role in enumerate(layout.roles)}
        title = self.title or self.name.rpartition(".")[0]
        return {"sheet": str(self.sheet), "header": self.header, "title": title, **self.choices, **roles}

    def moved(self, sent: Mapping[str, str]) -> "Upload | None":
        """The file with another sheet or row of headings than its columns were shown for, if so chosen."""
        sheet, header = sent.get("sheet", ""), sent.get("header", "")
        kept = {name: sent[name] for name in ("title", "last") if sent.get(name)}
        if sheet != str(self.sheet) and sheet in map(str, range(len(self.openings))):
            return replace(self, choices={**kept, "sheet": sheet})
        if header != str(self.header) and header.isdecimal() and 0 < int(header) <= sheets.MOST_LINES:
            return replace(self, choices={**kept, "sheet": str(self.sheet), "header": str(int(header))})
        return None

    def chosen(self, form: LayoutForm) -> "Upload":
        """With what the form says, for the pages that follow."""
        return replace(self, choices={name: form.sent.get(name, "") for name in form.fields})

    def marked(self, marks: Sequence[str]) -> "Upload":
        """With what a preview has shown; each preview is an import of its own."""
        return replace(self, marks=list(marks), key=str(uuid4()))

    def sealed(self, request: MemberRequest) -> str:
        """All of it as one hidden field."""
        evaluation = self.target.evaluation
        content = {
            "data": base64.b64encode(self.data).decode(),
            "name": self.name,
            "version": self.target.version.pk,
            "evaluation": str(evaluation.pk) if evaluation else "",
            "key": self.key,
            "choices": {**self.choices, "sheet": str(self.sheet), "header": str(self.header)},
            "marks": list(self.marks),
        }
        return seals.sealed(content, seal_of(request))


def seal_of(request: MemberRequest) -> str:
    return seals.salt("scorecard", request.actor.workspace_id, request.actor.user_id)


def received(request: MemberRequest, form: ScorecardForm) -> Upload:
    """A file that has just come in; `Invalid` when nothing can be read in it."""
    target = target_of(request, form.cleaned_data["into"])
    name = safe_text("file", form.cleaned_data["file"].name or "", limit=text.LONG)[: text.SHORT]
    upload = Upload(form.data_sent, name, target, str(uuid4()))
    if not any(grid.rows for grid in upload.openings) or not upload.grid.rows:
        raise Invalid({"file": [_("This file is empty.")]})
    return upload


def target_of(request: MemberRequest, into: str) -> Target:
    """The place that was chosen; the form has offered it."""
    if into.startswith(NEW):
        version = latest(into.removeprefix(NEW), workspace_id=request.actor.workspace_id)
        if version is None:
            raise Invalid({"into": [_("This framework is no longer offered.")]})
        return Target(version)
    evaluation = evaluation_of(request, UUID(into))
    return Target(evaluation.framework, evaluation)


def opened(request: MemberRequest) -> Upload:
    """The file and the choices as this reader was handed them."""
    sent = seals.opened(request.POST.get("state", ""), seal_of(request), field="state")
    usable = FrameworkVersion.objects.usable_in(request.actor.workspace_id)
    evaluation = evaluation_of(request, UUID(sent["evaluation"])) if sent["evaluation"] else None
    return Upload(
        data=base64.b64decode(sent["data"]),
        name=sent["name"],
        target=Target(get_object_or_404(usable, pk=sent["version"]), evaluation),
        key=sent["key"],
        choices=sent["choices"],
        marks=sent["marks"],
    )
