"""Taking in a file or a link for something that it belongs to, in one transaction with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from audits.evidence import actions as evidence_actions
from audits.evidence.intake import check_size, upload_digest
from audits.evidence.models import Evidence
from audits.evidence.upload import Upload
from audits.kit.refusals import Invalid
from audits.people.actor import Actor


@contextmanager
def adding(
    actor: Actor, file: Upload | None, url: str, details: dict[str, Any]
) -> Iterator[Callable[[], Evidence]]:
    """What makes the row inside the transaction; a file is written before it begins."""
    name = details.pop("name")
    if file is None:
        yield lambda: evidence_actions.add_link(actor, url, name=name, **details)
        return
    with evidence_actions.incoming(actor, file, name=name) as arrived:
        yield lambda: evidence_actions.add_file(actor, arrived, **details)


def clean_source(file: Upload | None, url: str) -> str:
    """What tells this file or link from another; `Invalid` unless exactly one was given."""
    if file is not None and url:
        raise Invalid({"url": [_("Give a file or a link, not both.")]})
    if file is None:
        if not url.strip():
            raise Invalid({"file": [_("Choose a file or give a link.")]})
        return url
    check_size(file)
    return upload_digest(file)
