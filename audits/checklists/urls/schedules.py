"""Addresses of schedules."""

from django.urls import path

from audits.checklists.views import schedules, schedules_write

SCHEDULES = "w/<slug:workspace>/schedules"
SCHEDULE = f"{SCHEDULES}/<uuid:schedule>"
urlpatterns = [
    path(f"{SCHEDULES}/", schedules.schedule_list, name="schedule-list"),
    path(f"{SCHEDULES}/new/", schedules_write.schedule_new, name="schedule-new"),
    path(f"{SCHEDULE}/", schedules.schedule_page, name="schedule"),
    path(f"{SCHEDULE}/edit/", schedules_write.schedule_edit, name="schedule-edit"),
    path(f"{SCHEDULE}/pause/", schedules_write.schedule_pause, name="schedule-pause"),
    path(f"{SCHEDULE}/resume/", schedules_write.schedule_resume, name="schedule-resume"),
    path(f"{SCHEDULE}/end/", schedules_write.schedule_end, name="schedule-end"),
]
