"""Addresses of library."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
