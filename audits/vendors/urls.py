"""Addresses of vendors."""

from django.urls import path

from audits.vendors import views

VENDORS = "w/<slug:workspace>/vendors"
VENDOR = f"{VENDORS}/<uuid:vendor>"
CONTACT = "w/<slug:workspace>/contacts/<uuid:contact>"
urlpatterns = [
    path(f"{VENDORS}/", views.vendor_list, name="vendor-list"),
    path(f"{VENDORS}/new/", views.vendor_new, name="vendor-new"),
    path(f"{VENDOR}/", views.vendor_page, name="vendor"),
    path(f"{VENDOR}/edit/", views.vendor_edit, name="vendor-edit"),
    path(f"{VENDOR}/archive/", views.vendor_archive, {"archived": True}, name="vendor-archive"),
    path(f"{VENDOR}/unarchive/", views.vendor_archive, {"archived": False}, name="vendor-unarchive"),
    path(f"{VENDOR}/contacts/new/", views.contact_new, name="contact-new"),
    path(f"{CONTACT}/edit/", views.contact_edit, name="contact-edit"),
    path(f"{CONTACT}/remove/", views.contact_remove, name="contact-remove"),
]
