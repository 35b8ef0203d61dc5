"""An owner who has left: a form that is saved for something else takes nothing from them."""

from typing import Any

import pytest

from audits.checklists.models import Incident, Run
from audits.commitments.models import Commitment, Contract
from audits.kit import clock
from audits.people.actor import Actor
from audits.people.models import Membership, Workspace
from audits.people.roles import Role
from tests.checklists.incident_scenes import make_incident
from tests.checklists.scenes import make_run
from tests.commitments.scenes import by_hand, contracted
from tests.factories import make_actor
from tests.pages import Pages

pytestmark = pytest.mark.django_db

CASES: dict[str, tuple[Any, Any, str]] = {
    "run-edit": (Run, make_run, "title"),
    "incident-edit": (Incident, make_incident, "title"),
    "commitment-edit": (Commitment, by_hand, "text"),
    "contract-edit": (Contract, contracted, "note"),
}


@pytest.mark.parametrize("name", CASES)
def test_an_edit_keeps_the_owner_who_has_left(lead: Actor, workspace: Workspace, name: str) -> None:
    model, make, field = CASES[name]
    row: Any = make(lead)
    gone = make_actor(workspace, Role.OWNER)
    model.objects.filter(pk=row.pk).update(owner_id=gone.user_id)
    Membership.objects.filter(user=gone.user_id).update(ended_at=clock.now())
    pages = Pages.of(lead)
    sent = pages.fields(name, row.pk)
    assert "(has left)" in pages.text(name, row.pk)
    assert pages.send(name, row.pk, **{**sent, field: "Said anew."}).status_code == 302
    row.refresh_from_db()
    assert (row.owner_id, getattr(row, field)) == (gone.user_id, "Said anew.")


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_given_to_somebody_who_has_left(lead: Actor, workspace: Workspace, name: str) -> None:
    model, make, _field = CASES[name]
    row: Any = make(lead)
    gone = make_actor(workspace, Role.OWNER)
    Membership.objects.filter(user=gone.user_id).update(ended_at=clock.now())
    pages = Pages.of(lead)
    sent = pages.fields(name, row.pk)
    assert pages.send(name, row.pk, **{**sent, "owner": str(gone.user_id)}).status_code == 422
    assert model.objects.get(pk=row.pk).owner_id != gone.user_id
