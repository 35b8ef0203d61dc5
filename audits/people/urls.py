"""Addresses of accounts, people, tokens and settings."""

from allauth.account import views as allauth
from django.urls import URLPattern, path, re_path

from audits.people.views import account, guests, joining, members, tokens, workspace

# Only what is used of django-allauth: addresses of people change by invitation, not on a page.
accounts: list[URLPattern] = [
    path("accounts/login/", allauth.login, name="account_login"),
    path("accounts/logout/", allauth.logout, name="account_logout"),
    path("accounts/signup/", allauth.signup, name="account_signup"),
    path("accounts/inactive/", allauth.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", allauth.password_change, name="account_change_password"),
    path("accounts/password/set/", allauth.password_set, name="account_set_password"),
    path("accounts/password/reset/", allauth.password_reset, name="account_reset_password"),
    path("accounts/password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("accounts/link/<str:key>/<str:token>/", account.sign_in_link, name="sign-in-link"),
]
members_urls: list[URLPattern] = [
    path("w/<slug:workspace>/people/", members.people, name="people"),
    path("w/<slug:workspace>/people/<uuid:person>/role", members.member_role, name="member-role"),
    path("w/<slug:workspace>/people/<uuid:person>/end", members.member_end, name="member-end"),
    path("w/<slug:workspace>/invitations", members.invitation_create, name="invitation-create"),
    path(
        "w/<slug:workspace>/invitations/<uuid:invitation>/revoke",
        members.invitation_revoke,
        name="invitation-revoke",
    ),
    path("invitations/<str:token>/", joining.invitation, name="invitation"),
    path("w/<slug:workspace>/guests/<uuid:guest>/renew", guests.guest_renew, name="guest-renew"),
    path("w/<slug:workspace>/guests/<uuid:guest>/revoke", guests.guest_revoke, name="guest-revoke"),
    path("guest/link/<str:token>/", guests.guest_link, name="guest-link"),
    path("guest/leave", guests.guest_leave, name="guest-leave"),
]
urlpatterns: list[URLPattern] = [
    path("", account.home, name="home"),
    path("w/<slug:workspace>/", account.workspace_home, name="workspace-home"),
    path("workspaces/", account.workspace_list, name="workspace-list"),
    path("profile/", account.profile, name="profile"),
    path("profile/keys", account.profile_keys, name="profile-keys"),
    path("profile/mails", account.profile_mails, name="profile-mails"),
    *accounts,
    *members_urls,
    path("w/<slug:workspace>/tokens/", tokens.token_list, name="token-list"),
    path("w/<slug:workspace>/tokens/new", tokens.token_create, name="token-create"),
    path("w/<slug:workspace>/tokens/<uuid:token>/revoke", tokens.token_revoke, name="token-revoke"),
    path("w/<slug:workspace>/settings/", workspace.workspace_settings, name="workspace-settings"),
    path("w/<slug:workspace>/settings/edit", workspace.workspace_edit, name="workspace-edit"),
    path("w/<slug:workspace>/settings/tickets", workspace.workspace_tickets, name="workspace-tickets"),
    path("w/<slug:workspace>/settings/test-mail", workspace.workspace_test_mail, name="workspace-test-mail"),
]
