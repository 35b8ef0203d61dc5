"""Addresses of checking the journal."""

from django.urls import path

from audits.journal import views

urlpatterns = [
    path("w/<slug:workspace>/journal/verify/", views.journal_verify, name="journal-verify"),
    path("w/<slug:workspace>/journal/seals.csv", views.journal_seals, name="journal-seals"),
]
