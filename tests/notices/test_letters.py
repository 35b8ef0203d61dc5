"""What each kind of message says, and whom none is written to."""

from typing import Any

import pytest
from django.core.mail import EmailMessage

from audits.journal import outbox
from audits.journal.models import OutboxMessage
from audits.kit import clock
from audits.notices.letters import Broken, Unwanted, letter
from audits.notices.payloads import KINDS, ByLink
from audits.notices.words import KINDS as NAMED
from audits.people.actions.guests import invite_guest
from audits.people.actor import Actor
from audits.people.models import Membership, User
from tests.notices.conftest import ENTRY, FINDING, PAYLOADS, RUN, Post

pytestmark = pytest.mark.django_db
SITE = "https://audits.example"
TO_MEMBERS = [
    kind for kind, payload in KINDS.items() if kind != "guest.invited" and not issubclass(payload, ByLink)
]


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.SITE_URL, settings.SITE_HOST = SITE, "audits.example"


def written(message: OutboxMessage) -> EmailMessage:
    return letter(OutboxMessage.objects.select_related("workspace", "recipient").get(pk=message.pk))


def test_every_kind_has_a_payload_and_a_name() -> None:
    assert set(KINDS) == set(NAMED) and set(TO_MEMBERS) == set(PAYLOADS)


@pytest.mark.parametrize("kind", TO_MEMBERS)
def test_mail_says_why_it_came_and_how_to_stop_it(post: Post, kind: str) -> None:
    mail = written(post(kind))
    assert mail.to == ["owner@halden.example"]
    assert mail.extra_headers["X-Scorecard-Workspace"] == "halden"
    assert mail.subject and "\n" not in mail.subject and "%" not in mail.subject
    last = str(mail.body).splitlines()[-1]
    assert last.startswith("You get this because") and "Halden Supply" in last
    assert last.endswith(f"To stop such mails: {SITE}/profile/#mails")


@pytest.mark.parametrize("kind", TO_MEMBERS)
def test_links_are_absolute_and_from_the_site(post: Post, kind: str) -> None:
    body = str(written(post(kind)).body)
    assert body.count("://") == body.count(f"{SITE}/") >= 2


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("item.assigned", "2 items of Quick triage are yours"),
        ("run.assigned", "R-0007 is yours: Quick triage"),
        ("finding.assigned", "F-0012 is yours: Calls are missing"),
        ("gap.assigned", "Gap G-01 of Relay is yours: No record filter"),
        ("finding.reopened", "F-0012 is open again: Calls are missing"),
        ("incident.opened", "Incident INC-0003: Duplicate invoices"),
        ("work.handed_over", "4 entries are yours now"),
        ("clarification.answered", "Pipetap has answered CL-01"),
        ("clarification.wanted", "Pipetap asks for a new link to CL-01"),
        ("due.digest", "1 overdue, 2 due soon"),
    ],
)
def test_subject_tells_what_it_is_about(post: Post, kind: str, subject: str) -> None:
    assert written(post(kind)).subject == subject


def test_bulk_assignment_is_one_mail_with_all_its_items(post: Post) -> None:
    body = str(written(post("item.assigned")).body)
    assert "Dana Okafor gave you 2 items of R-0007 Quick triage:" in body
    assert "- DX-TEL-01 Calls are logged, due 4 Oct 2026\n- DX-TEL-02 Calls" in body
    assert f"{SITE}/w/halden/runs/{RUN['id']}/" in body


def test_what_the_system_gave_names_nobody(post: Post) -> None:
    body = str(written(post("run.assigned", {"run": RUN})).body)
    assert body.startswith("R-0007 Quick triage is yours.\n")


