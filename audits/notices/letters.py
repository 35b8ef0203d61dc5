"""The mail that a message of the outbox becomes, or why it becomes none."""

import logging
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from pydantic import ValidationError

from audits.journal.models import OutboxMessage
from audits.kit import clock
from audits.notices.payloads import KINDS, ByLink, GuestInvited, Payload
from audits.people import mail
from audits.people.actions.guests import link_of as guest_link
from audits.people.links import link_of
from audits.people.models import Guest, Membership, User

log = logging.getLogger(__name__)


class Broken(Exception):
    """A message that nothing can be written from, now or later."""


class Unwanted(Exception):
    """A message that its recipient is not to get any more."""


def letter(message: OutboxMessage) -> EmailMessage:
    """The mail of a message with its workspace and recipient loaded; raises `Broken` or `Unwanted`."""
    payload = payload_of(message)
    recipient = message.recipient
    if recipient is None:
        raise Broken(_("It has no recipient."))
    if isinstance(payload, ByLink):
        return written(message, recipient, payload, outside(message, recipient, payload))
    guest = guest_of(message, recipient)
    check_wanted(message, recipient, payload, guest)
    return written(message, recipient, payload, context(message, payload, guest))


def written(message: OutboxMessage, recipient: User, payload: Payload, words: dict[str, Any]) -> EmailMessage:
    language = payload.language if isinstance(payload, ByLink) else None
    zone = ZoneInfo(message.workspace.timezone)
    with timezone.override(zone), translation.override(language or translation.get_language()):
        return mail.compose(
            payload.words(),
            to=recipient.email,
            subject=payload.subject(),
            workspace=message.workspace.slug,
            headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
            context={"payload": payload, "workspace": message.workspace.name, **words},
        )


def outside(message: OutboxMessage, recipient: User, payload: ByLink) -> dict[str, Any]:
    """The link of somebody outside, while it works; without a profile there is no switch to obey."""
    link = link_of(message.workspace_id, payload.link_id)
    if not recipient.is_active:
        raise Unwanted(_("The recipient's account is closed."))
    if link is None or link.recipient_id != recipient.pk or not link.is_active(clock.now()):
        if payload.needs_link:
            raise Unwanted(_("The link does not work any more."))
        return {"link": ""}
    return {"link": link.address, "until": link.expires_at}


def payload_of(message: OutboxMessage) -> Payload:
    kind = KINDS.get(message.kind)
    if kind is None:
        raise Broken(_("Nobody knows how to tell of “%(kind)s”.") % {"kind": message.kind})
    try:
        return kind.model_validate(message.payload)
    except ValidationError as error:
        log.error("message %s: %s", message.pk, error)
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        words = _("Its content cannot be read: “%(place)s” is missing or wrong.")
        raise Broken(words % {"place": place}) from error


def guest_of(message: OutboxMessage, recipient: User) -> Guest | None:
    """Whoever gets it by a link, while that works."""
    guests = Guest.objects.active(clock.now()).with_parts()
    return guests.filter(workspace_id=message.workspace_id, user=recipient).first()


def check_wanted(message: OutboxMessage, recipient: User, payload: Payload, guest: Guest | None) -> None:
    """Asked when it is sent, not when it was written: what was switched off stays off at once."""
    if not recipient.is_active:
        raise Unwanted(_("The recipient's account is closed."))
    members = Membership.objects.active().filter(workspace_id=message.workspace_id, user=recipient)
    if isinstance(payload, GuestInvited) and guest is None:
        raise Unwanted(_("The guest's link does not work any more."))
    if guest is None and not members.exists():
        raise Unwanted(_("The recipient is not a member of the workspace any more."))
    if not getattr(recipient, payload.switch):
        raise Unwanted(_("The recipient has switched these mails off."))


def message_id(message: OutboxMessage) -> str:
    """The same for every attempt, so that a receiver can tell a repetition."""
    return f"<{message.message_id}@{settings.SITE_HOST or 'localhost'}>"


def context(message: OutboxMessage, payload: Payload, guest: Guest | None) -> dict[str, Any]:
    """What its words are made of; a guest's only way in is their own link."""
    return {
        "guest": guest,
        "link": guest_link(guest) if guest else payload.link(message.workspace.slug),
        "profile": mail.link(f"{reverse('profile')}#mails"),
    }
