"""Addresses of the panel: declarations, presence, proposals."""

from django.urls import path

from audits.evaluations.views import declarations

ONE = "w/<slug:workspace>/evaluations/<uuid:evaluation>"

urlpatterns = [
    path(f"{ONE}/declaration/", declarations.declaration_own, name="declaration"),
    path(f"{ONE}/declarations/", declarations.declaration_list, name="declaration-list"),
    path(
        "w/<slug:workspace>/declarations/<uuid:declaration>/ruling/",
        declarations.declaration_rule,
        name="declaration-rule",
    ),
]
