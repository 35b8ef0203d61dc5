"""How django-allauth behaves here: accounts are made by invitation alone."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up: an invitation's page makes the account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
