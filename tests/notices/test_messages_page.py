"""Messages that could not be delivered are seen by admins and sent again."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from pytest_django.asserts import assertNumQueries

from audits.journal.models import Event, OutboxMessage
from audits.kit import clock
from audits.notices.deliver import deliver_due
from audits.people.actor import Actor
from tests.factories import make_actor, make_workspace
from tests.notices.conftest import Post

pytestmark = pytest.mark.django_db
PAGE = "/w/halden/messages/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def dead(post: Post) -> OutboxMessage:
    message = post()
    OutboxMessage.objects.update(dead_at=clock.now(), attempts=6, failure="The mail server broke off.")
    return message


def test_settings_load_the_section_for_admins_alone(
    as_admin: Client, lead: Actor, sign_in: Callable[[Actor], Client]
) -> None:
    assert f'hx-get="{PAGE}"' in as_admin.get("/w/halden/settings/").content.decode()
    assert PAGE not in sign_in(lead).get("/w/halden/settings/").content.decode()


def test_dead_message_is_shown_with_its_reason(as_admin: Client, dead: OutboxMessage) -> None:
    page = as_admin.get(PAGE).content.decode()
    for words in [
        "Run given to somebody",
        "owner@halden.example",
        "6 attempts",
        "The mail server broke off.",
    ]:
        assert words in page
    assert "1 message did not reach its recipient" in page


def test_section_alone_is_answered_to_htmx(as_admin: Client, dead: OutboxMessage) -> None:
    fragment = as_admin.get(PAGE, headers=HTMX).content.decode().strip()
    assert fragment.startswith('<section class="card" id="messages"') and fragment.endswith("</section>")


def test_nothing_dead_is_said_plainly(as_admin: Client, post: Post) -> None:
    post()
    assert "None." in as_admin.get(PAGE).content.decode()


def test_dropped_message_is_listed_without_a_button(as_admin: Client, post: Post) -> None:
    post()
    OutboxMessage.objects.update(dropped_at=clock.now(), failure="Switched off.")
    page = as_admin.get(PAGE).content.decode()
    assert "Switched off." in page and "Retry" not in page


def test_dead_message_is_sent_again(as_admin: Client, dead: OutboxMessage) -> None:
    response = as_admin.post(f"{PAGE}{dead.message_id}/retry", follow=True)
    assert "1 message is sent again." in response.content.decode()
    deliver_due()
    assert mail.outbox[0].to == ["owner@halden.example"]
    event = Event.objects.get(kind="message.retried")
    assert (event.subject, event.part) == (dead.message_id, "run.assigned")


def test_two_retries_send_it_once(as_admin: Client, dead: OutboxMessage) -> None:
    as_admin.post(f"{PAGE}{dead.message_id}/retry")
    assert as_admin.post(f"{PAGE}{dead.message_id}/retry").status_code == 409
    assert Event.objects.filter(kind="message.retried").count() == 1


def test_all_are_sent_again_at_once(as_admin: Client, post: Post) -> None:
    elsewhere = make_actor(make_workspace("other"))
    for _ in range(3):
        post()
    OutboxMessage.objects.create(
        workspace_id=elsewhere.workspace_id, recipient_id=elsewhere.user_id, kind="run.assigned", payload={}
    )
    OutboxMessage.objects.update(dead_at=clock.now())
    as_admin.post(f"{PAGE}retry")
    assert list(OutboxMessage.objects.dead().values_list("workspace__slug", flat=True)) == ["other"]
    assert Event.objects.get(kind="messages.retried").payload["after"] == {"count": 3}
    assert as_admin.post(f"{PAGE}retry").status_code == 409


@pytest.mark.parametrize("count", [1, 60])
def test_page_takes_the_same_queries_for_one_and_for_many(as_admin: Client, post: Post, count: int) -> None:
    for _ in range(count):
        post()
    OutboxMessage.objects.update(dead_at=clock.now())
    with assertNumQueries(6):
        page = as_admin.get(PAGE, headers=HTMX).content.decode()
    assert ("The newest 50 are shown." in page) == (count > 50)
