"""Hostile files sent to the real address: each is answered in words, none breaks it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from audits.evaluations.models import Candidate
from audits.evidence.models import Evidence
from audits.people.actor import Actor
from tests.evidence.files import picture, upload
from tests.evidence.hostile import corpus

pytestmark = pytest.mark.django_db
SignIn = Callable[[Actor], Client]
# One of every few: the whole corpus goes through the intake in a process of its own.
EVERY = 8


def send(client: Client, actor: Actor, candidate: Candidate, **given: Any) -> Any:
    address = reverse("evidence-add", args=[actor.workspace_slug, candidate.pk])
    values = {"operation": str(uuid4()), "question": "eh-1", **given}
    return client.post(address, values, headers={"Accept": "application/json"})


def test_hostile_files_are_answered_and_never_break_it(
    lead: Actor, candidate: Candidate, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    statuses = {
        send(client, lead, candidate, file=upload(file.data, f"shot{number}")).status_code
        for number, file in enumerate(corpus())
        if number % EVERY == 0
    }
    assert {200, 422} <= statuses <= {200, 413, 422}


def test_a_file_over_the_limit_is_413_and_named(
    lead: Actor, candidate: Candidate, sign_in: SignIn, settings: Any
) -> None:
    settings.EVIDENCE_FILE_LIMIT = 1000
    response = send(sign_in(lead), lead, candidate, file=upload(b"a" * 1001, "a.txt"))
    assert response.status_code == 413
    assert list(response.json()["errors"]) == ["file"]


def test_a_quota_that_is_used_up_is_413(
    lead: Actor, candidate: Candidate, sign_in: SignIn, settings: Any
) -> None:
    settings.EVIDENCE_QUOTA = 10
    assert send(sign_in(lead), lead, candidate, file=upload(picture())).status_code == 413
    assert Evidence.objects.count() == 0


def test_a_script_as_link_is_422_and_named(lead: Actor, candidate: Candidate, sign_in: SignIn) -> None:
    response = send(sign_in(lead), lead, candidate, url="javascript:alert(1)")
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["url"]
