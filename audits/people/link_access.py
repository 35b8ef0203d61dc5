"""Links for one purpose in a browser's session: several can be held side by side (threats 35 to 38)."""

from uuid import UUID

from django.http import HttpRequest

from audits.people.links import PurposeLink

LINKS_KEY = "links"
"""Where a session holds the digests of the links it came by, by the key of the row."""


def take_in(request: HttpRequest, link: PurposeLink) -> None:
    """Takes the link for a value of the session, which stays good as long as the link does."""
    held = request.session.get(LINKS_KEY, {})
    request.session[LINKS_KEY] = {**held, str(link.pk): link.token_digest}
    request.session.cycle_key()


def digest_held(request: HttpRequest, key: UUID) -> str:
    """The digest under which this browser came to a row; blank when it never did."""
    return str(request.session.get(LINKS_KEY, {}).get(str(key), ""))


def let_go(request: HttpRequest, link: PurposeLink) -> None:
    """Forgets the link in this browser; whoever is signed in as a member stays so."""
    held = request.session.get(LINKS_KEY, {})
    request.session[LINKS_KEY] = {key: digest for key, digest in held.items() if key != str(link.pk)}
    request.session.cycle_key()
