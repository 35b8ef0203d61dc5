"""Addresses of the library: checklists and checks."""

from django.urls import path

from audits.checklists.views import library

LISTS = "w/<slug:workspace>/checklists"
CHECKLIST = f"{LISTS}/<slug:checklist>"
VERSION = f"{CHECKLIST}/<int:version>"
urlpatterns = [
    path(f"{LISTS}/", library.checklist_list, name="checklist-list"),
    path(f"{LISTS}/checks/", library.check_list, name="check-list"),
    path(f"{LISTS}/checks/<slug:check>/", library.check_page, name="check"),
    # Last, for a slug may be almost any word: `RESERVED` names those that stand above.
    path(f"{CHECKLIST}/", library.checklist_page, name="checklist"),
    path(f"{VERSION}/", library.checklist_version, name="checklist-version"),
    path(f"{VERSION}/checks/<slug:check>/", library.checklist_check, name="checklist-check"),
]
