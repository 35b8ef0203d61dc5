"""How stored files are handed out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audits.evidence.actions import take_file, take_link
from audits.evidence.models import Evidence
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.evidence.files import opened, picture, upload
from tests.factories import make_actor, make_workspace

pytestmark = pytest.mark.django_db
SignIn = Callable[[Actor], Client]


def get(client: Client, actor: Actor, evidence: Evidence, name: str = "evidence-file", **headers: str) -> Any:
    """The answer, read to its end as `body`."""
    response: Any = client.get(reverse(name, args=[actor.workspace_slug, evidence.pk]), headers=headers)
    response.body = response.getvalue()
    return response


@pytest.fixture
def shot(lead: Actor) -> Evidence:
    return take_file(lead, upload(picture()))


@pytest.fixture
def note(lead: Actor) -> Evidence:
    return take_file(lead, upload(b"id,error\n1,429\n", "errors.csv", "text/csv"))


def test_a_picture_is_shown_shut_in(lead: Actor, shot: Evidence, sign_in: SignIn) -> None:
    response = get(sign_in(lead), lead, shot)
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Disposition"] == 'inline; filename="shot.png"'
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"].startswith("private")


def test_the_bytes_are_those_whose_digest_is_kept(lead: Actor, shot: Evidence, sign_in: SignIn) -> None:
    response = get(sign_in(lead), lead, shot)
    data = response.body
    assert len(data) == shot.size == int(response.headers["Content-Length"])
    assert opened(data).size == (64, 48)


def test_everything_else_is_offered_for_saving(lead: Actor, note: Evidence, sign_in: SignIn) -> None:
    response = get(sign_in(lead), lead, note)
    assert response.headers["Content-Disposition"] == 'attachment; filename="errors.csv"'
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.body == b"id,error\n1,429\n"


def test_a_thumbnail_is_a_small_jpeg(lead: Actor, sign_in: SignIn) -> None:
    wide = take_file(lead, upload(picture(size=(1200, 600))))
    response = get(sign_in(lead), lead, wide, "evidence-thumbnail")
    image = opened(response.body)
    assert (image.format, image.size) == ("JPEG", (480, 240))
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_browser_that_holds_the_bytes_is_told_so(lead: Actor, shot: Evidence, sign_in: SignIn) -> None:
    client = sign_in(lead)
    etag = get(client, lead, shot).headers["ETag"]
    again = get(client, lead, shot, if_none_match=etag)
    assert (etag, again.status_code) == (f'"{shot.sha256}"', 304)


@pytest.mark.parametrize("name", ["evidence-file", "evidence-thumbnail"])
def test_links_and_texts_have_no_picture(lead: Actor, sign_in: SignIn, name: str) -> None:
    link = take_link(lead, "https://vendor.example/doc")
    assert get(sign_in(lead), lead, link, name).status_code == 404


@pytest.mark.parametrize("thumbnail", [False, True])
def test_a_changed_byte_is_found_and_not_served(
    lead: Actor, shot: Evidence, sign_in: SignIn, folder: Path, thumbnail: bool, caplog: Any
) -> None:
    path = folder / (shot.thumbnail_key if thumbnail else shot.storage_key)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    response = get(sign_in(lead), lead, shot, "evidence-thumbnail" if thumbnail else "evidence-file")
    assert response.status_code == 500
    assert b"is not the one that was taken in" in response.body
    assert str(shot.pk) in caplog.text


def test_a_missing_file_is_said_and_logged(
    lead: Actor, shot: Evidence, sign_in: SignIn, folder: Path, caplog: Any
) -> None:
    (folder / shot.storage_key).unlink()
    assert get(sign_in(lead), lead, shot).status_code == 500
    assert "missing" in caplog.text


def test_storage_out_of_reach_is_said_as_such(
    lead: Actor, shot: Evidence, sign_in: SignIn, folder: Path
) -> None:
    path = folder / shot.storage_key
    path.unlink()
    path.mkdir()
    assert get(sign_in(lead), lead, shot).status_code == 503


@pytest.mark.parametrize("role", [Role.ADMIN, Role.PANELIST, Role.PROCUREMENT])
def test_readers_of_evaluations_may_see_it(
    workspace: Workspace, shot: Evidence, sign_in: SignIn, role: Role
) -> None:
    reader = make_actor(workspace, role)
    assert get(sign_in(reader), reader, shot).status_code == 200


def test_an_owner_may_not(workspace: Workspace, shot: Evidence, sign_in: SignIn) -> None:
    owner = make_actor(workspace, Role.OWNER)
    assert get(sign_in(owner), owner, shot).status_code == 403


def test_another_workspace_does_not_find_it(shot: Evidence, sign_in: SignIn) -> None:
    stranger = make_actor(make_workspace("rival"), Role.LEAD)
    assert get(sign_in(stranger), stranger, shot).status_code == 404


@pytest.mark.parametrize("path", ["/evidence/{key}", "/media/{key}", "/static/{key}", "/{key}"])
def test_the_storage_has_no_address(lead: Actor, shot: Evidence, sign_in: SignIn, path: str) -> None:
    assert sign_in(lead).get(path.format(key=shot.storage_key)).status_code == 404


def test_files_and_folders_are_for_us_alone(shot: Evidence, folder: Path) -> None:
    path = folder / shot.storage_key
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == path.parent.parent.stat().st_mode & 0o777 == 0o700
