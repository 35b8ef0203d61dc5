"""Whether this installation is well, for the machines that watch it."""

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connection

from audits.evidence.storage import evidence_storage
from audits.kit import sign_of_life
from audits.operations import health


@pytest.fixture
def refused_storage(monkeypatch):
    def fail(self, name, content, max_length=None):
        raise OSError("read-only file system")

    monkeypatch.setattr(FileSystemStorage, "save", fail)


def test_healthz_answers_when_the_database_does(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_healthz_without_its_tables_is_unavailable(client, db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME TO away")
    try:
        response = client.get("/healthz")
    finally:
        connection.needs_rollback = False
    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"


def test_readyz_tells_of_every_part(client, db):
    sign_of_life.give()
    response = client.get("/readyz")
    assert response.status_code == 200
    told = response.json()
    assert (told["status"], told["migrations"], told["storage"]) == ("ok", "applied", "ok")
    assert told["worker"]["state"] == "ok" and told["worker"]["age_seconds"] < 60


def test_readyz_without_a_worker_is_not_ready(client, db):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["worker"] == {"state": "silent", "last_sign_of_life": None, "age_seconds": None}


def test_readyz_with_a_migration_to_apply_is_not_ready(client, db, monkeypatch):
    monkeypatch.setattr(health, "pending_migrations", lambda: ["one"])
    monkeypatch.setattr(health, "SEEN", set())
    sign_of_life.give()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["migrations"]) == (503, "pending")


def test_readyz_when_evidence_cannot_be_stored(client, db, refused_storage):
    sign_of_life.give()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["storage"]) == (503, "not writable")


def test_readyz_leaves_nothing_in_the_storage(client, db):
    client.get("/readyz")
    assert evidence_storage().listdir("readyz") == ([], [])


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_nothing_can_be_posted(client, db, address):
    assert client.post(address).status_code == 405
