"""Evidence in an S3-compatible bucket: a real server on this machine, spoken to over HTTP."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from moto.server import ThreadedMotoServer

from audits.evidence import sweep
from audits.evidence.actions import take_file
from audits.evidence.models import Evidence
from audits.evidence.storage import evidence_storage, new_key, put
from audits.kit.refusals import Unavailable
from audits.people.actor import Actor
from scorecard.settings import storage
from tests.evidence.files import picture, upload

pytestmark = pytest.mark.django_db
SignIn = Callable[[Actor], Client]
BUCKET = "scorecard-evidence"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Its host and port."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"{host}:{port}"
    moto.stop()


@pytest.fixture
def bucket(server: str, settings: Any) -> Iterator[Any]:
    """An empty bucket, and the settings that a STORAGE_URL for it gives."""
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret/+"}
    s3 = boto3.resource("s3", endpoint_url=f"http://{server}", region_name="eu-central-1", **keys)
    made = s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    configured = storage(f"s3://key:secret%2F%2B@{server}/{BUCKET}?region=eu-central-1&tls=0")
    settings.STORAGES = {**settings.STORAGES, "evidence": configured}
    yield made
    made.objects.all().delete()
    made.delete()


@pytest.fixture
def shot(lead: Actor, bucket: Any) -> Evidence:
    return take_file(lead, upload(picture()))


def served(actor: Actor, evidence: Evidence, sign_in: SignIn, name: str = "evidence-file") -> Any:
    return sign_in(actor).get(reverse(name, args=[actor.workspace_slug, evidence.pk]))


def test_file_and_thumbnail_lie_in_the_bucket(shot: Evidence, bucket: Any) -> None:
    assert {item.key for item in bucket.objects.all()} == {shot.storage_key, shot.thumbnail_key}


def test_they_are_streamed_through_the_guarded_view(lead: Actor, shot: Evidence, sign_in: SignIn) -> None:
    response = served(lead, shot, sign_in)
    assert len(response.getvalue()) == shot.size == int(response.headers["Content-Length"])
    assert served(lead, shot, sign_in, "evidence-thumbnail").getvalue().startswith(b"\xff\xd8")


def test_a_large_file_passes_whole(lead: Actor, bucket: Any, sign_in: SignIn) -> None:
    data = os.urandom(6_000_000).hex().encode()
    log = take_file(lead, upload(data, "large.log"))
    assert served(lead, log, sign_in).getvalue() == data


def test_a_changed_object_is_found_and_not_served(
    lead: Actor, shot: Evidence, bucket: Any, sign_in: SignIn
) -> None:
    bucket.Object(shot.storage_key).put(Body=picture(color="red"))
    assert served(lead, shot, sign_in).status_code == 500
    assert [finding.key for finding in sweep.check_rows()] == [shot.storage_key]


def test_a_missing_object_is_found(lead: Actor, shot: Evidence, bucket: Any, sign_in: SignIn) -> None:
    bucket.Object(shot.storage_key).delete()
    assert served(lead, shot, sign_in).status_code == 500
    assert len(list(sweep.check_rows())) == 1


def test_an_object_is_never_overwritten(lead: Actor, bucket: Any) -> None:
    key = new_key(lead.workspace_id)
    put(key, b"first")
    with pytest.raises(RuntimeError):
        put(key, b"second")
    assert bucket.Object(key).get()["Body"].read() == b"first"


def test_objects_without_a_row_are_swept(shot: Evidence, bucket: Any, monkeypatch: Any) -> None:
    put(new_key(shot.workspace_id), b"leftover")
    monkeypatch.setattr(sweep, "KEPT_WITHOUT_ROW", timedelta(0))
    assert len(sweep.sweep_files()) == 1
    assert {item.key for item in bucket.objects.all()} == {shot.storage_key, shot.thumbnail_key}


def test_a_bucket_that_is_not_there_is_said_and_nothing_kept(lead: Actor, server: str, settings: Any) -> None:
    nowhere = storage(f"s3://key:secret@{server}/no-such-bucket?tls=0")
    settings.STORAGES = {**settings.STORAGES, "evidence": nowhere}
    with pytest.raises(Unavailable):
        take_file(lead, upload(picture()))
    assert Evidence.objects.count() == 0


def test_a_storage_out_of_reach_answers_503(
    lead: Actor, shot: Evidence, settings: Any, sign_in: SignIn
) -> None:
    gone = storage("s3://key:secret@127.0.0.1:9/bucket?tls=0")
    settings.STORAGES = {**settings.STORAGES, "evidence": gone}
    assert served(lead, shot, sign_in).status_code == 503


def test_requests_are_signed_the_current_way(bucket: Any) -> None:
    link: str = evidence_storage().url("evidence/a")  # type: ignore[no-untyped-call, unused-ignore]
    assert "X-Amz-Algorithm=AWS4-HMAC-SHA256" in link and "eu-central-1" in link


@pytest.mark.parametrize("url", ["s3://key:secret@host", "s3:///bucket", "ftp://host/x", "gs://bucket"])
def test_a_storage_url_that_names_no_storage_stops_the_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        storage(url)


@pytest.mark.parametrize("url", ["/srv/files", "file:///srv/files"])
def test_a_folder_may_be_named(url: str) -> None:
    assert storage(url)["OPTIONS"]["location"] == "/srv/files"
