"""The vendor brief: what is asked, never how it is judged."""

import pytest

from audits.evaluations.actions.candidates import edit_evaluation
from audits.evaluations.actions.objects import set_unused
from audits.evaluations.brief import brief_of, mail_text
from audits.evaluations.models import Candidate
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.factories import make_actor
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(lead: Actor, candidate: Candidate) -> str:
    return Pages.of(lead).open("candidate-brief", candidate.pk).content.decode()


@pytest.fixture
def mail(lead: Actor, candidate: Candidate) -> str:
    return mail_text(brief_of(candidate, buyer=lead.workspace_name))


def test_every_question_is_asked_with_what_should_be_seen(candidate: Candidate, mail: str) -> None:
    for question in candidate.evaluation.document.questions:
        assert question.slug.upper() in mail and question.text in mail
        assert all(line in mail for line in question.evidence)
    assert mail.count("Please show this in our own org.") == 1
    assert mail.count("Please show this in a customer's production.") == 3


def test_nothing_says_how_it_is_judged(candidate: Candidate, text: str, mail: str) -> None:
    framework = candidate.evaluation.document
    for dimension in framework.dimensions:
        for secret in (*dimension.rubric, dimension.weak, dimension.medium, dimension.strong):
            assert secret[:40] not in text and secret[:40] not in mail
    for question in framework.questions:
        assert not any(flag.label in mail for flag in question.red_flags)
        assert not any(probe in mail for probe in question.probes)
    for band in framework.bands:
        assert band.title not in text and band.title not in mail
    assert "points" not in mail.lower() and "score" not in mail.lower().replace("scorecard", "")


def test_it_names_the_objects_and_our_own(lead: Actor, candidate: Candidate) -> None:
    evaluation = candidate.evaluation
    edit_evaluation(
        actor=lead, evaluation=evaluation, title="Q1", crms=["salesforce"], custom_objects=["Renewal"]
    )
    set_unused(actor=lead, evaluation=evaluation, crm="salesforce", name="campaign", reason="none")
    candidate.evaluation.refresh_from_db()
    mail = mail_text(brief_of(candidate, buyer="Halden"))
    assert "Salesforce: Account, Activity (Task, Event), Contact, Lead, Opportunity" in mail
    assert "Renewal" in mail and "Campaign" not in mail and "HubSpot:" not in mail


def test_the_mail_can_be_copied_and_not_changed(text: str) -> None:
    assert 'id="mail" class="mono mail" rows="18" readonly' in text
    assert 'data-copy="mail"' in text


def test_procurement_reads_it_and_owners_do_not(workspace: Workspace, candidate: Candidate) -> None:
    assert Pages.of(make_actor(workspace, Role.PROCUREMENT)).text("candidate-brief", candidate.pk)
    owner = Pages.of(make_actor(workspace, Role.OWNER))
    assert owner.open("candidate-brief", candidate.pk).status_code == 403
    assert owner.open("candidate-follow-ups", candidate.pk).status_code == 403
