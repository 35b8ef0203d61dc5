"""Small makers of SLA records, through the product's own actions."""

from decimal import Decimal
from typing import Any

from audits.evaluations.actions.sla import save_sla
from audits.evaluations.models import Candidate, Sla
from audits.people.actor import Actor
from audits.scoring.facts import Duration
from audits.scoring.sla import Latency, Terms

SECONDS_30 = Duration(Decimal(30), "s")
CONTACTS = Latency("Contact", SECONDS_30, Decimal(95), "from the edit in the CRM to our product")


def terms(**changed: Any) -> Terms:
    """What a buyer may have agreed on."""
    told: dict[str, Any] = {
        "lines": (CONTACTS,),
        "optout": Duration(Decimal(1), "min"),
        "notice": Duration(Decimal(15), "min"),
        "retry": Duration(Decimal(24), "h"),
        "log_access": "Our admins open it themselves",
        "conflict_rule": "CRM wins",
        "breach": "5 percent of the month's fee.",
    }
    return Terms(**{**told, **changed})


def agreed(actor: Actor, candidate: Candidate, version: int | None = None, **changed: Any) -> Sla:
    save_sla(actor=actor, candidate=candidate, terms=terms(**changed), version=version)
    return Sla.objects.get(candidate=candidate)
