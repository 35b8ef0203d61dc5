"""Events of vendors, connectors, commitments and contracts."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "vendor.created": _("Vendor added"),
    "vendor.edited": _("Vendor edited"),
    "vendor.archived": _("Vendor archived"),
    "vendor.unarchived": _("Vendor taken back from the archive"),
    "contact.added": _("Contact %(contact)s added"),
    "contact.edited": _("Contact %(contact)s edited"),
    "contact.removed": _("Contact %(contact)s removed"),
    # The inventory of connectors.
    "connector.created": _("Connector added"),
    "connector.edited": _("Connector edited"),
    "connector.archived": _("Connector archived"),
    "connector.unarchived": _("Connector taken back from the archive"),
    "approval.recorded": _("Recipe approved"),
    "approval.ended": _("Approval of a recipe ended"),
    # Commitments and contracts.
    "commitments.taken": _("Promises taken over as commitments"),
    "commitment.made": _("Commitment %(part)s made by hand"),
    "commitment.refreshed": _("Commitment %(part)s brought up to the demo's answer"),
    "commitment.edited": _("Commitment %(part)s edited"),
    "commitment.kept": _("Commitment %(part)s found kept"),
    "commitment.broken": _("Commitment %(part)s found broken"),
    "commitment.reverted": _("A check of commitment %(part)s took its result back"),
    "commitment.released": _("Commitment %(part)s released"),
    "commitment.held": _("Commitment %(part)s held again"),
    "contract.made": _("Contract %(part)s recorded"),
    "contract.edited": _("Contract %(part)s edited"),
    "contract.settled": _("Renewal of contract %(part)s settled"),
    "contract.archived": _("Contract %(part)s archived"),
    "contract.unarchived": _("Contract %(part)s taken back from the archive"),
    "clauses.saved": _("Commitments looked up in contract %(part)s"),
}
