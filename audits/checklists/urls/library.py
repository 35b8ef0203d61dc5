"""Addresses of the library: checklists with their versions, checks, and own checklists as drafts."""

from django.urls import path

from audits.checklists.views import (
    draft_checks,
    draft_choices,
    draft_groups,
    drafts,
    kit,
    library,
    versions,
)

LISTS = "w/<slug:workspace>/checklists"
DRAFT = f"{LISTS}/drafts/<uuid:draft>"
DRAFT_GROUP = f"{DRAFT}/groups/<slug:group>"
DRAFT_CHECK = f"{DRAFT}/checks/<slug:check>"
CHECKLIST = f"{LISTS}/<slug:checklist>"
VERSION = f"{CHECKLIST}/<int:version>"
urlpatterns = [
    path(f"{LISTS}/", library.checklist_list, name="checklist-list"),
    path(f"{LISTS}/checks/", library.check_list, name="check-list"),
    path(f"{LISTS}/checks/<slug:check>/", library.check_page, name="check"),
    path(f"{LISTS}/kit/", kit.audit_kit, name="audit-kit"),
    path(f"{LISTS}/kit/download/", kit.audit_kit_zip, name="audit-kit-zip"),
    path(f"{LISTS}/new/", drafts.checklist_new, name="checklist-new"),
    path(f"{LISTS}/import/", versions.checklist_import, name="checklist-import"),
    path(f"{DRAFT}/", drafts.draft_page, name="draft"),
    path(f"{DRAFT}/edit/", drafts.draft_edit, name="draft-edit"),
    path(f"{DRAFT}/preview/", drafts.draft_preview, name="draft-preview"),
    path(f"{DRAFT}/publish/", drafts.draft_publish, name="draft-publish"),
    path(f"{DRAFT}/discard/", drafts.draft_discard, name="draft-discard"),
    path(f"{DRAFT}/groups/", draft_groups.group_add, name="draft-group-add"),
    path(f"{DRAFT_GROUP}/edit/", draft_groups.group_edit, name="draft-group-edit"),
    path(f"{DRAFT_GROUP}/remove/", draft_groups.group_remove, name="draft-group-remove"),
    path(f"{DRAFT_GROUP}/move/", draft_groups.group_move, name="draft-group-move"),
    path(f"{DRAFT}/choose/", draft_choices.checks_add, name="draft-checks-add"),
    path(f"{DRAFT}/write/", draft_checks.check_new, name="draft-check-new"),
    path(f"{DRAFT_CHECK}/edit/", draft_checks.check_edit, name="draft-check-edit"),
    path(f"{DRAFT_CHECK}/remove/", draft_checks.check_remove, name="draft-check-remove"),
    path(f"{DRAFT_CHECK}/move/", draft_checks.check_move, name="draft-check-move"),
    # Last, for a slug may be almost any word: `RESERVED` names those that stand above.
    path(f"{CHECKLIST}/", library.checklist_page, name="checklist"),
    path(f"{CHECKLIST}/edit/", drafts.checklist_edit, name="checklist-edit"),
    path(f"{CHECKLIST}/archive/", drafts.checklist_archive, {"archived": True}, name="checklist-archive"),
    path(
        f"{CHECKLIST}/unarchive/", drafts.checklist_archive, {"archived": False}, name="checklist-unarchive"
    ),
    path(f"{CHECKLIST}/changes/", versions.checklist_changes, name="checklist-changes"),
    path(f"{VERSION}/", library.checklist_version, name="checklist-version"),
    path(f"{VERSION}/copy/", drafts.checklist_copy, name="checklist-copy"),
    path(f"{VERSION}/export/", versions.checklist_export, name="checklist-export"),
    path(f"{VERSION}/checks/<slug:check>/", library.checklist_check, name="checklist-check"),
]
