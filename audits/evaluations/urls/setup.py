"""Addresses of setting evaluations up."""

from django.urls import path

from audits.evaluations.views import setup

urlpatterns = [
    path("w/<slug:workspace>/evaluations/", setup.evaluation_list, name="evaluation-list"),
    path("w/<slug:workspace>/evaluations/new/", setup.evaluation_new, name="evaluation-new"),
    path("w/<slug:workspace>/evaluations/<uuid:evaluation>/", setup.evaluation_page, name="evaluation"),
]
