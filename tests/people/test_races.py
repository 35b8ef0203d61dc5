"""Two at the same moment: one wins, the other is told (on both databases)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from audits.kit.refusals import Blocked, Denied
from audits.people.actions.account import use_link
from audits.people.actions.invitations import join_as_new
from audits.people.actions.members import change_role
from audits.people.models import Invitation, Membership, User
from audits.people.roles import Role
from tests.factories import PASSWORD, make_actor, make_user, make_workspace

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls):
    """Runs the calls at once; the result of each, or what it was refused with."""
    start = Barrier(len(calls))

    def run(call):
        try:
            start.wait(timeout=10)
            return call()
        except (Blocked, Denied) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def refusals(results):
    return [result for result in results if isinstance(result, Exception)]


@pytest.mark.parametrize("attempt", range(5))
def test_two_accept_the_same_invitation(attempt):
    admin = make_actor(make_workspace(), Role.ADMIN)
    values = {"email": "new@halden.example", "role": Role.OWNER}
    invitation, _ = Invitation.issue(workspace_id=admin.workspace_id, by_id=admin.user_id, **values)

    def accept():
        found = Invitation.objects.get(pk=invitation.pk)
        return join_as_new(invitation=found, name="Nia", password=PASSWORD)

    assert len(refusals(together(accept, accept))) == 1
    assert User.objects.filter(email="new@halden.example").count() == 1
    assert Membership.objects.filter(user__email="new@halden.example").count() == 1


@pytest.mark.parametrize("attempt", range(5))
def test_one_new_person_accepts_two_invitations(attempt):
    """The account is made once; the second link asks to sign in."""
    calls = []
    for slug in ["one", "two"]:
        admin = make_actor(make_workspace(slug), Role.ADMIN)
        values = {"email": "new@halden.example", "role": Role.OWNER}
        invitation, _ = Invitation.issue(workspace_id=admin.workspace_id, by_id=admin.user_id, **values)
        calls.append(lambda each=invitation: join_as_new(invitation=each, name="Nia", password=PASSWORD))
    assert len(refusals(together(*calls))) == 1
    assert Invitation.objects.filter(accepted_at=None).count() == 1


@pytest.mark.parametrize("attempt", range(5))
def test_two_admins_demote_each_other(attempt):
    workspace = make_workspace()
    admins = [make_actor(workspace, Role.ADMIN, f"{name}@halden.example") for name in "ab"]
    calls = [
        lambda by=by, other=other: change_role(
            actor=by, membership=Membership.objects.get(user=other.user_id), role=Role.LEAD
        )
        for by, other in [admins, reversed(admins)]
    ]
    assert len(refusals(together(*calls))) == 1
    assert Membership.objects.active().filter(role=Role.ADMIN).count() == 1


def test_a_one_time_link_is_used_twice_at_once():
    user = make_user("ada@halden.example")
    seen = [User.objects.get(pk=user.pk) for _ in range(2)]
    assert sorted(together(*[lambda each=each: use_link(each) for each in seen])) == [False, True]
