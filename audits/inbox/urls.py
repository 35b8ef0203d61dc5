"""Addresses of the inbox."""

from django.urls import URLPattern, path

from audits.inbox.views import guest, handover, passing, work

WORK = "w/<slug:workspace>/work"
urlpatterns: list[URLPattern] = [
    path(f"{WORK}/", work.my_work, name="my-work"),
    path(f"{WORK}/items/<uuid:item>/pass", passing.work_pass, name="work-pass"),
    path(f"{WORK}/items/<uuid:item>/undo", passing.work_undo, name="work-undo"),
    path("w/<slug:workspace>/people/<uuid:person>/hand-over/", handover.hand_over_page, name="hand-over"),
    path("guest/", guest.guest_work, name="guest-work"),
    path("guest/items/<uuid:item>/", guest.guest_item, name="guest-item"),
    path("guest/items/<uuid:item>/save", guest.guest_save, name="guest-save"),
    path("guest/items/<uuid:item>/fail", guest.guest_fail, name="guest-fail"),
    path("guest/findings/<uuid:finding>/", guest.guest_finding, name="guest-finding"),
]
