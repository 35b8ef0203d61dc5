"""Who calls: the bearer of an API token, acting as one member of one workspace. Cookies are not looked at."""

from datetime import datetime, timedelta
from typing import cast

from django.db.models import Q
from django.http import HttpRequest
from ninja.security import HttpBearer

from audits.api.request import ApiRequest
from audits.kit import clock
from audits.people.actor import Actor
from audits.people.models import ApiToken, digest

USE_NOTED_EVERY = timedelta(minutes=1)


class Token(HttpBearer):
    """Admits bearers whose role is one of `roles`; no usable token is 401, another role 403 (threat 42)."""

    openapi_description = "An API token, as `Authorization: Bearer TOKEN`."

    def __init__(self, roles: frozenset[str]) -> None:
        super().__init__()
        self.roles = roles

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        now = clock.now()
        found = ApiToken.objects.usable(now).filter(digest=digest(token.strip())).first()
        if found is None:
            return None
        note_use(found, now)
        actor = Actor.of(found.membership)
        actor.require(self.roles)
        admitted = cast(ApiRequest, request)
        # A call without a body has none to read.
        admitted.actor, admitted.document = actor, None
        return actor


def note_use(token: ApiToken, now: datetime) -> None:
    """Writes when the token was last used, at most once a minute, so that reading stays reading."""
    before = now - USE_NOTED_EVERY
    if token.last_used_at is None or token.last_used_at <= before:
        stale = Q(last_used_at=None) | Q(last_used_at__lte=before)
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
