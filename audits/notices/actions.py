"""Sending again what could not be delivered."""

from typing import Any

from django.utils.translation import gettext as _

from audits.journal import actions as journal
from audits.journal import outbox
from audits.journal.models import OutboxMessage
from audits.kit.refusals import Blocked
from audits.people import roles
from audits.people.actor import Actor


def retry_message(*, actor: Actor, message: OutboxMessage) -> None:
    """Gives a dead message another round of attempts, the first at once. Raises Denied, Blocked."""
    actor.require(roles.ADMINS)

    def do() -> dict[str, Any]:
        mine = OutboxMessage.objects.for_workspace(actor.workspace_id).filter(pk=message.pk)
        if not outbox.revive(mine):
            raise Blocked(_("Somebody is sending this message again already."))
        journal.record(actor, "message.retried", subject=message.message_id, part=message.kind)
        return {}

    journal.once(actor, None, "", do)


def retry_all(*, actor: Actor) -> int:
    """The same for every dead message of the workspace; answers how many there were."""
    actor.require(roles.ADMINS)

    def do() -> dict[str, Any]:
        count = outbox.revive(OutboxMessage.objects.for_workspace(actor.workspace_id))
        if not count:
            raise Blocked(_("There is no message left to send again."))
        journal.record(actor, "messages.retried", subject=actor.workspace_id, after={"count": count})
        return {"count": count}

    return int(journal.once(actor, None, "", do)["count"])
