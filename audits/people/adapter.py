"""How django-allauth behaves here: accounts by invitation, links from SITE_URL, our own redirects."""

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from audits.kit.redirect import safe_path
from audits.kit.refusals import Blocked
from audits.people import mail


class InvitationOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up: an invitation's page makes the account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only this site; allauth alone would take every host in ALLOWED_HOSTS."""
        return safe_path(url, fallback="") == url

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Never from the request's Host header, which the asker chooses (threat 51)."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return mail.link(path.replace("UID-KEY", quote(key)))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message: EmailMessage = self.render_mail(template_prefix, email, context)
        if problem := mail.deliver(message):
            raise Blocked(
                _("The mail could not be sent; ask an admin of your workspace for help."), [problem]
            )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count per account, whatever host name the guesses are sent to."""
        return str(credentials.get("email", "")).lower()
