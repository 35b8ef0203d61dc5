"""Evidence that comes in on the scoring screen."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from audits.evaluations.models import Exhibit
from audits.people.roles import Role
from tests.evaluations.scoring_client import HEADERS, address, page
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "evidence": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        }
    }


def picture():
    data = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(data, "PNG")
    return SimpleUploadedFile("log.png", data.getvalue(), "image/png")


def attach(client, candidate, **fields):
    fields = {"operation": str(uuid4())} | fields
    return client.post(address(candidate, "evidence"), fields, headers=HEADERS)


@pytest.mark.covers("R022")
def test_a_pasted_picture_stands_on_its_question(lead, candidate, sign_in):
    client = sign_in(lead)
    html = attach(client, candidate, file=picture(), question="eh-1", demo_second="75").content.decode()
    assert 'id="thumbs-eh-1"' in html and "log.png" in html and "1 file" in html
    assert Exhibit.objects.get(candidate=candidate).demo_second == 75
    assert "log.png" in page(client, candidate)


def test_a_link_stands_on_a_dimension(lead, candidate, sign_in):
    html = attach(sign_in(lead), candidate, url="https://docs.example/sync", dimension="sync-timing")
    assert 'id="thumbs-sync-timing"' in html.content.decode()


def test_a_repeated_operation_attaches_once(lead, candidate, sign_in):
    client, operation = sign_in(lead), str(uuid4())
    for _ in range(2):
        answer = attach(client, candidate, operation=operation, url="https://docs.example/", question="eh-1")
        assert answer.status_code == 200
    assert Exhibit.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"url": "https://docs.example/", "question": "no-such"}, "question"),
        ({"url": "https://docs.example/"}, "question"),
        ({"question": "eh-1"}, "file"),
        ({"question": "eh-1", "url": "javascript:alert(1)"}, "url"),
        ({"question": "eh-1", "url": "https://docs.example/", "demo_second": "soon"}, "demo_second"),
        ({"question": "eh-1", "url": "https://docs.example/", "effective_on": "yesterday"}, "effective_on"),
        ({"question": "eh-1", "url": "https://docs.example/", "operation": "x"}, "operation"),
        ({"question": "eh-1", "url": "https://docs.example/", "colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_taken_is_named(lead, candidate, sign_in, fields, field):
    answer = attach(sign_in(lead), candidate, **fields)
    assert answer.status_code == 422 and field in answer.json()["errors"]
    assert not Exhibit.objects.exists()


def test_procurement_attaches_nothing(workspace, candidate, sign_in):
    client = sign_in(make_actor(workspace, Role.PROCUREMENT))
    assert attach(client, candidate, url="https://docs.example/", question="eh-1").status_code == 403
