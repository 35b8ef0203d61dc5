"""The one place that decides where a browser may be sent."""

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme


def safe_path(target: str | None, *, fallback: str) -> str:
    """`target` when it is an address on this site, else `fallback`.

    A bare word is none: `redirect` takes it for the name of a view and fails.
    """
    if not target or not target.startswith(("/", "http://", "https://")):
        return fallback
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={settings.SITE_HOST}, require_https=settings.IS_HTTPS
    )
    return target if is_ours else fallback
