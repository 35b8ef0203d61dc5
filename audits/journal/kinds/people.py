"""Events of people and settings, which only admins read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "event.erased": _("Content of events erased: %(part)s"),
    # People and settings.
    "workspace.created": _("Workspace created"),
    "workspace.edited": _("Workspace settings edited"),
    "workspace.tickets": _("Where issues are opened"),
    "member.joined": _("Member joined"),
    "member.renamed": _("Member renamed"),
    "member.role": _("Role changed"),
    "member.ended": _("Membership ended"),
    "invitation.sent": _("Invitation sent"),
    "invitation.revoked": _("Invitation revoked"),
    "guest.invited": _("Guest invited by link"),
    "guest.revoked": _("Guest's link taken back"),
    "token.created": _("API token created"),
    "token.revoked": _("API token revoked"),
    "message.retried": _("Message sent again: %(part)s"),
    "messages.retried": _("All messages that could not be delivered sent again"),
}
