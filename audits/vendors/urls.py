"""Addresses of vendors."""

from django.urls import path

from audits.vendors import views

urlpatterns = [
    path("w/<slug:workspace>/vendors/", views.vendor_list, name="vendor-list"),
    path("w/<slug:workspace>/vendors/<uuid:vendor>/", views.vendor_page, name="vendor"),
]
