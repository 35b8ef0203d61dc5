"""Links to evidence kept elsewhere: http and https only, written one way (threat 16)."""

from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from audits.kit import text
from audits.kit.refusals import Invalid

LIMIT = 2000
PORTS = {"http": 80, "https": 443}
# Everything that RFC 3986 lets stand in these parts, and what is escaped already.
KEPT = "%/:@!$&'()*+,;=-._~"


def clean_url(given: str) -> str:
    """The link in its normal form; `Invalid` says what is wrong with it."""
    if found := text.problem(given, limit=LIMIT):
        raise refuse(found)
    url = text.normal(given)
    if any(char.isspace() or char == "\\" for char in url):
        raise refuse(_("A link has no blanks and no backslashes; copy it again from the address bar."))
    try:
        parts = urlsplit(url)
        cleaned = rebuilt(parts)
    except ValueError:
        raise refuse(_("This is not a link.")) from None
    if len(cleaned) > LIMIT:
        raise refuse(_("This link is too long; %(limit)d characters are possible.") % {"limit": LIMIT})
    return cleaned


def rebuilt(parts: SplitResult) -> str:
    """The checked parts put together again in ASCII."""
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise refuse(_("Only links that begin with http:// or https:// are taken."))
    if parts.username is not None or parts.password is not None:
        raise refuse(_("This link carries a name or password. Remove them, everybody here could read them."))
    host = ascii_host(parts.hostname or "")
    port = "" if parts.port in (None, PORTS[scheme]) else f":{parts.port}"
    path, query, fragment = (quote(part, safe=KEPT) for part in (parts.path, parts.query, parts.fragment))
    # A question mark may stand in a query; quote() knows nothing of parts.
    query, fragment = query.replace("%3F", "?"), fragment.replace("%3F", "?")
    return urlunsplit((scheme, f"{host}{port}", path or "/", query, fragment))


def ascii_host(host: str) -> str:
    """A host name or address as it is looked up; ValueError when it cannot be one."""
    if ":" in host:
        return f"[{host}]"
    encoded = host.encode("idna").decode("ascii").lower()
    if not encoded.strip(".") or not all(char.isalnum() or char in "-._" for char in encoded):
        raise ValueError(host)
    return encoded


def refuse(message: str) -> Invalid:
    return Invalid({"url": [message]})
