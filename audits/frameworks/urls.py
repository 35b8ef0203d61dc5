"""Addresses of frameworks."""

from django.urls import path

from audits.frameworks import views

urlpatterns = [
    path("w/<slug:workspace>/frameworks/", views.framework_list, name="framework-list"),
    path("w/<slug:workspace>/frameworks/<int:version>/", views.framework_page, name="framework"),
]
