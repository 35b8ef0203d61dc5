"""Addresses of frameworks: versions, and own ones as drafts."""

from django.urls import path

from audits.frameworks.spots import KEYS
from audits.frameworks.views import drafts, parts, rows, versions

FRAMEWORKS = "w/<slug:workspace>/frameworks"
VERSION = f"{FRAMEWORKS}/<int:version>"
DRAFT = f"{FRAMEWORKS}/drafts/<uuid:draft>"
DIMENSION = f"{DRAFT}/dimension/<slug:dimension>"
NAMED = ("dimension", "question")
urlpatterns = [
    path(f"{FRAMEWORKS}/", versions.framework_list, name="framework-list"),
    path(f"{FRAMEWORKS}/new/", drafts.framework_new, name="framework-new"),
    path(f"{FRAMEWORKS}/import/", drafts.framework_import, name="framework-import"),
    path(f"{VERSION}/", versions.framework_page, name="framework"),
    path(f"{VERSION}/changes/", versions.framework_changes, name="framework-changes"),
    path(f"{VERSION}/export/", versions.framework_export, name="framework-export"),
    path(f"{VERSION}/copy/", drafts.framework_copy, name="framework-copy"),
    path(f"{VERSION}/edit/", drafts.framework_edit, name="framework-edit"),
    path(f"{VERSION}/archive/", versions.framework_archive, {"archived": True}, name="framework-archive"),
    path(
        f"{VERSION}/unarchive/", versions.framework_archive, {"archived": False}, name="framework-unarchive"
    ),
    path(f"{DRAFT}/", drafts.framework_draft, name="framework-draft"),
    path(f"{DRAFT}/preview/", drafts.framework_preview, name="framework-preview"),
    path(f"{DRAFT}/publish/", drafts.framework_publish, name="framework-publish"),
    path(f"{DRAFT}/discard/", drafts.framework_discard, name="framework-discard"),
    path(f"{DRAFT}/dimensions/", rows.dimension_add, name="framework-dimension-add"),
    path(f"{DIMENSION}/remove/", rows.dimension_remove, name="framework-dimension-remove"),
    path(f"{DIMENSION}/move/", rows.dimension_move, name="framework-dimension-move"),
    path(f"{DIMENSION}/questions/", rows.question_add, name="framework-question-add"),
    path(f"{DRAFT}/question/<slug:question>/remove/", rows.question_remove, name="framework-question-remove"),
    path(f"{DRAFT}/question/<slug:question>/move/", rows.question_move, name="framework-question-move"),
    path(f"{DRAFT}/warning/<slug:warning>/remove/", rows.warning_remove, name="framework-warning-remove"),
]
urlpatterns += [
    path(
        f"{DRAFT}/{kind}/<slug:slug>/edit/" if kind in NAMED else f"{DRAFT}/{kind}/edit/",
        parts.framework_part,
        {"kind": kind},
        name=f"framework-{kind}-edit",
    )
    for kind in KEYS
]
