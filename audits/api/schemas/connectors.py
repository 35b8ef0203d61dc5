"""Shapes of connectors."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel

from audits.api.schemas.parts import Change, Day, Given, Id, Key, RowVersion, Version
from audits.connectors.models import Connector

Type = Literal["email", "telephony", "marketing", "finance", "middleware", "api", "slack", "calendar"]
Environment = Literal["production", "sandbox", "test"]
Pinning = Literal["pinned", "automatic"]


class Facts(Given):
    """What may be said of a connector besides its name, system and type."""

    owner: str | None = None
    vendor: Key = None
    environment: Environment = "production"
    installed_version: str = ""
    pinning: Pinning | None = None
    scopes: str = ""
    credential_label: str = ""
    credential_expires_on: Day = None
    has_tracing: bool | None = None
    uses_cdc: bool | None = None
    status_url: str = ""
    console_url: str = ""
    note: str = ""
    reviewed_on: Day = None


class ConnectorIn(Facts):
    """A new connector. `integration_type` may be left out for the systems that are known by name.

    `owner` is the email of a member who may own something, `vendor` an id. `credential_label` says what the
    credential is called; never send its secret. Null in `has_tracing` and `uses_cdc` is not known.
    """

    name: str
    system: str
    integration_type: Type | None = None


class ConnectorChangeIn(Facts, Change):
    """What changes about a connector; a field left out keeps its value."""

    name: str = ""
    system: str = ""
    integration_type: Type = "api"
    version: Version = 0


class ConnectorOut(BaseModel):
    """A connector. `owner` is an email; `audited_on` and `open_findings` come from its runs."""

    id: Id
    name: str
    system: str
    integration_type: str
    owner: str | None
    vendor: Id | None
    environment: str
    installed_version: str
    pinning: str | None
    scopes: str
    credential_label: str
    credential_expires_on: date | None
    has_tracing: bool | None
    uses_cdc: bool | None
    status_url: str
    console_url: str
    note: str
    reviewed_on: date | None
    audited_on: date | None
    open_findings: int
    archived: bool
    created_at: datetime
    version: RowVersion

    @classmethod
    def of(cls, connector: Connector) -> "ConnectorOut":
        """Of a connector whose owner is loaded."""
        other: dict[str, Any] = {
            "id": str(connector.pk),
            "owner": connector.owner.email if connector.owner else None,
            "vendor": str(connector.vendor_id) if connector.vendor_id else None,
            "pinning": connector.pinning or None,
            "archived": connector.archived_at is not None,
            "version": connector.change,
        }
        own = {name: getattr(connector, name) for name in cls.model_fields if name not in other}
        return cls(**own, **other)


class ConnectorList(BaseModel):
    items: list[ConnectorOut]
    next: str | None
