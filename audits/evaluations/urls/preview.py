"""Addresses of what a framework will look like in an evaluation."""

from django.urls import path

from audits.evaluations.views import preview

urlpatterns = [
    path(
        "w/<slug:workspace>/frameworks/drafts/<uuid:draft>/screen/",
        preview.framework_screen,
        name="framework-screen",
    ),
]
