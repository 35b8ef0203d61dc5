"""What the frame of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from audits.people import roles

AUDIT_NAVS = ("runs", "findings", "incidents", "schedules", "checklists", "connectors")
"""Pages that stand together under Audits in the navigation."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """The actor, what they may open, and the policy's nonce for the page's own scripts."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "can_read_evaluations": bool(actor and actor.can(roles.READS_EVALUATIONS)),
        "can_lead": bool(actor and actor.can(roles.LEADS)),
        "can_read_settings": bool(actor and actor.can(roles.READS_SETTINGS)),
        "can_verify": bool(actor and actor.can(roles.VERIFIES)),
        "is_admin": bool(actor and actor.can(roles.ADMINS)),
        "audit_navs": AUDIT_NAVS,
        "is_mail_configured": settings.IS_MAIL_CONFIGURED,
    }
