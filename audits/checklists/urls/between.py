"""Addresses of what lies between runs."""

from django.urls import URLPattern, path

from audits.checklists.views import between

RUN = "w/<slug:workspace>/runs/<uuid:run>"
urlpatterns: list[URLPattern] = [
    path(f"{RUN}/between/", between.run_between, name="run-between"),
    path(f"{RUN}/next/", between.run_carry, name="run-carry"),
    path("w/<slug:workspace>/results/<slug:check>/", between.check_history, name="check-history"),
]