def test_digest_lists_by_day_and_counts_what_is_too_much(post: Post) -> None:
    payload = {"date": "2026-10-02", "overdue": [ENTRY] * 60, "today": [ENTRY]}
    body = str(written(post("due.digest", payload)).body)
    assert "on Friday, 2 October 2026" in body and "Within 7 days" not in body
    assert body.count("- 1 Oct: R-0007 Quick triage, run\n  https://audits.example/w/halden/runs/7/") == 51
    assert "and 10 more\n" in body


def test_text_is_not_escaped_and_a_title_makes_no_header(post: Post) -> None:
    title = "A & B <c>\r\nBcc: all@halden.example"
    mail = written(post("finding.assigned", {"finding": FINDING | {"title": title}, "by": "O'Hara"}))
    assert "O'Hara made you the owner" in str(mail.body) and "A & B <c>" in str(mail.body)
    assert mail.message()["Bcc"] is None and mail.subject.endswith("Bcc: all@halden.example")


def test_every_attempt_carries_the_same_id(post: Post) -> None:
    message = post()
    first, second = written(message), written(message)
    expected = f"<{message.message_id}@audits.example>"
    assert first.message()["Message-ID"] == second.message()["Message-ID"] == expected


@pytest.mark.parametrize(
    ("kind", "payload", "problem"),
    [
        ("weather.changed", {}, "weather.changed"),
        ("run.assigned", {}, "run"),
        ("run.assigned", {"run": RUN | {"id": "7"}}, "run.id"),
        ("item.assigned", {"run": RUN, "by": "Dana", "items": []}, "items"),
        ("due.digest", {"date": "2026-10-02", "today": [ENTRY | {"path": "//evil.example"}]}, "today.0.path"),
        ("due.digest", {"date": "2026-10-02", "today": [ENTRY | {"path": "https://evil.example"}]}, "path"),
    ],
)
def test_broken_payload_is_told_by_its_place(
    post: Post, kind: str, payload: dict[str, object], problem: str
) -> None:
    with pytest.raises(Broken, match=problem):
        written(post(kind, payload))


def test_nobody_who_left_is_written_to(post: Post, owner: Actor) -> None:
    message = post()
    Membership.objects.filter(user=owner.user_id).update(ended_at=clock.now())
    with pytest.raises(Unwanted, match="not a member"):
        written(message)
    User.objects.filter(pk=owner.user_id).update(is_active=False)
    with pytest.raises(Unwanted, match="closed"):
        written(message)


@pytest.mark.parametrize("kind", TO_MEMBERS)
def test_switched_off_mails_are_not_written(post: Post, owner: Actor, kind: str) -> None:
    message = post(kind)
    switch = "wants_due_mail" if kind == "due.digest" else "wants_assigned_mail"
    User.objects.filter(pk=owner.user_id).update(**{switch: False})
    with pytest.raises(Unwanted, match="switched"):
        written(message)


@pytest.mark.parametrize("kind", ["item.assigned", "run.assigned", "finding.assigned", "finding.reopened"])
def test_a_guest_opens_a_list_whatever_was_given(lead: Actor, kind: str) -> None:
    guest = invite_guest(actor=lead, email="kim@agency.example")
    outbox.post(workspace_id=lead.workspace_id, kind=kind, recipient_id=guest.user_id, payload=PAYLOADS[kind])
    body = str(written(OutboxMessage.objects.latest("pk")).body)
    assert f"Open your list: {SITE}/guest/link/{guest.token}/" in body
    assert "Open the" not in body and body.count("://") == 1
    assert "do not pass it on" in body


def test_a_guest_is_told_how_long_the_link_works_instead_of_where_to_stop(lead: Actor) -> None:
    guest = invite_guest(actor=lead, email="kim@agency.example")
    mail = written(OutboxMessage.objects.latest("pk"))
    assert mail.subject == f"{lead.name} asks for your help"
    last = str(mail.body).splitlines()[-1]
    assert last.endswith(f"Your link works until {guest.expires_at:%-d %b %Y, %H:%M} UTC.")
    assert f"{SITE}/guest/link/{guest.token}/" in str(mail.body)
