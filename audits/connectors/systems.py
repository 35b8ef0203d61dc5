"""Systems that are offered by name, each with the type it usually is of; any other name is as good."""

from audits.connectors.models import IntegrationType

SYSTEMS: dict[str, IntegrationType] = {
    "Zapier": IntegrationType.MIDDLEWARE,
    "Make": IntegrationType.MIDDLEWARE,
    "Workato": IntegrationType.MIDDLEWARE,
    "SendGrid": IntegrationType.EMAIL,
    "SES": IntegrationType.EMAIL,
    "Mailgun": IntegrationType.EMAIL,
    "Twilio": IntegrationType.TELEPHONY,
    # Where recordings of calls lie.
    "S3": IntegrationType.TELEPHONY,
    "QuickBooks": IntegrationType.FINANCE,
    "Xero": IntegrationType.FINANCE,
    "Stripe": IntegrationType.FINANCE,
    "Slack": IntegrationType.SLACK,
    "Google Calendar": IntegrationType.CALENDAR,
    "Outlook Calendar": IntegrationType.CALENDAR,
    "Salesforce": IntegrationType.API,
    "HubSpot": IntegrationType.MARKETING,
}
LOW_CODE = {"zapier", "make", "workato"}
"""Whose recipes people build by themselves: those in production need somebody's approval (GV-05)."""
TYPES = {name.lower(): kind for name, kind in SYSTEMS.items()}


def usual_type(system: str) -> str:
    """The type of a system by its name whatever its case; blank for one that is not named here."""
    return str(TYPES.get(system.strip().lower(), ""))


def is_low_code(system: str) -> bool:
    return system.strip().lower() in LOW_CODE
