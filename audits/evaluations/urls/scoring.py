"""Addresses of the live scoring screen, all below one candidate."""

from django.urls import URLPattern, path

from audits.evaluations.views.scoring import captures, changes, demo, evidence, page, saves, together

AT = "w/<slug:workspace>/candidates/<uuid:candidate>/"

urlpatterns: list[URLPattern] = [
    path(f"{AT}score", page.score, name="candidate-score"),
    path(f"{AT}changes", changes.changes, name="candidate-changes"),
    path(f"{AT}answers/<slug:question>", saves.answer_save, name="answer-save"),
    path(f"{AT}scores/<slug:dimension>", saves.score_save, name="score-save"),
    path(f"{AT}objects/<slug:crm>/confirm", saves.objects_confirm, name="objects-confirm"),
    path(f"{AT}objects/<slug:crm>/<slug:name>", saves.object_save, name="object-save"),
    path(f"{AT}captures", captures.capture_add, name="capture-add"),
    path(f"{AT}captures/<uuid:capture>/file", captures.capture_file, name="capture-file"),
    path(f"{AT}captures/<uuid:capture>/drop", captures.capture_drop, name="capture-drop"),
    path(f"{AT}demo/time", demo.demo_time, name="demo-time"),
    path(f"{AT}demo/<str:step>", demo.demo_step, name="demo-step"),
    path(f"{AT}presence", together.presence, name="presence"),
    path(f"{AT}proposals/<slug:question>", together.proposal_save, name="proposal-save"),
    path(f"{AT}proposals/<uuid:proposal>/take", together.proposal_take, name="proposal-take"),
    path(f"{AT}evidence", evidence.evidence_add, name="evidence-add"),
]
