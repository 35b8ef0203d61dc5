"""Addresses of what a result asks for, below one candidate."""

from django.urls import path

from audits.evaluations.views import asks, cost, gap, gaps, sla

CANDIDATE = "w/<slug:workspace>/candidates/<uuid:candidate>"

GAP = "w/<slug:workspace>/gaps/<uuid:gap>"

urlpatterns = [
    path(f"{CANDIDATE}/asks", asks.candidate_asks, name="candidate-asks"),
    path(f"{CANDIDATE}/sla", sla.candidate_sla, name="candidate-sla"),
    path(f"{CANDIDATE}/sla/wording", sla.sla_wording, name="sla-wording"),
    path(f"{CANDIDATE}/sla/draft", sla.sla_draft, name="sla-draft"),
    path(f"{CANDIDATE}/sla.md", sla.sla_markdown, name="sla-markdown"),
    path(f"{CANDIDATE}/sla.docx", sla.sla_docx, name="sla-docx"),
    path(f"{CANDIDATE}/gaps", gaps.candidate_gaps, name="candidate-gaps"),
    path(f"{CANDIDATE}/gaps/new", gaps.gap_new, name="gap-new"),
    path(f"{CANDIDATE}/gaps/low", gaps.gaps_from_low, name="gaps-from-low"),
    path(GAP, gap.gap_page, name="gap"),
    path(f"{GAP}/edit", gap.gap_edit, name="gap-edit"),
    path(f"{GAP}/close", gap.gap_close, name="gap-close"),
    path(f"{GAP}/reopen", gap.gap_reopen, name="gap-reopen"),
    path(f"{CANDIDATE}/cost", cost.candidate_cost, name="candidate-cost"),
]
