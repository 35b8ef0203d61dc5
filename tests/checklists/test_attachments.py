"""Evidence on findings and incidents."""

import pytest

from audits.checklists.actions.attachments import attach, withdraw_attachment
from audits.checklists.models import Attachment
from audits.evidence.models import Evidence
from audits.journal.models import Event
from audits.kit.refusals import Blocked, Denied, Invalid
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import make_finding
from tests.evidence.conftest import folder as folder
from tests.evidence.files import picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(lead, run):
    return make_finding(lead, run)


def test_files_and_links_are_numbered(lead, finding):
    attach(actor=lead, place=finding, file=upload(picture()))
    attach(actor=lead, place=finding, url="https://logs.example/run/41", name="Run log")
    assert [each.code for each in finding.attachments.all()] == ["E-01", "E-02"]
    assert Event.objects.filter(kind="attachment.added", subject=finding.pk, part="E-02").exists()


@pytest.mark.covers("R097")
def test_a_secret_in_a_link_or_name_is_masked(lead, finding):
    token = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"
    attach(actor=lead, place=finding, url=f"https://logs.example/?access_token={token}", name=f"key {token}")
    evidence = Evidence.objects.get()
    assert token not in evidence.url + evidence.name


@pytest.mark.parametrize("given", [{}, {"url": "javascript:alert(1)"}])
def test_nothing_and_what_is_no_link_is_refused(lead, finding, given):
    with pytest.raises(Invalid):
        attach(actor=lead, place=finding, **given)
    assert not Attachment.objects.exists() and not Evidence.objects.exists()


def test_an_owner_attaches_to_their_own_alone(lead, owner, run):
    own, other = make_finding(lead, run, owner=owner.user_id), make_finding(lead, run, "qt-01")
    attach(actor=owner, place=own, url="https://logs.example/1")
    with pytest.raises(Denied):
        attach(actor=owner, place=other, url="https://logs.example/2")


def test_an_owner_withdraws_with_a_reason_and_once(lead, owner, run):
    finding = make_finding(lead, run, owner=owner.user_id)
    attach(actor=owner, place=finding, url="https://logs.example/1")
    attachment = finding.attachments.select_related("finding", "evidence").get()
    with pytest.raises(Invalid):
        withdraw_attachment(actor=owner, attachment=attachment, reason="")
    withdraw_attachment(actor=owner, attachment=attachment, reason="Another customer's data.")
    with pytest.raises(Blocked):
        withdraw_attachment(actor=owner, attachment=attachment, reason="Again.")
    assert Evidence.objects.get().withdrawal_reason == "Another customer's data."


def test_the_same_key_attaches_once(lead, finding):
    first = attach(actor=lead, place=finding, url="https://logs.example/1", key="once")
    assert attach(actor=lead, place=finding, url="https://logs.example/1", key="once") == first
    assert finding.attachments.count() == 1


def test_readers_attach_nothing(workspace, finding):
    with pytest.raises(Denied):
        attach(
            actor=factories.make_actor(workspace, Role.PANELIST), place=finding, url="https://logs.example/1"
        )
