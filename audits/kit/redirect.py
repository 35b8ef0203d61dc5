"""The one place that decides where a browser may be sent."""

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme


def safe_path(target: str | None, *, fallback: str) -> str:
    """`target` when it stays on this site, else `fallback`."""
    if target and url_has_allowed_host_and_scheme(
        target, allowed_hosts={settings.SITE_HOST}, require_https=settings.IS_HTTPS
    ):
        return target
    return fallback
