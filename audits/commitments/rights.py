"""Who may write what of a ledger: leads everything, an owner only what is theirs."""

from audits.commitments.models import Commitment, Contract
from audits.people import roles
from audits.people.actor import Actor


def owns(actor: Actor, row: Commitment | Contract) -> bool:
    """Leads may do an owner's part, and the owner may while their role still lets them write."""
    is_own = actor.can(roles.WRITES_OWN) and row.owner_id == actor.user_id
    return actor.can(roles.LEADS) or is_own
