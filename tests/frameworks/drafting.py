"""Drafts of frameworks for tests, made through the product's own actions."""

import json
from typing import Any

from audits.frameworks.actions import load_built_in, publish
from audits.frameworks.actions.drafts import begin, copy_framework, publish_draft
from audits.frameworks.catalog import catalog
from audits.frameworks.models import DraftFramework, FrameworkVersion
from audits.frameworks.outline import Document
from audits.people.actor import Actor
from audits.scoring.framework import Framework
from tests.pages import Pages
from tests.scoring.framework_examples import band, dimension, document


def sample(**values: Any) -> Framework:
    """A small whole framework: two dimensions, three questions, ten points."""
    return Framework.model_validate_json(json.dumps(document() | values))


def make_version(actor: Actor, **values: Any) -> FrameworkVersion:
    """A published framework of the workspace."""
    return publish(sample(**values), workspace_id=actor.workspace_id, by_id=actor.user_id)


def make_copy(actor: Actor, title: str = "Ours", version: FrameworkVersion | None = None) -> DraftFramework:
    """A draft that begins as the built-in framework, or as another version."""
    made = copy_framework(actor=actor, version=version or load_built_in(), title=title)
    return DraftFramework.objects.get(pk=made["id"])


def make_empty(actor: Actor, title: str = "Ours") -> DraftFramework:
    return DraftFramework.objects.get(pk=begin(actor=actor, title=title)["id"])


def document_of(draft: DraftFramework) -> Document:
    draft.refresh_from_db()
    found: Document = draft.document
    return found


def published(actor: Actor, draft: DraftFramework) -> FrameworkVersion:
    return FrameworkVersion.objects.get(pk=publish_draft(actor=actor, draft=draft)["version"])


def framework_of(version: FrameworkVersion) -> Framework:
    return catalog(version.pk).framework


def form_of(pages: Pages, name: str, *arguments: Any) -> dict[str, Any]:
    """What the form of a place sends when nothing is typed into it, its rows included."""
    form = pages.open(name, *arguments).context["form"]
    sent = {bound.html_name: bound.value() for bound in form.all_fields}
    if form.rows is not None:
        sent |= {bound.html_name: bound.value() for bound in form.rows.management_form}
    told = {name: value for name, value in sent.items() if value is not None and value is not False}
    return told | {"seen": form.mark}


def large(dimensions: int = 20, questions: int = 10) -> Framework:
    """A framework of many questions: 200 in 20 dimensions unless asked otherwise."""
    most = 5 * dimensions
    return sample(
        slug="large",
        title="Large",
        objects_dimension="d-1",
        dimensions=[
            dimension(f"d-{one}", *(f"q-{one}-{number}" for number in range(1, questions + 1)))
            for one in range(1, dimensions + 1)
        ],
        bands=[band("high", most // 2 + 1, most), band("low", 0, most // 2)],
        warnings=[],
    )
