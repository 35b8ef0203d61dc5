"""Addresses of messages that could not be delivered."""

from django.urls import URLPattern, path

from audits.notices import views

urlpatterns: list[URLPattern] = [
    path("w/<slug:workspace>/messages/", views.message_list, name="message-list"),
    path("w/<slug:workspace>/messages/retry", views.message_retry_all, name="message-retry-all"),
    path("w/<slug:workspace>/messages/<uuid:message>/retry", views.message_retry, name="message-retry"),
]
