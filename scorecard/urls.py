"""Root URLs: accounts, API, and the pages of `audits`."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("", include("audits.urls")),
]

handler400 = "audits.http.bad_request"
handler403 = "audits.http.forbidden"
handler404 = "audits.http.not_found"
handler500 = "audits.http.server_error"
