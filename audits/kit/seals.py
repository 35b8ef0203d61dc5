"""What a page hands its reader to send back: sealed for them, for one purpose, for a while."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from audits.kit.refusals import Invalid

SECONDS = 2 * 3600


def salt(purpose: str, workspace_id: UUID, user_id: UUID) -> str:
    """Binds a seal to its reader: nobody else's is opened, and no other workspace's."""
    return f"{purpose}:{workspace_id}:{user_id}"


def sealed(content: Any, salt: str) -> str:
    return signing.dumps(content, salt=salt, compress=True)


def opened(given: str, salt: str, *, field: str) -> dict[str, Any]:
    """What was sealed, or `Invalid` under the name of the field that brought it."""
    try:
        content: dict[str, Any] = signing.loads(given, salt=salt, max_age=SECONDS)
    except signing.BadSignature as error:
        raise Invalid({field: [_("This preview is no longer valid. Upload the file again.")]}) from error
    return content
