"""Addresses of operations."""

from django.urls import URLPattern, path

from audits.operations import views

urlpatterns: list[URLPattern] = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
