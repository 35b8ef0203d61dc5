"""What each kind of message is called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "item.assigned": _("Items given to somebody"),
    "run.assigned": _("Run given to somebody"),
    "finding.assigned": _("Finding given to somebody"),
    "gap.assigned": _("Gap given to somebody"),
    "finding.reopened": _("Finding opened again"),
    "incident.opened": _("Incident opened"),
    "work.handed_over": _("Work handed over to somebody"),
    "guest.invited": _("Guest invited by link"),
    "clarification.asked": _("Questions to a vendor"),
    "clarification.received": _("Copy of a vendor's answers"),
    "clarification.answered": _("Vendor has answered"),
    "clarification.wanted": _("Vendor asks for a new link"),
    "waiver.expired": _("Waiver expired"),
    "remark.raised": _("Challenge to the report"),
    "remark.answered": _("Remark answered"),
    "signature.asked": _("Request to sign, by link"),
    "signature.wanted": _("Request to sign"),
    "signature.answered": _("Signed or challenged"),
    "due.digest": _("Work due"),
}


def kind_name(kind: str) -> str:
    """A kind in words; one without words is still shown."""
    return str(KINDS.get(kind, kind))
