"""Shapes of vendors."""

from datetime import datetime

from pydantic import BaseModel

from audits.api.schemas.parts import Crm, Given, Id
from audits.vendors.models import Vendor


class VendorIn(Given):
    name: str
    product: str = ""
    website: str = ""
    crms: list[Crm] = []


class VendorRef(BaseModel):
    """A vendor as it is named elsewhere."""

    id: Id
    name: str
    product: str


class VendorOut(VendorRef):
    website: str
    crms: list[str]
    archived: bool
    created_at: datetime

    @classmethod
    def of(cls, vendor: Vendor) -> "VendorOut":
        return cls(
            id=str(vendor.pk),
            name=vendor.name,
            product=vendor.product,
            website=vendor.website,
            crms=vendor.crms,
            archived=vendor.archived_at is not None,
            created_at=vendor.created_at,
        )


class VendorCreated(VendorOut):
    """A new vendor; `similar` names others that may be the same one."""

    similar: list[VendorRef]


class VendorList(BaseModel):
    items: list[VendorOut]
    next: str | None


def vendor_ref(vendor: Vendor) -> VendorRef:
    return VendorRef(id=str(vendor.pk), name=vendor.name, product=vendor.product)
