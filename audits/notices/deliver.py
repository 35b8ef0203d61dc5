"""Sends what is due in the outbox, a few messages at a time, and says what became of each."""

import logging
from datetime import timedelta

from django.utils.translation import gettext as _

from audits.journal import outbox
from audits.journal.models import OutboxMessage
from audits.journal.outbox import Claim
from audits.notices.letters import Broken, Unwanted, letter
from audits.people import mail

log = logging.getLogger(__name__)
BATCH = 5
"""Messages of one round; after it the sender looks whether it is to stop."""
IDLE = 2.0
AFTER_TROUBLE = 30.0
"""Seconds until the next round: when nothing is due, and when the mail server is in trouble."""


def deliver_due(*, lease: timedelta = outbox.LEASE) -> float:
    """One round; answers how many seconds to wait before the next."""
    if gone := outbox.reap():
        log.error("messages given up after too many attempts: %s", gone)
    for _turn in range(BATCH):
        claimed = outbox.claim(lease=lease)
        if claimed is None:
            return IDLE
        if not handle(claimed):
            return AFTER_TROUBLE
    return 0.0


def handle(claimed: Claim) -> bool:
    """Sends one message; False when the mail server is in trouble, which the next one would meet too."""
    try:
        send(claimed)
    except Unwanted as reason:
        outbox.drop(claimed, str(reason))
    except Broken as reason:
        log.error("message %s cannot be sent: %s", claimed.pk, reason)
        outbox.fail(claimed, str(reason), may_retry=False)
    except mail.NotSent as trouble:
        outbox.fail(claimed, trouble.reason, may_retry=trouble.may_retry)
        return trouble.is_this_mail
    except Exception:
        log.exception("message %s failed", claimed.pk)
        outbox.fail(claimed, _("Something broke on our side; the log says what."), may_retry=True)
    return True


def send(claimed: Claim) -> None:
    message = OutboxMessage.objects.select_related("workspace", "recipient").get(pk=claimed.pk)
    mail.hand_over(letter(message))
    if not outbox.mark_sent(claimed):
        log.warning("message %s was taken over by another worker; it goes out twice", claimed.pk)
