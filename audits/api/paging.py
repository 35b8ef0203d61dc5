"""Lists in pages by key: the next page's address, and no counting."""

from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from ninja import Query

from audits.api.ids import as_id
from audits.api.request import ApiRequest
from audits.kit.paging import Page, page_of
from audits.kit.refusals import Invalid

MOST = 200
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many items at most.")]
After = Annotated[str | None, Query(description="The id after which the page starts; part of `next`.")]
M = TypeVar("M", bound=Model)


def paged(rows: QuerySet[M], after: str | None, limit: int) -> Page[M]:
    """A page of rows in the order of their keys, which is the order they were made in."""
    ordered: QuerySet[M] = rows.order_by("pk")
    if after is not None:
        ordered = ordered.filter(pk__gt=cursor(after))
    return page_of(ordered, limit)


def cursor(after: str) -> UUID:
    if found := as_id(after):
        return found
    raise Invalid({"after": [_("This is not an id.")]})


def next_url(request: ApiRequest, page: Page[Any], limit: int) -> str | None:
    """The address of the next page, with whatever else this one was narrowed down by."""
    if page.next_key is None:
        return None
    kept = {name: value for name, value in request.GET.items() if name not in ("limit", "after")}
    query = urlencode({**kept, "limit": limit, "after": page.next_key})
    return request.build_absolute_uri(f"{request.path}?{query}")
