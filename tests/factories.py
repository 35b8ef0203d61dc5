"""Small makers of the nouns, through the same actions as the product."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from audits.connectors.models import Connector, IntegrationType
from audits.evaluations.actions.setup import create_evaluation
from audits.evaluations.models import Candidate, Evaluation
from audits.frameworks.actions import load_built_in
from audits.people.actor import Actor
from audits.people.models import Membership, User, Workspace
from audits.people.roles import Role
from audits.vendors.models import Vendor

PASSWORD = "correct horse battery"


def make_workspace(slug: str = "halden", *, name: str = "Halden Supply", timezone: str = "UTC") -> Workspace:
    return Workspace.objects.create(slug=slug, name=name, timezone=timezone)


def make_user(email: str, *, name: str = "", password: str | None = None) -> User:
    name = name or email.split("@")[0].replace(".", " ").title()
    return User.objects.create_user(email, password, name=name)


def make_actor(workspace: Workspace, role: str = Role.LEAD, email: str = "") -> Actor:
    """A member with this role, and the actor they are."""
    user = make_user(email or f"{role}@{workspace.slug}.example")
    return Actor.of(Membership.objects.create(workspace=workspace, user=user, role=role))


def user_of(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


def make_vendor(actor: Actor, name: str = "Pipetap") -> Vendor:
    return Vendor.objects.create(workspace_id=actor.workspace_id, name=name, created_by_id=actor.user_id)


def make_connector(actor: Actor, name: str = "Lead capture", **values: Any) -> Connector:
    """A connector in the inventory; `owner` is an actor."""
    if owner := values.pop("owner", None):
        values["owner_id"] = owner.user_id
    values = {"system": "Zapier", "integration_type": IntegrationType.MIDDLEWARE, **values}
    return Connector.objects.create(
        workspace_id=actor.workspace_id, name=name, created_by_id=actor.user_id, **values
    )


def make_evaluation(
    actor: Actor,
    *,
    title: str = "Q1 sequencer choice",
    vendors: Sequence[str] = ("Pipetap",),
    crms: Sequence[str] | None = ("salesforce",),
    mode: str = "solo",
) -> Evaluation:
    """An open evaluation on the built-in framework with a candidate per vendor name."""
    load_built_in()
    ids = [make_vendor(actor, name).pk for name in vendors]
    created = create_evaluation(actor=actor, title=title, crms=crms, vendors=ids, mode=mode)
    return Evaluation.objects.get(pk=UUID(created["id"]))


def candidate_of(evaluation: Evaluation, name: str = "Pipetap") -> Candidate:
    return evaluation.candidates.with_parents().get(vendor__name=name)
