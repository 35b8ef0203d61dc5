"""Root URLs: everything is in `audits`."""

from django.urls import include, path

urlpatterns = [path("", include("audits.urls"))]

handler400 = "audits.http.bad_request"
handler403 = "audits.http.forbidden"
handler404 = "audits.http.not_found"
handler429 = "audits.http.too_many"
handler500 = "audits.http.server_error"
