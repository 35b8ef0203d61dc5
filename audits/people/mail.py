"""The one way mail goes out; a failure comes back in words, never as an error page."""

import logging
from collections.abc import Mapping
from datetime import UTC
from email import message_from_string, policy
from email.message import EmailMessage as Parsed
from pathlib import Path
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from audits.kit.days import said_moment
from audits.people.models import Invitation, Membership, User

log = logging.getLogger(__name__)
WORKSPACE_HEADER = "X-Scorecard-Workspace"
BETWEEN_MAILS = "-" * 79
SHOWN = 50


def link(path: str) -> str:
    """An address for a mail: always from SITE_URL, whatever host the request named."""
    return f"{settings.SITE_URL}{path}"


class NotSent(Exception):
    """A mail that did not go out: why, and whose trouble it is."""

    def __init__(self, error: SMTPException | OSError) -> None:
        self.reason = in_words(error)
        super().__init__(self.reason)
        codes = refusal_codes(error)
        # Refused for what it is or whom it is to; the next mail may go out all the same.
        self.is_this_mail = bool(codes)
        self.may_retry = not codes or min(codes) < 500


def refusal_codes(error: Exception) -> list[int]:
    """The server's answers about this one mail, when it refused that."""
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, SMTPDataError) else []


def compose(
    template: str,
    *,
    to: str,
    subject: str,
    workspace: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> EmailMessage:
    """The mail of `templates/<template>`, told apart by its workspace."""
    body = render_to_string(template, dict(context)).strip()
    # A subject is one line: a name with a line break in it would be another header.
    subject = " ".join(subject.split())
    return EmailMessage(subject, body, to=[to], headers={WORKSPACE_HEADER: workspace, **(headers or {})})


def send(template: str, *, to: str, subject: str, workspace: str, **context: Any) -> str:
    """Sends `templates/people/mail/<template>.txt`; returns the problem in words, or nothing."""
    path = f"people/mail/{template}.txt"
    return deliver(compose(path, to=to, subject=subject, workspace=workspace, context=context))


def deliver(message: EmailMessage) -> str:
    """Hands a message to the configured backend; returns the problem in words, or nothing."""
    try:
        hand_over(message)
    except NotSent as trouble:
        return trouble.reason
    return ""


def hand_over(message: EmailMessage) -> None:
    """Hands a message to the configured backend; raises `NotSent`."""
    try:
        message.send()
    except (SMTPException, OSError) as error:
        log.exception("mail to %s was not sent", message.to)
        raise NotSent(error) from error


def in_words(error: Exception) -> str:
    """What went wrong, with the server's own answer behind it."""
    if isinstance(error, SMTPAuthenticationError):
        reason = _("The mail server refused the user name or password.")
    elif isinstance(error, SMTPRecipientsRefused):
        reason = _("The mail server refused the recipient.")
    elif isinstance(error, SMTPSenderRefused):
        reason = _("The mail server refused the sender's address.")
    elif isinstance(error, SMTPException):
        reason = _("The mail server broke off.")
    elif isinstance(error, TimeoutError):
        reason = _("The mail server did not answer in time.")
    else:
        reason = _("The mail server cannot be reached, or the mail folder cannot be written.")
    return f"{reason} ({error})"


def written(workspace_id: UUID, slug: str) -> list[dict[str, str]]:
    """The mails written to files for people of this workspace alone, newest first.

    A mail may hold a link that signs somebody in, so one to a member of another workspace
    is not shown here. Only demo workspaces show mails at all.
    """
    ours = addresses(workspace_id)
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), reverse=True)
    mails = (mail for file in files for mail in read(file))
    shown = [shape(mail) for mail in mails if is_ours(mail, slug, ours)]
    return shown[:SHOWN]


def addresses(workspace_id: UUID) -> set[str]:
    """Everybody who belongs or was invited here and belongs nowhere else."""
    elsewhere = Membership.objects.exclude(workspace_id=workspace_id)
    people = User.objects.exclude(pk__in=elsewhere.values("user_id"))
    here = people.filter(Q(memberships__workspace=workspace_id) | Q(guests__workspace=workspace_id))
    invited = Invitation.objects.filter(workspace_id=workspace_id).exclude(
        email__in=elsewhere.values("user__email")
    )
    return {*here.values_list("email", flat=True), *invited.values_list("email", flat=True)}


def is_ours(mail: Parsed, slug: str, ours: set[str]) -> bool:
    return mail.get("To", "").lower() in ours and mail.get(WORKSPACE_HEADER, slug) == slug


def read(file: Path) -> list[Parsed]:
    """The messages of one file of Django's file backend."""
    parts = file.read_text(encoding="utf-8", errors="replace").split(BETWEEN_MAILS)
    return [message_from_string(part.strip(), policy=policy.default) for part in parts if part.strip()]


def shape(mail: Parsed) -> dict[str, str]:
    body = mail.get_body(("plain",))
    text = body.get_content() if body else ""
    return {
        "to": mail.get("To", ""),
        "subject": mail.get("Subject", ""),
        "at": sent_at(mail),
        "text": text,
    }


def sent_at(mail: Parsed) -> str:
    """When it was written, on the clock of the workspace; a header without an offset is in UTC."""
    found = getattr(mail["Date"], "datetime", None)
    if found is None:
        return ""
    return said_moment(found if found.tzinfo else found.replace(tzinfo=UTC))
