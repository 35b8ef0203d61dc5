"""Drafts for tests, made through the product's own actions."""

from typing import Any

from audits.checklists import library
from audits.checklists.actions.library import latest, load_built_in
from audits.checklists.actions.own_lists import begin, copy_checklist
from audits.checklists.document import Check, Checklist, Group, Said
from audits.checklists.models import ChecklistVersion, Draft
from audits.checklists.outline import Outline
from audits.people.actor import Actor
from tests.pages import Pages

BUILT_IN = {checklist.slug: checklist for checklist in library.checklists()}


def make_copy(actor: Actor, slug: str = "email", title: str = "Our mail") -> Draft:
    """A draft that begins as a built-in checklist."""
    load_built_in()
    version = latest(slug, workspace_id=actor.workspace_id)
    assert version is not None
    made = copy_checklist(actor=actor, version=version, title=title)
    return Draft.objects.get(pk=made["id"])


def make_empty(actor: Actor, title: str = "Ours") -> Draft:
    return Draft.objects.get(pk=begin(actor=actor, title=title)["id"])


def outline_of(draft: Draft) -> Outline:
    draft.refresh_from_db()
    return Outline.stored(draft.document)


def slugs_of(draft: Draft) -> list[str]:
    return [check.slug for check in outline_of(draft).checks]


def own_check(slug: str = "own-lag", **values: Any) -> Check:
    base: dict[str, Any] = {"slug": slug, "title": "Lag", "kind": "own", "group": "all"}
    base |= {"test": Said(text="Whether it lags.", origin="proposed"), "origin": "proposed"}
    return Check(**(base | values))


def own_checklist(**values: Any) -> Checklist:
    base: dict[str, Any] = {
        "slug": "ours",
        "title": "Ours",
        "version": 1,
        "kind": "own",
        "intro": "What for.",
    }
    base |= {"groups": (Group(slug="all", title="All"),), "checks": (own_check(),)}
    return Checklist(**(base | values))


def version_of(actor: Actor, slug: str, number: int) -> ChecklistVersion:
    return ChecklistVersion.objects.get(workspace_id=actor.workspace_id, slug=slug, version=number)


def form_of(pages: Pages, name: str, *arguments: Any) -> dict[str, Any]:
    """What the form of a check sends when nothing is typed into it, its rows included."""
    form = pages.open(name, *arguments).context["form"]
    sent = {bound.name: bound.value() for bound in form}
    for rows in (form.limits, form.record):
        parts = [*rows.management_form, *(bound for row in rows for bound in row)]
        sent |= {bound.html_name: bound.value() for bound in parts}
    return {name: value for name, value in sent.items() if value is not None and value is not False}
