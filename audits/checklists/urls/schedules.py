"""Addresses of schedules."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
