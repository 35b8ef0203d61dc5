"""Addresses of the API, all under ``/api/v1/``."""

from django.urls import URLPattern

from audits.api.main import patterns

app_name = "api"
urlpatterns: list[URLPattern] = patterns()
