"""Addresses of runs, their items, and automations on hold."""

from django.urls import path

from audits.checklists.views import failures, items, many, pauses, run_ends, runs

RUNS = "w/<slug:workspace>/runs"
RUN = f"{RUNS}/<uuid:run>"
ITEM = f"{RUN}/items/<slug:item>"
urlpatterns = [
    path(f"{RUNS}/", runs.run_list, name="run-list"),
    path(f"{RUNS}/new/", runs.run_new, name="run-new"),
    path(f"{RUNS}/triage/", runs.triage_start, name="triage-start"),
    path(f"{RUN}/", runs.run_page, name="run"),
    path(f"{RUN}/edit/", run_ends.run_edit, name="run-edit"),
    path(f"{RUN}/clock/start/", run_ends.run_clock, {"runs": True}, name="run-clock-start"),
    path(f"{RUN}/clock/pause/", run_ends.run_clock, {"runs": False}, name="run-clock-pause"),
    path(f"{RUN}/finish/", run_ends.run_finish, name="run-finish"),
    path(f"{RUN}/withdraw/", run_ends.run_withdraw, name="run-withdraw"),
    path(f"{RUN}/reopen/", run_ends.run_reopen, name="run-reopen"),
    path(f"{RUN}/journal/", run_ends.run_journal, name="run-journal"),
    path(f"{RUN}/assign/", many.items_assign, name="items-assign"),
    path(f"{ITEM}/", items.run_item, name="run-item"),
    path(f"{ITEM}/save/", items.item_save, name="item-save"),
    path(f"{ITEM}/record/", items.item_record, name="item-record"),
    path(f"{ITEM}/draft/", failures.item_draft, name="item-draft"),
    path(f"{ITEM}/fail/", failures.item_fail, name="item-fail"),
    path(f"{ITEM}/propose/", many.item_propose, name="item-propose"),
    path(f"{ITEM}/pause/", pauses.item_pause, name="item-pause"),
    path("w/<slug:workspace>/paused/<uuid:pause>/resume/", pauses.pause_resume, name="pause-resume"),
    path(
        "w/<slug:workspace>/connectors/<uuid:connector>/paused/",
        pauses.connector_pauses,
        name="connector-pauses",
    ),
]
