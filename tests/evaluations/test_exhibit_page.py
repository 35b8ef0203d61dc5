"""The page of one piece of evidence."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.exhibits import attach_exhibit
from audits.evaluations.models import Candidate
from audits.evidence.models import Evidence
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.evidence.conftest import folder as folder
from tests.evidence.files import picture, upload
from tests.factories import make_actor

pytestmark = pytest.mark.django_db
SignIn = Callable[[Actor], Client]


@pytest.fixture
def shot(lead: Actor, candidate: Candidate) -> Evidence:
    result = attach_exhibit(
        actor=lead,
        candidate=candidate,
        dimension="",
        question="eh-1",
        file=upload(picture(), "sync log.png"),
        demo_second=125,
    )
    return Evidence.objects.get(pk=result["evidence"])


def page(actor: Actor, evidence: Evidence, name: str = "evidence") -> str:
    return reverse(name, args=[actor.workspace_slug, evidence.pk])


@pytest.mark.covers("R022")
def test_the_page_shows_picture_digest_and_place(lead: Actor, shot: Evidence, sign_in: SignIn) -> None:
    text = sign_in(lead).get(page(lead, shot)).content.decode()
    assert page(lead, shot, "evidence-file") in text
    assert shot.sha256 in text and "EH-1" in text and "minute 3" in text


def test_htmx_gets_the_fragment_alone(lead: Actor, shot: Evidence, sign_in: SignIn) -> None:
    response = sign_in(lead).get(page(lead, shot), headers={"HX-Request": "true"})
    assert response.content.decode().startswith(f'<article class="split exhibit" id="exhibit-{shot.pk}"')


def test_withdrawing_shows_who_and_why(lead: Actor, shot: Evidence, sign_in: SignIn) -> None:
    given = {"reason": "Shows another customer."}
    response = sign_in(lead).post(page(lead, shot, "evidence-withdraw"), given, follow=True)
    text = response.content.decode()
    assert "Withdrawn by" in text and "Shows another customer." in text
    assert page(lead, shot, "evidence-withdraw") not in text


@pytest.mark.parametrize("reason", ["", "x" * 501, "a\x00b"])
def test_a_reason_that_cannot_be_kept_is_said_at_the_field(
    lead: Actor, shot: Evidence, sign_in: SignIn, reason: str
) -> None:
    response = sign_in(lead).post(page(lead, shot, "evidence-withdraw"), {"reason": reason})
    shot.refresh_from_db()
    assert response.status_code == 422 and shot.withdrawn_at is None
    assert 'id="id_reason_error"' in response.content.decode()


def test_a_second_withdrawal_is_told(lead: Actor, shot: Evidence, sign_in: SignIn) -> None:
    client = sign_in(lead)
    client.post(page(lead, shot, "evidence-withdraw"), {"reason": "Wrong."})
    assert client.post(page(lead, shot, "evidence-withdraw"), {"reason": "Wrong."}).status_code == 409


def test_decided_evidence_cannot_be_withdrawn(
    lead: Actor, candidate: Candidate, shot: Evidence, sign_in: SignIn
) -> None:
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    client = sign_in(lead)
    assert "The evaluation is decided" in client.get(page(lead, shot)).content.decode()
    assert client.post(page(lead, shot, "evidence-withdraw"), {"reason": "Wrong."}).status_code == 423


def test_procurement_reads_and_may_not_withdraw(
    workspace: Workspace, shot: Evidence, sign_in: SignIn
) -> None:
    reader = make_actor(workspace, Role.PROCUREMENT)
    client = sign_in(reader)
    assert "evidence-withdraw" not in client.get(page(reader, shot)).content.decode()
    assert client.post(page(reader, shot, "evidence-withdraw"), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"url": "https://vendor.example/docs"}, 'rel="noopener noreferrer nofollow"'),
        ({"file": upload(b"line\n", "run.log")}, "Save the file"),
    ],
)
def test_links_and_files_are_offered(
    lead: Actor, candidate: Candidate, sign_in: SignIn, given: dict[str, Any], shown: str
) -> None:
    result = attach_exhibit(actor=lead, candidate=candidate, dimension="sync-timing", question=None, **given)
    evidence = Evidence.objects.get(pk=result["evidence"])
    assert shown in sign_in(lead).get(page(lead, evidence)).content.decode()
